import CaseModel

/// Texts behind keys that are quoted as no JSON is: Python's single quotes, the typographic quotes of a
/// word processor, the entities of HTML, and no quotes at all as PowerShell and Java write them.
extension Salvage {
  private enum Quote { case single, double }

  private static let quotes: [(text: [UInt8], quote: Quote)] =
    [
      "\"", "\u{201C}", "\u{201D}", "\u{201E}", "\u{AB}", "\u{BB}", "&quot;", "&#34;", "&#x22;",
      "&amp;quot;", "%22",
    ].map { (Array($0.utf8), .double) }
    + [
      "'", "\u{2018}", "\u{2019}", "\u{201A}", "`", "&apos;", "&#39;", "&#x27;",
    ].map { (Array($0.utf8), .single) }

  private static let entities: [(text: [UInt8], byte: UInt8)] =
    ["&amp;lt;", "&lt;", "&#60;", "&#x3c;", "%3C"].map { (Array($0.utf8), UInt8(ascii: "<")) }
    + ["&amp;gt;", "&gt;", "&#62;", "&#x3e;", "%3E"].map { (Array($0.utf8), UInt8(ascii: ">")) }
    + [(Array("&amp;".utf8), UInt8(ascii: "&")), (Array("%40".utf8), UInt8(ascii: "@"))]

  /// Behind a key: its closing quote, a colon or an equals sign, and a text that ends where its quote
  /// is closed, or where nothing quotes it at its bracket or a separator. A text that the end cuts is none.
  static func looseValue(_ bytes: RawSpan, _ range: Range<Int>) -> EvidenceText? {
    var index = range.lowerBound
    _ = quote(bytes, &index, range.upperBound)
    skipSpaces(bytes, &index, range.upperBound)
    if begins("%3A", bytes, index, range.upperBound) {
      index += 3
    } else {
      guard index < range.upperBound,
        bytes[index] == UInt8(ascii: ":") || bytes[index] == UInt8(ascii: "=")
      else { return nil }
      index += 1
    }
    skipSpaces(bytes, &index, range.upperBound)
    let open = quote(bytes, &index, range.upperBound)
    guard let text = text(bytes, index..<range.upperBound, closedBy: open) else { return nil }
    let id = unescaped(bytes, text)
    // Without quotes, only what looks like an id is one.
    return open == nil && !id.contains(UInt8(ascii: "@")) ? nil : EvidenceText(bytes: id)
  }

  private static func text(
    _ bytes: RawSpan, _ range: Range<Int>, closedBy open: Quote?
  ) -> Range<Int>? {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte < 0x20 { break }
      var next = index
      if let open {
        if quote(bytes, &next, range.upperBound) == open { break }
      } else if byte == 0x20 || ";,})|".utf8.contains(byte) {
        break
      }
      index += 1
    }
    if index == range.upperBound || index == range.lowerBound { return nil }
    if open != nil, bytes[index] < 0x20 { return nil }
    return range.lowerBound..<index
  }

  /// A quote with the backslashes before it.
  private static func quote(_ bytes: RawSpan, _ index: inout Int, _ end: Int) -> Quote? {
    var start = index
    while start < end, bytes[start] == 0x5C { start += 1 }
    for (text, quote) in quotes where begins(text, bytes, start, end) {
      index = start + text.count
      return quote
    }
    return nil
  }

  private static func skipSpaces(_ bytes: RawSpan, _ index: inout Int, _ end: Int) {
    while index < end, bytes[index] == 0x20 { index += 1 }
  }

  private static func begins(_ text: String, _ bytes: RawSpan, _ index: Int, _ end: Int) -> Bool {
    begins(Array(text.utf8), bytes, index, end)
  }

  private static func begins(_ text: [UInt8], _ bytes: RawSpan, _ index: Int, _ end: Int) -> Bool {
    index + text.count <= end && text.indices.allSatisfy { bytes[index + $0] == text[$0] }
  }

  /// Without JSON's escapes and HTML's entities.
  private static func unescaped(_ bytes: RawSpan, _ range: Range<Int>) -> [UInt8] {
    var slice = Slice(kind: .string, start: range.lowerBound, end: range.upperBound)
    slice.escaped = true
    var text: [UInt8] = []
    JSONText.decode(slice, bytes, quote: 1, into: &text)
    var plain: [UInt8] = []
    var index = 0
    while index < text.count {
      if let entity = entities.first(where: { text[index...].starts(with: $0.text) }) {
        plain.append(entity.byte)
        index += entity.text.count
      } else {
        plain.append(text[index])
        index += 1
      }
    }
    return plain
  }
}
