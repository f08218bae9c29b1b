import CaseModel

/// Writes CSV as RFC 4180 says, guarded against spreadsheet formulas.
///
/// A viewing copy: a field that a spreadsheet could run gets a `'` in front (OWASP, "CSV
/// Injection"), which alters it; findings.json keeps the raw value. Invisible characters are shown.
package struct CSVWriter {
  package private(set) var bytes: [UInt8] = []

  package init(header: [String]) { row(header.map { EvidenceText($0) }) }

  package mutating func row(_ fields: [EvidenceText]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes.append(contentsOf: CSVWriter.encoded(field))
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  package mutating func row(_ fields: [String]) { row(fields.map { EvidenceText($0) }) }

  static func encoded(_ field: EvidenceText) -> [UInt8] {
    var text = Array(field.visible.utf8)
    if isFormula(field) { text.insert(UInt8(ascii: "'"), at: 0) }
    let special: [UInt8] = Array("\",\r\n".utf8)
    guard text.contains(where: special.contains) || text.first == 0x20 || text.last == 0x20 else {
      return text
    }
    var quoted: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text {
      if byte == UInt8(ascii: "\"") { quoted.append(byte) }
      quoted.append(byte)
    }
    quoted.append(UInt8(ascii: "\""))
    return quoted
  }

  /// Leading `= + - @`, tab, CR, LF, NUL and their full-width forms, also after blanks and quotes.
  static func isFormula(_ field: EvidenceText) -> Bool {
    let controls: [UInt8] = [0, 0x09, 0x0A, 0x0D]
    if let first = field.bytes.first, controls.contains(first) { return true }
    let lead = field.string.unicodeScalars.first {
      !" \"'\u{A0}\u{3000}".unicodeScalars.contains($0)
    }
    guard let lead else { return false }
    return "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}\t\r\n\u{0}".unicodeScalars.contains(lead)
  }
}
