import CaseModel

/// Writes JSON as UTF-8, indented by two, keys sorted by the caller, with a line feed at the end.
///
/// The order of keys is checked where assertions are on. Text that is no UTF-8 is written as
/// `\udXXX`: a lone surrogate as itself, byte b as U+DC00 + b.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var needsComma = false
  private var lastKeys: [String] = []
  private let compact: Bool

  /// - Parameter compact: one line without blanks, for logs.
  package init(compact: Bool = false) { self.compact = compact }

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    open("{")
    lastKeys.append("")
    body(&self)
    lastKeys.removeLast()
    close("}")
  }

  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    open("[")
    for element in elements { body(&self, element) }
    close("]")
  }

  package mutating func key(_ key: String, _ body: (inout JSONWriter) -> Void) {
    assert(
      lastKeys.last.map { Array($0.utf8).lexicographicallyPrecedes(Array(key.utf8)) } ?? false,
      "key \(key) is out of order")
    if !lastKeys.isEmpty { lastKeys[lastKeys.count - 1] = key }
    startValue()
    quote(EvidenceText(key))
    bytes.append(UInt8(ascii: ":"))
    if !compact { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
    skipStart = true
    body(&self)
    skipStart = false
    needsComma = true
  }

  package mutating func key(_ key: String, _ value: EvidenceText) {
    self.key(key) { $0.string(value) }
  }
  package mutating func key(_ key: String, _ value: String) {
    self.key(key) { $0.string(EvidenceText(value)) }
  }
  package mutating func key(_ key: String, _ value: some BinaryInteger) {
    self.key(key) { $0.integer(value) }
  }
  package mutating func key(_ key: String, _ value: Bool) { self.key(key) { $0.bool(value) } }
  package mutating func key(_ key: String, _ values: [EvidenceText]) {
    self.key(key) { $0.array(values) { $0.string($1) } }
  }
  package mutating func key(_ key: String, _ values: [String]) {
    self.key(key) { $0.array(values) { $0.string(EvidenceText($1)) } }
  }
  package mutating func key(_ key: String, _ values: [Int]) {
    self.key(key) { $0.array(values) { $0.integer($1) } }
  }
  package mutating func key(_ key: String, _ value: UTCTime?) {
    self.key(key) { writer in
      if let value { writer.string(EvidenceText(value.iso)) } else { writer.null() }
    }
  }

  package mutating func string(_ text: EvidenceText) {
    startValue()
    quote(text)
  }
  package mutating func integer(_ value: some BinaryInteger) { word(String(value)) }
  package mutating func bool(_ value: Bool) { word(value ? "true" : "false") }
  package mutating func null() { word("null") }

  package mutating func value(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let flag): bool(flag)
    case .number(let digits): word(digits)
    case .string(let text): string(text)
    case .array(let elements): array(elements) { $0.value($1) }
    case .object(let members):
      let sorted = members.sorted {
        Array($0.key.utf8).lexicographicallyPrecedes(Array($1.key.utf8))
      }
      object { writer in
        for member in sorted { writer.key(member.key) { $0.value(member.value) } }
      }
    }
  }

  package mutating func finish() -> [UInt8] {
    bytes.append(0x0A)
    return bytes
  }

  // MARK: - Layout

  private var skipStart = false

  private mutating func startValue() {
    if skipStart {
      skipStart = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { newLine() }
    needsComma = true
  }

  private mutating func word(_ text: String) {
    startValue()
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func open(_ bracket: Unicode.Scalar) {
    startValue()
    bytes.append(UInt8(ascii: bracket))
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: Unicode.Scalar) {
    depth -= 1
    if needsComma { newLine() }
    bytes.append(UInt8(ascii: bracket))
    needsComma = true
  }

  private mutating func newLine() {
    if compact { return }
    bytes.append(0x0A)
    for _ in 0..<depth {
      bytes.append(0x20)
      bytes.append(0x20)
    }
  }

  private mutating func quote(_ text: EvidenceText) {
    bytes.append(UInt8(ascii: "\""))
    let plain = text.bytes.allSatisfy {
      $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if plain { bytes.append(contentsOf: text.bytes) } else { quoteSlowly(text) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func quoteSlowly(_ text: EvidenceText) {
    var out: [UInt8] = []
    func escape(_ value: UInt32) {
      let digits = String(value, radix: 16)
      out.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".utf8)
    }
    text.forEachScalar { step in
      switch step {
      case .scalar("\""): out.append(contentsOf: "\\\"".utf8)
      case .scalar("\\"): out.append(contentsOf: "\\\\".utf8)
      case .scalar("\n"): out.append(contentsOf: "\\n".utf8)
      case .scalar("\r"): out.append(contentsOf: "\\r".utf8)
      case .scalar("\t"): out.append(contentsOf: "\\t".utf8)
      case .scalar(let scalar) where TextScalar.isHidden(scalar.value) && scalar.value < 0x10000:
        escape(scalar.value)
      case .scalar(let scalar): UTF8Bytes.append(scalar.value, to: &out)
      case .surrogate(let value): escape(value)
      case .invalid(let byte): escape(0xDC00 + UInt32(byte))
      }
    }
    bytes.append(contentsOf: out)
  }
}
