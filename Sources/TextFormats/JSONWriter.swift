import CaseModel

/// Writes JSON as UTF-8, indented by two, keys sorted by the caller, with a line feed at the end;
/// long lists with one element a line.
///
/// The order of keys is checked where assertions are on. Text that is no UTF-8 is written as
/// `\udXXX`: a lone surrogate as itself, byte b as U+DC00 + b.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var needsComma = false
  #if DEBUG
    private var lastKeys: [String] = []
  #endif
  private var compact: Bool
  private let sink: (([UInt8]) -> Void)?

  /// - Parameters:
  ///   - compact: one line without blanks, for logs.
  ///   - sink: gets the bytes as they come, about a quarter of a megabyte at a time.
  package init(compact: Bool = false, sink: (([UInt8]) -> Void)? = nil) {
    self.compact = compact
    self.sink = sink
  }

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    open(UInt8(ascii: "{"))
    #if DEBUG
      lastKeys.append("")
    #endif
    body(&self)
    #if DEBUG
      lastKeys.removeLast()
    #endif
    close(UInt8(ascii: "}"))
  }

  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    open(UInt8(ascii: "["))
    for element in elements { body(&self, element) }
    close(UInt8(ascii: "]"))
  }

  /// A list that may be long: one element a line.
  package mutating func array(
    lines count: Int, _ body: (_ writer: inout JSONWriter, _ index: Int) -> Void
  ) {
    let wasCompact = compact
    open(UInt8(ascii: "["))
    for index in 0..<count {
      if needsComma { bytes.append(UInt8(ascii: ",")) }
      newLine()
      needsComma = false
      skipStart = true
      compact = true
      body(&self, index)
      compact = wasCompact
    }
    close(UInt8(ascii: "]"))
  }

  package mutating func key(_ key: StaticString, _ body: (inout JSONWriter) -> Void) {
    name(key)
    body(&self)
    skipStart = false
    needsComma = true
  }

  package mutating func key(_ key: StaticString, _ value: EvidenceText) {
    name(key)
    string(value)
  }
  package mutating func key(_ key: StaticString, _ value: String) {
    name(key)
    string(EvidenceText(value))
  }
  package mutating func key(_ key: StaticString, _ value: Int64) {
    name(key)
    integer(value)
  }
  package mutating func key(_ key: StaticString, _ value: Int) {
    name(key)
    integer(Int64(value))
  }
  package mutating func key(_ key: StaticString, _ value: UInt64) {
    name(key)
    word(String(value))
  }
  package mutating func key(_ key: StaticString, _ value: Bool) {
    name(key)
    bool(value)
  }
  package mutating func key(_ key: StaticString, _ values: [EvidenceText]) {
    name(key)
    line(values) { $0.quote($1) }
  }
  package mutating func key(_ key: StaticString, _ values: [String]) {
    name(key)
    line(values) { $0.quote(EvidenceText($1)) }
  }
  package mutating func key(_ key: StaticString, _ values: [Int]) {
    name(key)
    line(values) { $0.append(Int64($1)) }
  }

  /// A list of plain values, on one line.
  private mutating func line<Value>(_ values: [Value], _ body: (inout JSONWriter, Value) -> Void) {
    startValue()
    bytes.append(UInt8(ascii: "["))
    for (index, value) in values.enumerated() {
      if index > 0 {
        bytes.append(UInt8(ascii: ","))
        if !compact { bytes.append(0x20) }
      }
      body(&self, value)
    }
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }
  package mutating func key(_ key: StaticString, _ value: UTCTime?) {
    name(key)
    guard let value else { return null() }
    startValue()
    bytes.append(UInt8(ascii: "\""))
    value.append(to: &bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A key that is known at run time only.
  package mutating func key(named key: String, _ value: String) {
    #if DEBUG
      checkOrder(key)
    #endif
    name(EvidenceText(key))
    string(EvidenceText(value))
  }

  private mutating func name(_ key: EvidenceText) {
    startValue()
    quote(key)
    bytes.removeLast()
    endName()
  }

  /// A key and its colon; the value follows.
  private mutating func name(_ key: StaticString) {
    #if DEBUG
      checkOrder(key.description)
    #endif
    startValue()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    endName()
  }

  private mutating func endName() {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    if !compact { bytes.append(UInt8(ascii: " ")) }
    needsComma = true
    skipStart = true
  }

  #if DEBUG
    private mutating func checkOrder(_ key: String) {
      assert(
        lastKeys.last.map { Array($0.utf8).lexicographicallyPrecedes(Array(key.utf8)) } ?? false,
        "key \(key) is out of order")
      if !lastKeys.isEmpty { lastKeys[lastKeys.count - 1] = key }
    }
  #endif

  package mutating func string(_ text: EvidenceText) {
    startValue()
    quote(text)
  }
  package mutating func integer(_ value: Int64) {
    startValue()
    append(value)
  }

  private mutating func append(_ value: Int64) { DecimalText.append(value, to: &bytes) }
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
        for member in sorted {
          writer.name(EvidenceText(member.key))
          writer.value(member.value)
          writer.skipStart = false
        }
      }
    }
  }

  /// - Returns: the bytes that no sink took.
  package mutating func finish() -> [UInt8] {
    bytes.append(0x0A)
    if let sink {
      sink(bytes)
      bytes.removeAll()
    }
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

  private mutating func open(_ bracket: UInt8) {
    startValue()
    bytes.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if needsComma { newLine() }
    bytes.append(bracket)
    needsComma = true
    if bytes.count >= 1 << 18, let sink {
      sink(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  private mutating func newLine() {
    if compact { return }
    bytes.append(0x0A)
    bytes.append(contentsOf: repeatElement(0x20, count: depth * 2))
  }

  private mutating func quote(_ text: EvidenceText) {
    bytes.append(UInt8(ascii: "\""))
    if PlainText.isPlain(text.bytes, without: UInt8(ascii: "\\")) {
      bytes.append(contentsOf: text.bytes)
    } else {
      quoteSlowly(text)
    }
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
