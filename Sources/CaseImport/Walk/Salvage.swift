import CaseModel

/// What can still be read from a row that is no record (R19).
enum Salvage {
  /// The texts that stand whole behind a key, in order, each once.
  static func texts(_ key: String, in bytes: RawSpan, _ range: Range<Int>) -> [EvidenceText] {
    let name = Array(key.utf8)
    var found: [EvidenceText] = []
    var index = range.lowerBound
    while let start = place(of: name, in: bytes, index..<range.upperBound) {
      index = start + name.count
      if let text = value(bytes, index..<range.upperBound), !found.contains(text) {
        found.append(text)
      }
    }
    return found
  }

  /// Message ids without `< >` and placeholders.
  static func messageIds(in bytes: RawSpan, _ range: Range<Int>) -> [EvidenceText] {
    texts("InternetMessageId", in: bytes, range).compactMap { text in
      var id = text.bytes[...]
      if id.first == UInt8(ascii: "<") { id = id.dropFirst() }
      if id.last == UInt8(ascii: ">") { id = id.dropLast() }
      return FieldText.isPlaceholder(id) ? nil : EvidenceText(bytes: Array(id))
    }
  }

  static func key(in bytes: RawSpan, _ range: Range<Int>) -> RecordKey? {
    guard let id = texts("\"Id", in: bytes, range).first else { return nil }
    let key = RecordBuilder.key(id.bytes)
    return key.origin == .guid ? key : nil
  }

  private static func place(of name: [UInt8], in bytes: RawSpan, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index + name.count <= range.upperBound {
      if bytes[index] == name[0],
        name.indices.allSatisfy({ bytes[index + $0] == name[$0] })
      {
        return index
      }
      index += 1
    }
    return nil
  }

  /// Behind a key: quotes, a colon, blanks, an opening quote, the text, and a closing quote.
  private static func value(_ bytes: RawSpan, _ range: Range<Int>) -> EvidenceText? {
    var index = range.lowerBound
    var colon = false
    var quoted = false
    let lead: [UInt8] = [0x22, 0x5C, 0x20, 0x3A]
    while index < range.upperBound, lead.contains(bytes[index]) {
      if bytes[index] == 0x5C, colon, quoted { break }
      if bytes[index] == 0x3A { colon = true }
      if bytes[index] == 0x22, colon { quoted = true }
      index += 1
    }
    guard colon, quoted else { return nil }
    var slice = Slice(kind: .string, start: index, end: index, escaped: true)
    while index < range.upperBound, bytes[index] != 0x22 {
      if bytes[index] == 0x5C, index + 1 < range.upperBound, bytes[index + 1] == 0x22 { break }
      if bytes[index] < 0x20 { return nil }
      index += 1
    }
    guard index < range.upperBound, index > slice.start else { return nil }
    slice.end = index
    var text: [UInt8] = []
    JSONText.decode(slice, bytes, quote: 1, into: &text)
    return EvidenceText(bytes: text)
  }
}
