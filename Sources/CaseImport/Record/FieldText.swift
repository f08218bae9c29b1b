import CaseModel
import TextFormats

/// A block and the quote width in it: how slices become text, numbers and states.
struct FieldText {
  let quote: Int

  /// The text of a value, outer blanks removed; empty for `null`, nothing and `System.Object[]`.
  func bytes(_ slice: Slice, _ bytes: RawSpan) -> [UInt8] {
    if RecordFields.isEmpty(slice, bytes) { return [] }
    var text: [UInt8] = []
    JSONText.decode(slice, bytes, quote: quote, into: &text)
    let trimmed = FieldText.trimmed(text[...])
    if FieldText.isObjectName(trimmed) { return [] }
    return trimmed.count == text.count ? text : Array(trimmed)
  }

  /// The text of a value as it stands: what it names is told apart by bytes, also by control characters.
  func identity(_ slice: Slice, _ bytes: RawSpan) -> [UInt8] {
    if RecordFields.isEmpty(slice, bytes) { return [] }
    var text: [UInt8] = []
    JSONText.decode(slice, bytes, quote: quote, into: &text)
    return FieldText.isObjectName(FieldText.trimmed(text[...])) ? [] : text
  }

  /// Interns the text of a value; straight from the block where it needs no decoding.
  func intern(_ slice: Slice, _ bytes: RawSpan, into texts: inout ByteInterner) -> UInt32 {
    if slice.isAbsent { return 0 }
    if slice.isPlainString, slice.end > slice.start,
      bytes[slice.start] > 0x20, bytes[slice.end - 1] > 0x20,
      bytes[slice.start] != UInt8(ascii: "S")
    {
      return texts.intern(bytes.extracting(slice.start..<slice.end))
    }
    return texts.intern(self.bytes(slice, bytes))
  }

  /// The same for a text that is likely to come again with its escapes: a folder's name.
  func internAgain(_ slice: Slice, _ bytes: RawSpan, into batch: inout RecordBatch) -> UInt32 {
    if !slice.isString || !slice.escaped { return intern(slice, bytes, into: &batch.texts) }
    return batch.intern(escaped: bytes.extracting(slice.start..<slice.end)) {
      self.bytes(slice, bytes)
    }
  }

  /// An integer, written as a number, as text, or as a float without fraction.
  func integer(_ slice: Slice, _ bytes: RawSpan) -> Int64? {
    guard slice.kind == .number || slice.kind == .string else { return nil }
    let count = slice.end - slice.start
    if count > 0, count <= 18 {
      var value: Int64 = 0
      var index = slice.start
      while index < slice.end {
        let digit = bytes[index] &- 0x30
        if digit > 9 { break }
        value = value &* 10 &+ Int64(digit)
        index += 1
      }
      if index == slice.end { return value }
    }
    return FieldText.integer(String(decoding: self.bytes(slice, bytes), as: UTF8.self))
  }

  private static func integer(_ text: String) -> Int64? {
    if let value = Int64(text) { return value }
    guard let value = Double(text), value.rounded() == value, abs(value) < 0x1p53 else {
      return nil
    }
    return Int64(value)
  }

  /// A number, or one of the names that exports write in its place.
  func number(_ slice: Slice, _ bytes: RawSpan, names: [(name: String, number: Int16)]) -> Int16 {
    if slice.isAbsent { return -1 }
    if let number = integer(slice, bytes) { return Int16(exactly: number) ?? -1 }
    let folded = String(decoding: self.bytes(slice, bytes), as: UTF8.self).lowercased()
    return names.first { $0.name == folded }?.number ?? -1
  }

  enum Operation { case mailAccess, attachmentAccess, other, none }

  /// Which kind of operation a name stands for (R1); compared without case.
  @inline(__always)
  func operation(_ slice: Slice, _ bytes: RawSpan) -> Operation {
    if RecordFields.isEmpty(slice, bytes) { return .none }
    if slice.kind == .string, !slice.escaped {
      let first = bytes[slice.start]
      let count = slice.end - slice.start
      if first > 0x20, first | 0x20 != 0x6D, first | 0x20 != 0x61 { return .other }
      if equals(slice, bytes, "mailitemsaccessed") { return .mailAccess }
      if first > 0x20, bytes[slice.end - 1] > 0x20, count != 16 { return .other }
    }
    let text = self.bytes(slice, bytes)
    if text.isEmpty { return .none }
    func names(_ name: EvidenceText) -> Bool {
      text.count == name.bytes.count && zip(text, name.bytes).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
    if names(AuditOperation.mailItemsAccessed) { return .mailAccess }
    return names(AuditOperation.attachmentAccess) ? .attachmentAccess : .other
  }

  func accessType(_ slice: Slice, _ bytes: RawSpan) -> MailAccessType {
    if equals(slice, bytes, "bind") { return .bind }
    if equals(slice, bytes, "sync") { return .sync }
    let text = self.bytes(slice, bytes)
    if text.isEmpty { return .notStated }
    return switch String(decoding: text, as: UTF8.self).lowercased() {
    case "bind": .bind
    case "sync": .sync
    default: .unknown
    }
  }

  func throttled(_ slice: Slice, _ bytes: RawSpan) -> ThrottledState {
    if equals(slice, bytes, "false") { return .no }
    if equals(slice, bytes, "true") { return .yes }
    if slice.isAbsent { return .notStated }
    return switch String(decoding: self.bytes(slice, bytes), as: UTF8.self).lowercased() {
    case "true": .yes
    case "false": .no
    default: .notStated
    }
  }

  /// `YYYY-MM-DDTHH:MM:SS` with or without `Z`, of a year that records can be of; everything else is read by
  /// `RecordedTime`.
  func plainTime(_ slice: Slice, _ bytes: RawSpan) -> UTCTime? {
    let count = slice.end - slice.start
    let isPlain =
      slice.kind == .string && !slice.escaped
      && (count == 19 || (count == 20 && bytes[slice.end - 1] == UInt8(ascii: "Z")))
    return isPlain ? FieldText.plainTime(bytes, slice.start) : nil
  }

  private static func plainTime(_ bytes: RawSpan, _ start: Int) -> UTCTime? {
    var wrong: UInt8 = 0
    func pair(_ offset: Int) -> Int {
      let tens = bytes[start + offset] &- 0x30
      let ones = bytes[start + offset + 1] &- 0x30
      if tens > 9 || ones > 9 { wrong = 1 }
      return Int(tens) * 10 + Int(ones)
    }
    func mark(_ offset: Int, _ byte: UInt8) { wrong |= bytes[start + offset] ^ byte }
    mark(4, 0x2D)
    mark(7, 0x2D)
    mark(10, 0x54)
    mark(13, 0x3A)
    mark(16, 0x3A)
    let year = pair(0) * 100 + pair(2)
    let (month, day) = (pair(5), pair(8))
    let (hour, minute, second) = (pair(11), pair(14), pair(17))
    if wrong != 0 || year < 2_000 || year >= 2_100 { return nil }
    return UTCTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
  }

  /// The text as it stands, without case; the word is in lower case.
  @inline(__always)
  private func equals(_ slice: Slice, _ bytes: RawSpan, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard slice.end - slice.start == count, slice.kind == .string || slice.kind == .word else {
      return false
    }
    for index in 0..<count where bytes[slice.start + index] | 0x20 != word.utf8Start[index] {
      return false
    }
    return true
  }

  // MARK: - What says nothing

  /// What stands in place of a text that was lost. A message id begins with `<` nearly always, and is
  /// looked at no further.
  @inline(__always)
  func isLost(_ slice: Slice, _ bytes: RawSpan) -> Bool {
    if slice.end == slice.start || bytes[slice.start] == UInt8(ascii: "<") { return false }
    return isLostText(slice, bytes)
  }

  @inline(never)
  private func isLostText(_ slice: Slice, _ bytes: RawSpan) -> Bool {
    var decoded: [UInt8] = []
    JSONText.decode(slice, bytes, quote: quote, into: &decoded)
    return RecordNode.isLost(FieldText.trimmed(decoded[...]))
  }

  static func withoutBlanks(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
    var text = text
    while let first = text.first, isBlank(first) { text = text.dropFirst() }
    while let last = text.last, isBlank(last) { text = text.dropLast() }
    return text
  }

  /// Without blanks and control characters at its ends.
  static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let first = text.first, first <= 0x20 { text = text.dropFirst() }
    while let last = text.last, last <= 0x20 { text = text.dropLast() }
    return text
  }

  /// `System.Object[]` and its kin: what Export-Csv leaves of a list (R2).
  static func isObjectName(_ text: ArraySlice<UInt8>) -> Bool {
    text.first == UInt8(ascii: "S") && text.starts(with: "System.".utf8)
      && (text.last == UInt8(ascii: "]") || text.elementsEqual("System.Object".utf8))
  }

  /// Without case; the word is in lower case and as long as the text.
  private static func equals(_ text: ArraySlice<UInt8>, _ word: StaticString) -> Bool {
    for (index, byte) in text.enumerated() {
      let expected = word.utf8Start[index]
      let isLetter = expected >= 0x61 && expected <= 0x7A
      if (isLetter ? byte | 0x20 : byte) != expected { return false }
    }
    return true
  }

  /// Empty, `Unknown`, `Not Available`, `N/A`, `ErrorDuringIdConversion`, `null`, or nothing but
  /// zeros: no identifier of a record, a message or a session (R2, R5, R7).
  static func isPlaceholder(_ text: ArraySlice<UInt8>) -> Bool {
    if text.isEmpty || text.count > 40 { return text.isEmpty }
    if text.allSatisfy({ $0 == 0x30 || $0 == 0x2D || $0 == 0x7B || $0 == 0x7D }) { return true }
    let word: StaticString
    switch text.count {
    case 3: word = "n/a"
    case 4: return equals(text, "null") || equals(text, "none")
    case 6: word = "<null>"
    case 7: word = "unknown"
    case 13: word = "not available"
    case 23: word = "errorduringidconversion"
    default: return false
    }
    return equals(text, word)
  }
}
