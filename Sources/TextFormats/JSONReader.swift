import CaseModel

/// Where a text stops being JSON.
package struct JSONProblem: Error, Equatable, Sendable {
  /// Lines and columns from 1; columns count bytes.
  package var line: Int
  package var column: Int
  package var expected: String
  package var found: String
}

/// Reads one JSON text (RFC 8259) into a tree: strict, at most 64 levels deep, keys once.
package struct JSONReader {
  private let bytes: [UInt8]
  private var position = 0
  /// Names of lists whose elements are handed over one by one.
  private var handedOver: Set<String> = []
  private var take: (String, JSONValue) -> Void = { _, _ in }

  package static func read(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    reader.position = TextBytes(utf8: bytes).start
    let value = try reader.value(depth: 0)
    reader.skipBlanks()
    if reader.position < bytes.count { throw reader.problem("the end of the text") }
    return value
  }

  /// Reads a long text: the elements of named lists are handed over as they come and not kept, so
  /// that those lists are empty in what is returned.
  package static func read(
    _ bytes: [UInt8], handing lists: Set<String>, to take: (_ list: String, JSONValue) -> Void
  ) throws(JSONProblem) -> JSONValue {
    let result: Result<JSONValue, JSONProblem> = withoutActuallyEscaping(take) { take in
      var reader = JSONReader(bytes: bytes)
      reader.handedOver = lists
      reader.take = take
      do throws(JSONProblem) {
        let value = try reader.value(depth: 0)
        reader.skipBlanks()
        if reader.position < bytes.count { throw reader.problem("the end of the text") }
        return .success(value)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    skipBlanks()
    if depth > 64 { throw problem("at most 64 levels") }
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(EvidenceText(bytes: try string()))
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(JSONProblem) -> JSONValue {
    var members: [JSONValue.Member] = []
    var keys: Set<String> = []
    position += 1
    skipBlanks()
    if pass("}") { return .object([]) }
    while true {
      skipBlanks()
      if current != UInt8(ascii: "\"") { throw problem("a key in quotes") }
      let start = position
      let key = String(decoding: try string(), as: UTF8.self)
      if !keys.insert(key).inserted {
        position = start
        throw problem("the key '\(key)' only once")
      }
      skipBlanks()
      if !pass(":") { throw problem("':'") }
      skipBlanks()
      let isHanded = handedOver.contains(key) && current == UInt8(ascii: "[")
      let value = try isHanded ? array(depth: depth + 1, handing: key) : value(depth: depth + 1)
      members.append(JSONValue.Member(key: key, value: value))
      skipBlanks()
      if pass("}") { return .object(members) }
      if !pass(",") { throw problem("',' or '}'") }
    }
  }

  private mutating func array(
    depth: Int, handing list: String? = nil
  ) throws(JSONProblem) -> JSONValue {
    var elements: [JSONValue] = []
    position += 1
    skipBlanks()
    if pass("]") { return .array([]) }
    while true {
      let element = try value(depth: depth + 1)
      if let list { take(list, element) } else { elements.append(element) }
      skipBlanks()
      if pass("]") { return .array(elements) }
      if !pass(",") { throw problem("',' or ']'") }
    }
  }

  private mutating func string() throws(JSONProblem) -> [UInt8] {
    var result: [UInt8] = []
    position += 1
    while let byte = current {
      position += 1
      if byte == UInt8(ascii: "\"") { return result }
      if byte == UInt8(ascii: "\\") {
        try escape(into: &result)
      } else if byte < 0x20 {
        position -= 1
        throw problem("an escape for the control character")
      } else {
        result.append(byte)
      }
    }
    throw problem("the closing quote of a string")
  }

  private mutating func escape(into result: inout [UInt8]) throws(JSONProblem) {
    guard let byte = current else { throw problem("an escape") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "u"):
      var scalar = try hexadecimal()
      if (0xD800..<0xDC00).contains(scalar), position + 1 < bytes.count,
        bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
      {
        let rewind = position
        position += 2
        let low = try hexadecimal()
        if (0xDC00..<0xE000).contains(low) {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = rewind
        }
      }
      UTF8Bytes.append(scalar, to: &result)
    default:
      position -= 1
      throw problem("an escape that JSON knows")
    }
  }

  private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw problem("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private mutating func number() throws(JSONProblem) -> String {
    let start = position
    _ = pass("-")
    if !pass("0") { if digits() == 0 { throw problem("a value") } }
    if pass("."), digits() == 0 { throw problem("a digit") }
    if pass("e") || pass("E") {
      if !pass("-") { _ = pass("+") }
      if digits() == 0 { throw problem("a digit") }
    }
    return String(decoding: bytes[start..<position], as: UTF8.self)
  }

  private mutating func digits() -> Int {
    let start = position
    while let byte = current, (0x30...0x39).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func word(_ text: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
    if !bytes[position...].starts(with: text.utf8) { throw problem("a value") }
    position += text.utf8.count
    return value
  }

  private mutating func pass(_ character: Unicode.Scalar) -> Bool {
    if current != UInt8(ascii: character) { return false }
    position += 1
    return true
  }

  private func problem(_ expected: String) -> JSONProblem {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == 0x0A } + 1
    let column = position - (before.lastIndex(of: 0x0A) ?? -1)
    var found = "the end of the text"
    if let byte = current {
      found = byte > 0x20 && byte < 0x7F ? "'\(UnicodeScalar(byte))'" : "byte \(byte)"
    }
    return JSONProblem(line: line, column: column, expected: expected, found: found)
  }
}

package enum UTF8Bytes {
  /// Appends a code point in (generalised) UTF-8: lone surrogates become three bytes.
  package static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    if scalar < 0x80 {
      bytes.append(UInt8(scalar))
    } else if scalar < 0x800 {
      bytes.append(UInt8(0xC0 | scalar >> 6))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else if scalar < 0x10000 {
      bytes.append(UInt8(0xE0 | scalar >> 12))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    } else {
      bytes.append(UInt8(0xF0 | scalar >> 18))
      bytes.append(UInt8(0x80 | scalar >> 12 & 0x3F))
      bytes.append(UInt8(0x80 | scalar >> 6 & 0x3F))
      bytes.append(UInt8(0x80 | scalar & 0x3F))
    }
  }
}
