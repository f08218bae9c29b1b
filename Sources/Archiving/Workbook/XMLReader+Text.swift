/// What a text or the value of an attribute says.
extension XMLReader {
  /// Adds the last text.
  func appendText(to result: inout [UInt8]) throws { try append(text, to: &result, isLiteral) }

  func string(_ value: Range<Int>) throws -> String {
    var result: [UInt8] = []
    try append(value, to: &result, false)
    return String(decoding: result, as: UTF8.self)
  }

  /// References are resolved, and line ends become line feeds (XML 1.0, 2.11).
  private func append(_ range: Range<Int>, to result: inout [UInt8], _ isLiteral: Bool) throws {
    var index = range.lowerBound
    while index < range.upperBound {
      var stop = range.upperBound
      if !isLiteral {
        stop = ByteSearch.first(UInt8(ascii: "&"), bytes.span.bytes, from: index, to: stop)
      }
      appendLines(index..<stop, to: &result)
      if stop == range.upperBound { return }
      let end = ByteSearch.first(
        UInt8(ascii: ";"), bytes.span.bytes, from: stop, to: min(stop + 12, range.upperBound))
      let name = String(decoding: bytes[(stop + 1)..<end], as: UTF8.self)
      guard end < range.upperBound, bytes[end] == UInt8(ascii: ";"),
        let scalar = XMLReader.scalar(name)
      else { throw damage("a reference in it is none that XML has: &\(name.prefix(10))") }
      result += Array(String(Character(scalar)).utf8)
      index = end + 1
    }
  }

  private func appendLines(_ range: Range<Int>, to result: inout [UInt8]) {
    var index = range.lowerBound
    while index < range.upperBound {
      let stop = ByteSearch.first(0x0D, bytes.span.bytes, from: index, to: range.upperBound)
      result += bytes[index..<stop]
      if stop == range.upperBound { return }
      result.append(0x0A)
      index = stop + 1
      if index < range.upperBound, bytes[index] == 0x0A { index += 1 }
    }
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard name.hasPrefix("#") else { return nil }
    let isHexadecimal = name.hasPrefix("#x")
    let digits = name.dropFirst(isHexadecimal ? 2 : 1)
    guard let number = UInt32(digits, radix: isHexadecimal ? 16 : 10) else { return nil }
    return Unicode.Scalar(number)
  }
}
