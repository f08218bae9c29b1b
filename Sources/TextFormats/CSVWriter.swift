import CaseModel

/// Writes CSV as RFC 4180 says, guarded against spreadsheet formulas.
///
/// A viewing copy: a field that a spreadsheet could run gets a `'` in front (OWASP, "CSV
/// Injection"), which alters it; findings.json keeps the raw value. Invisible characters are shown.
package struct CSVWriter {
  package private(set) var bytes: [UInt8] = []

  private let sink: (([UInt8]) -> Void)?

  /// - Parameter sink: gets the bytes as they come, about a megabyte at a time.
  package init(header: [String], sink: (([UInt8]) -> Void)? = nil) {
    self.sink = sink
    row(header.map { EvidenceText($0) })
  }

  /// Hands the rest to the sink.
  package mutating func finish() {
    sink?(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  package mutating func row(_ fields: [EvidenceText]) {
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      if CSVWriter.isPlain(field.bytes) {
        bytes.append(contentsOf: field.bytes)
      } else {
        bytes.append(contentsOf: CSVWriter.encoded(field))
      }
    }
    bytes.append(0x0D)
    bytes.append(0x0A)
    if sink != nil, bytes.count >= 1 << 20 { finish() }
  }

  package mutating func row(_ fields: [String]) { row(fields.map { EvidenceText($0) }) }

  /// Visible ASCII that needs neither quotes nor a guard.
  private static func isPlain(_ text: [UInt8]) -> Bool {
    guard let first = text.first else { return true }
    switch first {
    case 0x20, 0x27, UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"):
      return false
    default: break
    }
    if text[text.count - 1] == 0x20 { return false }
    return text.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: ",")
    }
  }

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
