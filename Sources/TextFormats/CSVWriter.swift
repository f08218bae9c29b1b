import CaseModel

/// Writes CSV as RFC 4180 says, guarded against spreadsheet formulas.
///
/// A viewing copy: a field that a spreadsheet could run gets a `'` in front (OWASP, "CSV
/// Injection"), which alters it; findings.json keeps the raw value. Invisible characters are shown.
package struct CSVWriter {
  package private(set) var bytes: [UInt8] = []

  private let sink: (([UInt8]) -> Void)?
  private let separator: UInt8
  private var isInRow = false

  /// - Parameters:
  ///   - separator: between fields; German and Brazilian spreadsheets expect `;`.
  ///   - byteOrderMark: as spreadsheets want it, to know that it is UTF-8.
  ///   - sink: gets the bytes as they come, about a quarter of a megabyte at a time.
  package init(
    header: [String], separator: Unicode.Scalar = ",", byteOrderMark: Bool = false,
    sink: (([UInt8]) -> Void)? = nil
  ) {
    self.sink = sink
    self.separator = UInt8(ascii: separator)
    if byteOrderMark { bytes = TextBytes.mark }
    row(header.map { EvidenceText($0) })
  }

  /// Hands the rest to the sink.
  package mutating func finish() {
    sink?(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  package mutating func row(_ fields: [EvidenceText]) {
    for value in fields { field(value) }
    endRow()
  }

  package mutating func row(_ fields: [String]) { row(fields.map { EvidenceText($0) }) }

  package mutating func endRow() {
    isInRow = false
    bytes.append(0x0D)
    bytes.append(0x0A)
    if sink != nil, bytes.count >= 1 << 18 { finish() }
  }

  // MARK: - Fields

  private mutating func startField() {
    if isInRow { bytes.append(separator) }
    isInRow = true
  }

  package mutating func field(_ text: EvidenceText) {
    startField()
    if CSVWriter.isPlain(text.bytes, separator) {
      bytes.append(contentsOf: text.bytes)
    } else {
      bytes.append(contentsOf: CSVWriter.encoded(text, separator))
    }
  }

  package mutating func field(_ text: String) { field(EvidenceText(text)) }

  /// A text that comes again and again, as `encode` made it for `,`.
  package mutating func field(encoded bytes: [UInt8]) {
    startField()
    self.bytes.append(contentsOf: bytes)
  }

  package static func encode(_ text: String) -> [UInt8] { encoded(EvidenceText(text)) }

  /// A word of casefile's own, or several with blanks between them: never a formula.
  package mutating func field(words: [String]) {
    startField()
    for (index, word) in words.enumerated() {
      if index > 0 { bytes.append(0x20) }
      bytes.append(contentsOf: word.utf8)
    }
  }

  package mutating func field(word: String) { field(words: [word]) }

  package mutating func field(_ value: Int64) {
    startField()
    DecimalText.append(value, to: &bytes)
  }

  package mutating func field(_ value: Int) { field(Int64(value)) }

  /// `E001:7`, by evidence and row, with blanks between them.
  package mutating func field(sources: [SourcePosition]) {
    startField()
    for (index, source) in sources.enumerated() {
      if index > 0 { bytes.append(0x20) }
      appendEvidenceName(Int(source.evidence), to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      DecimalText.append(source.row, to: &bytes)
    }
  }

  package mutating func field(_ time: UTCTime) {
    startField()
    time.append(to: &bytes)
  }

  /// Visible ASCII that needs neither quotes nor a guard.
  private static func isPlain(_ text: [UInt8], _ separator: UInt8) -> Bool {
    guard let first = text.first else { return true }
    switch first {
    case 0x20, 0x27, UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"):
      return false
    default: break
    }
    if text[text.count - 1] == 0x20 { return false }
    return PlainText.isPlain(text, without: separator)
  }

  static func encoded(
    _ field: EvidenceText, _ separator: UInt8 = UInt8(ascii: ",")
  ) -> [UInt8] {
    var text = Array(field.visible.utf8)
    if isFormula(field) { text.insert(UInt8(ascii: "'"), at: 0) }
    let special: [UInt8] = Array("\"\r\n".utf8) + [separator]
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
