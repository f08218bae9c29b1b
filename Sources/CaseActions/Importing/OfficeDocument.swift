import Archiving
import CaseImport
import Files

/// What a ZIP archive is that an office program wrote.
enum OfficeDocument {
  case none
  case workbook
  case other(NotAnExport)

  init(_ directory: ZIPDirectory) {
    let names = Set(directory.entries.map { $0.text.lowercased() })
    func holds(_ folder: String) -> Bool { names.contains { $0.hasPrefix(folder) } }
    if names.contains("xl/workbook.bin") {
      self = .other(
        NotAnExport(
          found: "a binary Excel workbook (.xlsb)",
          hint: "save it as .xlsx and import that; better, export the audit search again as CSV"))
    } else if names.contains("[content_types].xml") {
      if holds("word/") {
        self = .other(OfficeDocument.text("a Word document (.docx)"))
      } else if holds("ppt/") {
        self = .other(OfficeDocument.text("a PowerPoint presentation (.pptx)"))
      } else if holds("xl/") || Workbook.isWorkbook(directory) {
        self = .workbook
      } else {
        self = .other(OfficeDocument.text("an Office document"))
      }
    } else if names.contains("mimetype"), names.contains("content.xml") {
      self = .other(
        NotAnExport(
          found: "an OpenDocument file (.ods, .odt)",
          hint: "save a spreadsheet as .xlsx or CSV (UTF-8) and import that;"
            + " better, export the audit search again as CSV"))
    } else {
      self = .none
    }
  }

  private static func text(_ what: String) -> NotAnExport {
    NotAnExport(found: what, hint: "export the records themselves, as CSV or JSON")
  }

  /// The first bytes name a part that such documents have.
  static func isLikely(_ head: [UInt8]) -> Bool {
    let text = String(decoding: head.prefix(64 << 10), as: UTF8.self)
    return ["[Content_Types].xml", "xl/workbook.", "xl/worksheets/"].contains { text.contains($0) }
  }
}
