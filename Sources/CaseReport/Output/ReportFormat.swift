/// What a report is written as.
package enum ReportFormat: String, CaseIterable, Sendable {
  case html, md, docx
  /// Printed from HTML by a browser that is installed: `ReportFile.isPrinted`.
  case pdf

  /// Of the template's name.
  var templateEnding: String {
    switch self {
    case .html, .pdf: "html"
    case .md: "md"
    case .docx: "docx.xml"
    }
  }
}
