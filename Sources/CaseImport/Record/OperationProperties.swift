import CaseModel

/// `MailAccessType` and `IsThrottled`, however the export wrote `OperationProperties` (R1, R11).
struct OperationProperties: Equatable {
  var access = MailAccessType.notStated
  var throttled = ThrottledState.notStated

  init() {}

  init(_ fields: RecordFields, _ bytes: RawSpan, quote: Int) {
    let text = FieldText(quote: quote)
    let list = fields[.operationProperties]
    self.init()
    if list.kind == .string {
      self = OperationProperties(text: text.bytes(list, bytes))
    } else {
      access = text.accessType(fields.accessType, bytes)
      throttled = text.throttled(fields.throttled, bytes)
    }
    // Flat exports have them as members of the record.
    if access == .notStated { access = text.accessType(fields[.mailAccessType], bytes) }
    if throttled == .notStated { throttled = text.throttled(fields[.isThrottled], bytes) }
  }

  /// JSON text, or PowerShell text: `@{Name=MailAccessType; Value=Bind}`, `MailAccessType:Bind`.
  init(text: [UInt8]) {
    self.init()
    if text.first == UInt8(ascii: "[") {
      var walk = RecordWalk()
      var position = 0
      let span = text.span.bytes
      let isRead: Bool
      do throws(JSONFault) {
        try walk.operationProperties(span, &position, text.count, quote: 1, depth: 0, .text)
        isRead = true
      } catch {
        isRead = false
      }
      if isRead {
        access = FieldText(quote: 1).accessType(walk.fields.accessType, span)
        throttled = FieldText(quote: 1).throttled(walk.fields.throttled, span)
        return
      }
    }
    for group in text.split(whereSeparator: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") })
    {
      read(words: OperationProperties.words(group))
    }
  }

  private mutating func read(words: [String]) {
    if let name = words.firstIndex(of: "name"), let value = words.firstIndex(of: "value"),
      name + 1 < words.count, value + 1 < words.count
    {
      read(words[name + 1], words[value + 1])
    } else {
      for (name, value) in zip(words, words.dropFirst()) { read(name, value) }
    }
  }

  private mutating func read(_ name: String, _ value: String) {
    switch name {
    case "mailaccesstype": access = value == "bind" ? .bind : value == "sync" ? .sync : .unknown
    case "isthrottled": throttled = value == "true" ? .yes : value == "false" ? .no : .notStated
    default: break
    }
  }

  private static func words(_ text: ArraySlice<UInt8>) -> [String] {
    text.split { byte in !(0x41...0x5A ~= byte || 0x61...0x7A ~= byte) }
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
  }
}
