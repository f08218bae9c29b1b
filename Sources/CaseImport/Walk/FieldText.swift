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
    return FieldText.isObjectName(trimmed) ? [] : Array(trimmed)
  }

  /// Interns the text of a value; straight from the block where it needs no decoding.
  func intern(_ slice: Slice, _ bytes: RawSpan, into texts: inout ByteInterner) -> UInt32 {
    if slice.kind == .absent { return 0 }
    if slice.kind == .string, !slice.escaped, slice.end > slice.start,
      bytes[slice.start] > 0x20, bytes[slice.end - 1] > 0x20,
      bytes[slice.start] != UInt8(ascii: "S")
    {
      return texts.intern(bytes.extracting(slice.start..<slice.end))
    }
    return texts.intern(self.bytes(slice, bytes))
  }

  /// Interns lower-case ASCII text: GUIDs, sessions.
  func internLowercase(_ slice: Slice, _ bytes: RawSpan, into texts: inout ByteInterner) -> UInt32 {
    if slice.isAbsent { return 0 }
    // The usual value is a GUID in lower case, which stands in the block as it is.
    if slice.kind == .string, !slice.escaped, slice.end - slice.start == 36,
      isPlain(slice, bytes)
    {
      return texts.intern(bytes.extracting(slice.start..<slice.end))
    }
    let text = self.bytes(slice, bytes)
    if FieldText.isPlaceholder(text[...]) { return 0 }
    let lower = text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return texts.intern(lower)
  }

  /// Printable ASCII without capitals and blanks, and not nothing but zeros and dashes.
  private func isPlain(_ slice: Slice, _ bytes: RawSpan) -> Bool {
    var other: UInt8 = 0
    for index in slice.start..<slice.end {
      let byte = bytes[index]
      if byte <= 0x20 || byte >= 0x7F || (byte >= 0x41 && byte <= 0x5A) { return false }
      other |= byte == 0x2D ? 0 : byte ^ 0x30
    }
    return other != 0
  }

  func integer(_ slice: Slice, _ bytes: RawSpan) -> Int64? {
    switch slice.kind {
    case .number, .string: Int64(String(decoding: self.bytes(slice, bytes), as: UTF8.self))
    default: nil
    }
  }

  /// A number, or one of the names that exports write in its place.
  func number(_ slice: Slice, _ bytes: RawSpan, names: [(name: String, number: Int16)]) -> Int16 {
    if slice.isAbsent { return -1 }
    if slice.kind == .number, slice.end - slice.start == 1 {
      return Int16(bytes[slice.start]) - 0x30
    }
    let text = String(decoding: self.bytes(slice, bytes), as: UTF8.self)
    if let number = Int16(text) { return number }
    let folded = text.lowercased()
    return names.first { $0.name == folded }?.number ?? -1
  }

  func accessType(_ slice: Slice, _ bytes: RawSpan) -> MailAccessType {
    let text = self.bytes(slice, bytes)
    if text.isEmpty { return .notStated }
    return switch String(decoding: text, as: UTF8.self).lowercased() {
    case "bind": .bind
    case "sync": .sync
    default: .unknown
    }
  }

  func throttled(_ slice: Slice, _ bytes: RawSpan) -> ThrottledState {
    switch String(decoding: self.bytes(slice, bytes), as: UTF8.self).lowercased() {
    case "true": .yes
    case "false": .no
    default: .notStated
    }
  }

  // MARK: - What says nothing

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

  /// Empty, `Unknown`, `Not Available`, `ErrorDuringIdConversion`, `null`, or nothing but zeros (R5).
  static func isPlaceholder(_ text: ArraySlice<UInt8>) -> Bool {
    if text.isEmpty || text.count > 40 { return text.isEmpty }
    if text.allSatisfy({ $0 == 0x30 || $0 == 0x2D || $0 == 0x7B || $0 == 0x7D }) { return true }
    let word: StaticString
    switch text.count {
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
