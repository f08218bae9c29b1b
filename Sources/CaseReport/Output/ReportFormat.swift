/// What a report is written as.
package enum ReportFormat: String, CaseIterable, Sendable {
  case html, md, docx
  /// Printed from HTML by a browser that is installed: `ReportFile.isPrinted`.
  case pdf
}
