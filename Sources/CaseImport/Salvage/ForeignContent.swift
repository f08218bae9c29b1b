import CaseModel
import TextFormats

/// Says what a file looks like that is no export, and how to get one.
enum ForeignContent {
  private static let signatures: [(start: [UInt8], found: String, hint: String)] = [
    (Array("%PDF".utf8), "a PDF document", "export the records themselves, as CSV or JSON"),
    (Array("!BDN".utf8), "an Outlook data file", "mail is not read; export the audit log"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture", "export the records themselves, as CSV or JSON"),
    ([0xFF, 0xD8, 0xFF], "a picture", "export the records themselves, as CSV or JSON"),
    (Array("GIF8".utf8), "a picture", "export the records themselves, as CSV or JSON"),
    ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Office workbook", "unpack it, or save as CSV"),
    ([0x1F, 0x8B], "a gzip archive", "unpack it with gunzip and import what was inside"),
    (
      [0x37, 0x7A, 0xBC, 0xAF], "a 7z archive",
      "unpack it (7z x FILE) and import what was inside"
    ),
    (
      Array("Rar!".utf8), "a RAR archive",
      "unpack it (unrar x FILE, or 7z x FILE) and import what was inside"
    ),
    (Array("BZh".utf8), "a bzip2 archive", "unpack it with bunzip2 and import what was inside"),
    (
      [0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive",
      "unpack it with unxz and import what was inside"
    ),
    (
      [0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive",
      "unpack it with unzstd and import what was inside"
    ),
    (
      Array("PAR1".utf8), "a Parquet file",
      "duckdb -c \"COPY (FROM read_parquet('FILE')) TO 'records.ndjson' (FORMAT json)\" writes its"
        + " records as JSON lines: import those"
    ),
    (Array("SQLite format 3".utf8), "a SQLite database", "export its records as CSV or JSON"),
    (
      Array("<Objs".utf8), "a PowerShell Export-Clixml file",
      "Import-Clixml FILE | Export-Csv -NoTypeInformation -Encoding utf8 writes it as CSV"
    ),
  ]

  /// Content that its first bytes tell. They are a label: what is behind it, nobody has looked at.
  private static func signature(_ head: ExportHead) -> NotAnExport? {
    let match = signatures.first {
      head.text.starts(with: $0.start) || head.bytes.starts(with: $0.start)
    }
    if let match { return NotAnExport(found: match.found, hint: match.hint) }
    if head.bytes.dropFirst(257).starts(with: Array("ustar".utf8)) {
      return NotAnExport(found: "a tar archive", hint: "unpack it and import what was inside")
    }
    if isMarkup(FieldText.trimmed(head.text)) {
      return NotAnExport(
        found: "XML or HTML", hint: "export the audit search as CSV or JSON", records: .ifNamed)
    }
    return nil
  }

  /// Something that no records stand in as text.
  static func isKnown(_ head: ExportHead) -> Bool { signature(head) != nil }

  /// `<html`, `<?xml`, `<!--`; not the priority of a syslog line.
  private static func isMarkup(_ text: ArraySlice<UInt8>) -> Bool {
    guard text.first == UInt8(ascii: "<"), let next = text.dropFirst().first else { return false }
    return 0x41...0x5A ~= next & 0xDF || next == UInt8(ascii: "?") || next == UInt8(ascii: "!")
  }

  /// No text has it.
  private static func isControl(_ byte: UInt8) -> Bool {
    byte < 0x09 || (0x0E..<0x1B).contains(byte) || (0x1C..<0x20).contains(byte)
  }

  static func describe(_ head: ExportHead) -> NotAnExport {
    let text = head.text
    if head.bytes.isEmpty {
      return NotAnExport(
        found: "an empty file",
        hint: "an export without results has at least a header; export again", records: .none)
    }
    if head.bytes.allSatisfy({ $0 == 0 }) {
      return NotAnExport(
        found: "nothing but NUL bytes",
        hint: "the file was made and never written, or lost: get it again from where it came from")
    }
    let lost = head.bytes.prefix { $0 == 0 }.count
    // UTF-16 has such a byte too.
    if lost >= 16 {
      return NotAnExport(
        found: "\(lost) NUL bytes where the file should begin",
        hint: "its beginning was lost on the disk: get it again from where it came from")
    }
    if let refusal = CompoundFile.describe(head.bytes) { return refusal }
    if let refusal = signature(head) { return refusal }
    let first = FieldText.trimmed(text).first
    if looksLikeAuditConfiguration(text) {
      return NotAnExport(
        found: "audit settings, not audit records",
        hint: "casefile import CASE --kind audit-config FILE", records: .ifNamed)
    }
    if let list = AuditTrace.list(head) { return list }
    if looksLikeInventory(head) {
      return NotAnExport(
        found: "a list of messages or saved mail, not audit records",
        hint: "casefile import CASE --kind messages FILE", records: .ifNamed)
    }
    if QueryReader.begins(text) {
      return NotAnExport(
        found: "what a search asked for, not what it found",
        hint: "casefile import CASE --kind query --for E001 FILE", records: .ifNamed)
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return AuditTrace.json(head)
    }
    if text.contains(0) {
      return NotAnExport(found: "binary data", hint: "expected CSV or JSON text")
    }
    if text.contains(where: isControl) {
      return NotAnExport(found: "binary data", hint: "expected CSV or JSON text")
    }
    let line = text.prefix { $0 != 0x0A && $0 != 0x0D }.prefix(160)
    let columns = EvidenceText(bytes: Array(line)).visible
    return NotAnExport(
      found: "text that starts with '\(columns)'",
      hint: "expected a column that holds AuditData, or JSON records", records: .ifNamed)
  }
}
