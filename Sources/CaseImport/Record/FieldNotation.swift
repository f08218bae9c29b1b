/// Texts that stand for a list or an object in the notation of some program (R22).
enum FieldNotation {
  /// The value is a list or an object, or a text that begins as they do, or as the mark of a cut does.
  @inline(__always)
  static func mayStand(in slice: Slice, _ bytes: RawSpan) -> Bool {
    if slice.isAbsent { return false }
    if !slice.isScalar { return true }
    return slice.isString && slice.end > slice.start && begins(bytes[slice.start])
  }

  @inline(__always)
  static func begins(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "[") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "{")
      || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "(") || byte == 0xE2
  }

  /// - Parameter text: without outer blanks.
  /// - Returns: `nil` where it is a text and no more, or no whole value of any notation.
  static func node(_ text: ArraySlice<UInt8>) -> RecordNode? {
    switch text.first {
    case UInt8(ascii: "\""): return RecordNode(json: Array(text))
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "@"):
      if let node = RecordNode(json: Array(text)) { return node }
      if let json = PowerShellText.json(text) { return RecordNode(json: json) }
      return LooseText.node(text)
    default: return nil
    }
  }

  /// `MailAccessType=Bind; IsThrottled=False`, or one `name : value` a line.
  static func bareMembers(_ text: [UInt8]) -> RecordNode? {
    if !text.contains(where: { $0 == UInt8(ascii: "=") || $0 == UInt8(ascii: ":") }) { return nil }
    let lines = text.split { $0 == 0x0A || $0 == 0x0D || $0 == UInt8(ascii: "|") }
    let joined = lines.joined(separator: [UInt8(ascii: ";")])
    return LooseText.node((Array("{".utf8) + joined + Array("}".utf8))[...])
  }
}

/// Lists and objects as Python (`{'Name': 'Bind'}`), Java (`{Name=Bind}`, `Pair{Name='Bind'}`) and
/// databases write them: quoted or not, `=` or `:`, `,` or `;`.
private struct LooseText {
  private var rest: ArraySlice<UInt8>
  private var depth = 0

  static func node(_ text: ArraySlice<UInt8>) -> RecordNode? {
    var reader = LooseText(rest: text)
    guard let node = reader.value() else { return nil }
    reader.skipBlanks()
    return reader.rest.isEmpty ? node : nil
  }

  private init(rest: ArraySlice<UInt8>) { self.rest = rest }

  private mutating func value() -> RecordNode? {
    depth += 1
    defer { depth -= 1 }
    if depth > JSONScan.deepest { return nil }
    skipBlanks()
    skipTypeName()
    switch rest.first {
    case UInt8(ascii: "{"): return object(close: UInt8(ascii: "}"))
    case UInt8(ascii: "["): return list(close: UInt8(ascii: "]"))
    case UInt8(ascii: "("): return list(close: UInt8(ascii: ")"))
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return quoted().map { .text($0) }
    default: return bare()
    }
  }

  /// `NameValuePair` before `{`: what Java calls the type of what follows.
  private mutating func skipTypeName() {
    let name = rest.prefix(while: isNameByte)
    let next = rest.dropFirst(name.count).first
    if !name.isEmpty, next == UInt8(ascii: "{") { rest = rest.dropFirst(name.count) }
  }

  private mutating func list(close: UInt8) -> RecordNode? {
    rest = rest.dropFirst()
    var list: [RecordNode] = []
    while true {
      skipBlanks()
      if take(close) { return .list(list) }
      if !list.isEmpty {
        guard take(UInt8(ascii: ",")) || take(UInt8(ascii: ";")) else { return nil }
      }
      guard let element = value() else { return nil }
      list.append(element)
    }
  }

  private mutating func object(close: UInt8) -> RecordNode? {
    rest = rest.dropFirst()
    var members: [RecordNode.Member] = []
    while true {
      skipBlanks()
      if take(close) { return .object(members) }
      if !members.isEmpty {
        guard take(UInt8(ascii: ",")) || take(UInt8(ascii: ";")) else { return nil }
        skipBlanks()
        if take(close) { return .object(members) }
      }
      guard let name = memberName(), let value = value() else { return nil }
      members.append(RecordNode.Member(name: name, value: value))
    }
  }

  /// The name, and the mark behind it.
  private mutating func memberName() -> [UInt8]? {
    let name: [UInt8]
    if rest.first == UInt8(ascii: "'") || rest.first == UInt8(ascii: "\"") {
      guard let text = quoted() else { return nil }
      name = text
    } else {
      name = Array(FieldText.trimmed(rest.prefix { isNameByte($0) || $0 == 0x20 }))
      rest = rest.drop { isNameByte($0) || $0 == 0x20 }
    }
    skipBlanks()
    guard !name.isEmpty, take(UInt8(ascii: "=")) || take(UInt8(ascii: ":")) else { return nil }
    return name
  }

  private mutating func quoted() -> [UInt8]? {
    guard let quote = rest.first else { return nil }
    var text: [UInt8] = []
    var index = rest.startIndex + 1
    while index < rest.endIndex {
      let byte = rest[index]
      if byte == quote {
        rest = rest[(index + 1)...]
        return text
      }
      if byte == UInt8(ascii: "\\"), index + 1 < rest.endIndex { index += 1 }
      text.append(rest[index])
      index += 1
    }
    return nil
  }

  /// Up to the mark that closes what is around it, or to a comma that a member or element follows.
  private mutating func bare() -> RecordNode? {
    var inner = 0
    var index = rest.startIndex
    scan: while index < rest.endIndex {
      switch rest[index] {
      case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "("): inner += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ")"):
        if inner == 0 { break scan }
        inner -= 1
      case UInt8(ascii: ","), UInt8(ascii: ";"):
        if inner == 0 { break scan }
      default: break
      }
      index += 1
    }
    let word = FieldText.trimmed(rest[..<index])
    rest = rest[index...]
    switch String(decoding: word, as: UTF8.self) {
    case "None", "null", "NULL", "": return .nothing
    case "True", "true": return .word(Array("true".utf8))
    case "False", "false": return .word(Array("false".utf8))
    default: return .text(Array(word))
    }
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
      || byte == UInt8(ascii: "@")
  }

  private mutating func skipBlanks() { rest = rest.drop { $0 <= 0x20 } }

  private mutating func take(_ byte: UInt8) -> Bool {
    if rest.first != byte { return false }
    rest = rest.dropFirst()
    return true
  }
}
