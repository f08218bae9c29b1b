/// A plain recursive-descent JSON parser (RFC 8259), written without a look at casefile's scanner:
/// what it accepts and what it reads are what the scanner is compared with.
package indirect enum PlainJSON: Equatable {
  case null, yes, no
  case number(String)
  /// Decoded; a lone surrogate as three bytes.
  case string([UInt8])
  case array([PlainJSON])
  case object([Member])

  package struct Member: Equatable {
    package var key: [UInt8]
    package var value: PlainJSON
    /// The value as it is written.
    package var text: [UInt8]

    package init(key: [UInt8], value: PlainJSON, text: [UInt8]) {
      self.key = key
      self.value = value
      self.text = text
    }
  }

  package struct Refusal: Error {}

  /// One value and nothing else; objects and lists at most 512 deep.
  package static func read(_ bytes: [UInt8]) throws -> PlainJSON {
    var parser = Parser(bytes: bytes)
    let value = try parser.value(1)
    parser.blanks()
    if parser.place < bytes.count { throw Refusal() }
    return value
  }

  private struct Parser {
    let bytes: [UInt8]
    var place = 0

    var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func blanks() {
      while let byte = next, byte == 32 || byte == 9 || byte == 10 || byte == 13 { place += 1 }
    }

    mutating func take(_ text: String) throws {
      for byte in text.utf8 {
        if next != byte { throw Refusal() }
        place += 1
      }
    }

    mutating func value(_ depth: Int) throws -> PlainJSON {
      blanks()
      switch next {
      case UInt8(ascii: "{"):
        if depth > 512 { throw Refusal() }
        return .object(try members(depth))
      case UInt8(ascii: "["):
        if depth > 512 { throw Refusal() }
        return .array(try elements(depth))
      case UInt8(ascii: "\""): return .string(try string())
      case UInt8(ascii: "t"):
        try take("true")
        return .yes
      case UInt8(ascii: "f"):
        try take("false")
        return .no
      case UInt8(ascii: "n"):
        try take("null")
        return .null
      default: return .number(try number())
      }
    }

    mutating func members(_ depth: Int) throws -> [Member] {
      var result: [Member] = []
      place += 1
      blanks()
      if next == UInt8(ascii: "}") {
        place += 1
        return result
      }
      while true {
        blanks()
        if next != UInt8(ascii: "\"") { throw Refusal() }
        let key = try string()
        blanks()
        try take(":")
        blanks()
        let start = place
        let value = try value(depth + 1)
        result.append(Member(key: key, value: value, text: Array(bytes[start..<place])))
        blanks()
        if next == UInt8(ascii: "}") {
          place += 1
          return result
        }
        try take(",")
      }
    }

    mutating func elements(_ depth: Int) throws -> [PlainJSON] {
      var result: [PlainJSON] = []
      place += 1
      blanks()
      if next == UInt8(ascii: "]") {
        place += 1
        return result
      }
      while true {
        result.append(try value(depth + 1))
        blanks()
        if next == UInt8(ascii: "]") {
          place += 1
          return result
        }
        try take(",")
      }
    }

    mutating func digits() throws {
      let start = place
      while let byte = next, byte >= 48, byte <= 57 { place += 1 }
      if place == start { throw Refusal() }
    }

    mutating func number() throws -> String {
      let start = place
      if next == UInt8(ascii: "-") { place += 1 }
      if next == UInt8(ascii: "0") { place += 1 } else { try digits() }
      if next == UInt8(ascii: ".") {
        place += 1
        try digits()
      }
      if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
        place += 1
        if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { place += 1 }
        try digits()
      }
      return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    mutating func unit() throws -> UInt32 {
      var value: UInt32 = 0
      for _ in 0..<4 {
        guard let byte = next, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
          throw Refusal()
        }
        value = value * 16 + UInt32(digit)
        place += 1
      }
      return value
    }

    mutating func string() throws -> [UInt8] {
      var text: [UInt8] = []
      place += 1
      while true {
        guard let byte = next, byte >= 32 else { throw Refusal() }
        place += 1
        if byte == UInt8(ascii: "\"") { return text }
        if byte != UInt8(ascii: "\\") {
          text.append(byte)
          continue
        }
        guard let letter = next else { throw Refusal() }
        place += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(letter)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"): try escape(&text)
        default: throw Refusal()
        }
      }
    }

    mutating func escape(_ text: inout [UInt8]) throws {
      var scalar = try unit()
      if scalar >= 0xD800, scalar < 0xDC00, next == UInt8(ascii: "\\"), place + 1 < bytes.count,
        bytes[place + 1] == UInt8(ascii: "u")
      {
        let back = place
        place += 2
        let low = try unit()
        if low >= 0xDC00, low < 0xE000 {
          scalar = 0x10000 + (scalar - 0xD800) * 0x400 + (low - 0xDC00)
        } else {
          place = back
        }
      }
      switch scalar {
      case 0..<0x80: text.append(UInt8(scalar))
      case 0..<0x800: text += [UInt8(0xC0 + scalar / 64), UInt8(0x80 + scalar % 64)]
      case 0..<0x10000:
        text += [
          UInt8(0xE0 + scalar / 4096), UInt8(0x80 + scalar / 64 % 64), UInt8(0x80 + scalar % 64),
        ]
      default:
        text += [
          UInt8(0xF0 + scalar / 262_144), UInt8(0x80 + scalar / 4096 % 64),
          UInt8(0x80 + scalar / 64 % 64), UInt8(0x80 + scalar % 64),
        ]
      }
    }
  }
}
