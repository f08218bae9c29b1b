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
      let rest = index..<range.upperBound
      // What stands behind the quotes of JSON is read as that alone: it may be cut.
      var behind = index
      let isJSON = quotes(bytes, &behind, range.upperBound).quotes > 0
      if let text = isJSON ? value(bytes, rest) : looseValue(bytes, rest), !found.contains(text) {
        found.append(text)
      }
    }
    return found
  }

  /// The one text that stands whole behind a key; `nil` where there are several, or none.
  static func text(_ key: String, in bytes: RawSpan, _ range: Range<Int>) -> EvidenceText? {
    let all = texts(key, in: bytes, range)
    return all.count == 1 ? all[0] : nil
  }

  /// Message ids without `< >` and placeholders.
  static func messageIds(in bytes: RawSpan, _ range: Range<Int>) -> [EvidenceText] {
    if range.contains(where: { bytes[$0] == 0 }) {
      // What is left of UTF-16 that was read as something else.
      let text = range.map { bytes[$0] }.filter { $0 != 0 }
      return messageIds(in: text.span.bytes, 0..<text.count)
    }
    return texts("InternetMessageId", in: bytes, range).compactMap { text in
      let id = MessageId.cleaned(text.bytes[...])
      return id.isEmpty ? nil : EvidenceText(bytes: Array(id))
    }
  }

  /// The record's id; `nil` where a row holds several: then it may be more than one record.
  static func key(in bytes: RawSpan, _ range: Range<Int>) -> RecordKey? {
    let keys = texts("\"Id", in: bytes, range).map { RecordBuilder.key($0.bytes) }
      .filter { $0.origin == .guid }
    return Set(keys).count == 1 ? keys[0] : nil
  }

  /// Without case: lakes write names in lower case.
  private static func place(of name: [UInt8], in bytes: RawSpan, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while index + name.count <= range.upperBound {
      if bytes[index] | 0x20 == name[0] | 0x20,
        name.indices.allSatisfy({ bytes[index + $0] | 0x20 == name[$0] | 0x20 })
      {
        return index
      }
      index += 1
    }
    return nil
  }

  /// How a text is quoted: `"`, `""` in CSV, `\"` inside another JSON text, and so on.
  private struct Quotes: Equatable {
    var backslashes = 0
    var quotes = 0
  }

  private static func quotes(_ bytes: RawSpan, _ index: inout Int, _ end: Int) -> Quotes {
    var found = Quotes()
    while index < end, bytes[index] == 0x5C {
      found.backslashes += 1
      index += 1
    }
    while index < end, bytes[index] == 0x22, found.quotes < 2 {
      found.quotes += 1
      index += 1
    }
    return found
  }

  private static func skipBlanks(_ bytes: RawSpan, _ index: inout Int, _ end: Int) {
    while index < end, bytes[index] == 0x20 { index += 1 }
  }

  /// Behind a key: its closing quotes, a colon, and a text between the same quotes. A text that is
  /// closed by other quotes was cut, and what closes it belongs to what stands around it.
  private static func value(_ bytes: RawSpan, _ range: Range<Int>) -> EvidenceText? {
    var index = range.lowerBound
    let end = range.upperBound
    let form = quotes(bytes, &index, end)
    if form.quotes == 0 { return nil }
    skipBlanks(bytes, &index, end)
    guard index < end, bytes[index] == UInt8(ascii: ":") else { return nil }
    index += 1
    skipBlanks(bytes, &index, end)
    let width = form.backslashes + form.quotes
    guard index + width <= end else { return nil }
    var open = index
    var start = Quotes()
    start = quotes(bytes, &open, index + width)
    guard start == form else { return nil }
    index += width
    let first = index
    var backslashes = 0
    while index < end {
      let byte = bytes[index]
      if byte < 0x20 { return nil }
      if byte == 0x22, backslashes <= form.backslashes { break }
      backslashes = byte == 0x5C ? backslashes + 1 : 0
      // The second half of a doubled quote is no quote of its own.
      index += byte == 0x22 ? form.quotes : 1
    }
    var close = index - backslashes
    guard index < end, index - backslashes > first, backslashes == form.backslashes,
      quotes(bytes, &close, min(end, index + form.quotes)) == form
    else { return nil }
    return EvidenceText(bytes: decoded(bytes, first..<(index - backslashes), form))
  }

  /// Without the escapes of every JSON text around it.
  private static func decoded(_ bytes: RawSpan, _ range: Range<Int>, _ form: Quotes) -> [UInt8] {
    var text: [UInt8] = []
    var slice = Slice(kind: .string, start: range.lowerBound, end: range.upperBound)
    slice.escaped = true
    JSONText.decode(slice, bytes, quote: form.quotes, into: &text)
    var level = form.backslashes
    while level > 0 {
      var inner: [UInt8] = []
      slice = Slice(kind: .string, start: 0, end: text.count)
      slice.escaped = true
      JSONText.decode(slice, text.span.bytes, quote: 1, into: &inner)
      text = inner
      level /= 2
    }
    return text
  }
}
