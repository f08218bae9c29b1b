import CaseModel
import TextFormats

/// Says what a file looks like that is no export, and how to get one.
enum ForeignContent {
  private static let signatures: [(start: [UInt8], found: String, hint: String)] = [
    (Array("%PDF".utf8), "a PDF document", "export the records themselves, as CSV or JSON"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Office workbook", "unpack it, or save as CSV"),
    ([0x1F, 0x8B], "a gzip archive", "unpack it with gunzip and import what was inside"),
    ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive", "unpack it and import what was inside"),
    (Array("!BDN".utf8), "an Outlook data file", "mail is not read; export the audit log"),
    (Array("<".utf8), "XML or HTML", "export the audit search as CSV or JSON"),
  ]

  static func describe(_ head: ExportHead) -> NotAnExport {
    let text = head.bytes[head.start...]
    if head.bytes.isEmpty {
      return NotAnExport(
        found: "an empty file",
        hint: "an export without results has at least a header; export again")
    }
    if let match = signatures.first(where: {
      text.starts(with: $0.start) || head.bytes.starts(with: $0.start)
    }) {
      return NotAnExport(found: match.found, hint: match.hint)
    }
    let first = FieldText.trimmed(text).first
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return NotAnExport(
        found: "JSON without CreationTime, Operation or AuditData",
        hint: "expected audit records (AuditData objects) as a list or one per line")
    }
    if text.contains(0) {
      return NotAnExport(found: "binary data", hint: "expected CSV or JSON text")
    }
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(160)
    let columns = EvidenceText(bytes: Array(line)).visible
    return NotAnExport(
      found: "text that starts '\(columns)'",
      hint: "expected a column named AuditData, or JSON records")
  }
}
