/// Texts of cells (ECMA-376 part 1, 22.4.2.4 and RFC 4180).
enum CellText {
  /// Resolves `_x000D_`: so a workbook writes characters that XML has not; `_x005F_` is the underscore of
  /// what only looks so. Halves of pairs become one character; a half alone stays, as bytes that are no
  /// UTF-8.
  static func unescape(_ text: inout [UInt8]) {
    func underscore(_ start: Int) -> Int {
      ByteSearch.first(UInt8(ascii: "_"), text.span.bytes, from: start, to: text.count)
    }
    var result: [UInt8] = []
    var kept = 0
    var index = underscore(0)
    while index < text.count {
      guard let first = unit(text, index) else {
        index = underscore(index + 1)
        continue
      }
      result += text[kept..<index]
      index += 7
      if first & 0xFC00 == 0xD800, let second = unit(text, index), second & 0xFC00 == 0xDC00 {
        append(0x10000 + (UInt32(first) & 0x3FF) << 10 + UInt32(second) & 0x3FF, to: &result)
        index += 7
      } else {
        append(UInt32(first), to: &result)
      }
      kept = index
      index = underscore(index)
    }
    if kept > 0 { text = result + text[kept...] }
  }

  /// The UTF-16 code unit of `_xHHHH_`.
  private static func unit(_ text: [UInt8], _ index: Int) -> UInt16? {
    guard index + 7 <= text.count, text[index] == UInt8(ascii: "_"),
      text[index + 1] == UInt8(ascii: "x"), text[index + 6] == UInt8(ascii: "_")
    else { return nil }
    var value: UInt16 = 0
    for byte in text[(index + 2)..<(index + 6)] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt16(byte - 0x30)
      case 0x41...0x46: value = value << 4 | UInt16(byte - 0x41 + 10)
      case 0x61...0x66: value = value << 4 | UInt16(byte - 0x61 + 10)
      default: return nil
      }
    }
    return value
  }

  private static func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
    func tail(_ shift: UInt32) -> UInt8 { UInt8(0x80 | scalar >> shift & 0x3F) }
    switch scalar {
    case ..<0x80: bytes.append(UInt8(scalar))
    case ..<0x800: bytes += [UInt8(0xC0 | scalar >> 6), tail(0)]
    case ..<0x10000: bytes += [UInt8(0xE0 | scalar >> 12), tail(6), tail(0)]
    default: bytes += [UInt8(0xF0 | scalar >> 18), tail(12), tail(6), tail(0)]
    }
  }

  /// Adds a text as a field of CSV.
  static func appendQuoted(_ text: [UInt8], to csv: inout [UInt8]) {
    let quote = UInt8(ascii: "\"")
    csv.append(quote)
    var index = 0
    while index < text.count {
      let stop = ByteSearch.first(quote, text.span.bytes, from: index, to: text.count)
      csv += text[index..<stop]
      if stop == text.count { break }
      csv.append(quote)
      csv.append(quote)
      index = stop + 1
    }
    csv.append(quote)
  }
}
