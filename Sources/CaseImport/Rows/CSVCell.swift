/// A cell that holds a record in another way than as one JSON object.
enum CSVCell {
  /// JSON text inside JSON text is followed so many times.
  private static let deepest = 8

  /// The object in a cell: encoded once more, alone in a list, or behind text as syslog writes it before a
  /// message; `nil` where there is none, or more than one.
  static func object(_ bytes: RawSpan, _ field: CSVRows.Field) -> [UInt8]? {
    var text = FieldText.trimmed(unquoted(bytes, field)[...])
    for _ in 0..<deepest {
      switch text.first {
      case UInt8(ascii: "{"): return isWhole(text) ? Array(text) : nil
      case UInt8(ascii: "["): text = FieldText.trimmed(text.dropFirst().dropLast())
      case UInt8(ascii: "\""):
        guard let inner = string(text) else { return nil }
        text = FieldText.trimmed(inner[...])
      default:
        if let json = PowerShellText.json(text) {
          text = json[...]
          continue
        }
        guard let start = text.firstIndex(of: UInt8(ascii: "{")) else { return nil }
        text = text[start...]
      }
    }
    return nil
  }

  private static func unquoted(_ bytes: RawSpan, _ field: CSVRows.Field) -> [UInt8] {
    var text: [UInt8] = []
    var index = field.start
    while index < field.end {
      text.append(bytes[index])
      index += bytes[index] == UInt8(ascii: "\"") && field.isQuoted ? 2 : 1
    }
    return text
  }

  private static func isWhole(_ text: ArraySlice<UInt8>) -> Bool {
    let span = text.span.bytes
    return JSONScan.isWhole(span, 0..<span.byteCount)
  }

  /// What a text that is one JSON string means.
  private static func string(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    let span = text.span.bytes
    var position = 0
    do throws(JSONFault) {
      let slice = try JSONScan.string(span, &position, span.byteCount, quote: 1)
      if position < span.byteCount { return nil }
      var inner: [UInt8] = []
      JSONText.decode(slice, span, quote: 1, into: &inner)
      return inner
    } catch {
      return nil
    }
  }
}
