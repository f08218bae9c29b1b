import CaseModel

/// `MailAccessType` and `IsThrottled`, however the export wrote `OperationProperties` (R1, R11, R22).
struct OperationProperties: Equatable {
  var access = MailAccessType.notStated
  var throttled = ThrottledState.notStated
  /// Of the two, what is there and could not be understood.
  var unread = RecordMarks(rawValue: 0)

  init() {}

  init(_ fields: RecordFields, _ bytes: RawSpan, quote: Int) {
    let text = FieldText(quote: quote)
    let list = fields[.operationProperties]
    self.init()
    if list.kind == .array, !fields.hasOtherNotation {
      read(access: fields.accessType, bytes, text)
      read(throttled: fields.throttled, bytes, text)
    } else if !RecordFields.isEmpty(list, bytes) {
      self = OperationProperties(RecordNode(list, bytes, quote: quote))
    }
    // Flat exports have them as members of the record.
    if access == .notStated { read(access: fields[.mailAccessType], bytes, text) }
    if throttled == .notStated { read(throttled: fields[.isThrottled], bytes, text) }
  }

  init(_ node: RecordNode) {
    self.init()
    let read = NamesAndValues(node)
    if let value = read.value("mailaccesstype") { self.read(access: value) }
    if let value = read.value("isthrottled") { self.read(throttled: value) }
    guard read.isUnread else { return }
    // A text in a notation of its own may still name one and the other in plain words.
    if case .text(let text) = node {
      for group in text.split(whereSeparator: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }
      ) {
        self.read(words: OperationProperties.words(group))
      }
    }
    if access == .notStated { unread.insert(.accessTypeUnread) }
    if throttled == .notStated { unread.insert(.throttledUnread) }
  }

  @inline(__always)
  private mutating func read(access slice: Slice, _ bytes: RawSpan, _ text: FieldText) {
    if slice.isAbsent { return }
    access = text.accessType(slice, bytes)
    if access == .bind || access == .sync { return }
    access = .notStated
    read(access: RecordNode(slice, bytes, quote: text.quote))
  }

  @inline(__always)
  private mutating func read(throttled slice: Slice, _ bytes: RawSpan, _ text: FieldText) {
    if slice.isAbsent { return }
    throttled = text.throttled(slice, bytes)
    if throttled == .notStated { read(throttled: RecordNode(slice, bytes, quote: text.quote)) }
  }

  private mutating func read(access node: RecordNode) {
    switch node.scalar {
    case .absent: break
    case .value(.text(let text)):
      switch String(decoding: text, as: UTF8.self).lowercased() {
      case "bind": access = .bind
      case "sync": access = .sync
      default: access = .unknown
      }
      unread.remove(.accessTypeUnread)
    default: unread.insert(.accessTypeUnread)
    }
  }

  private mutating func read(throttled node: RecordNode) {
    switch node.scalar {
    case .absent: break
    case .value(.text(let text)):
      unread.remove(.throttledUnread)
      switch String(decoding: text, as: UTF8.self).lowercased() {
      case "true", "1": throttled = .yes
      case "false", "0": throttled = .no
      // Neither of the two: nobody may take it for the one that says less.
      default: unread.insert(.throttledUnread)
      }
    default: unread.insert(.throttledUnread)
    }
  }

  // MARK: - Plain words

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
    switch (name, value) {
    case ("mailaccesstype", "bind"): access = .bind
    case ("mailaccesstype", "sync"): access = .sync
    case ("isthrottled", "true"): throttled = .yes
    case ("isthrottled", "false"): throttled = .no
    default: break
    }
  }

  private static func words(_ text: ArraySlice<UInt8>) -> [String] {
    text.split { byte in !(0x41...0x5A ~= byte || 0x61...0x7A ~= byte) }
      .map { String(decoding: $0, as: UTF8.self).lowercased() }
  }
}
