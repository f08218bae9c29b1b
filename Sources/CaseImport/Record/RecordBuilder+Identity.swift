import Archiving
import CaseModel

/// What a record is: its key (R2).
extension RecordBuilder {
  /// The key of an `Id`, and its text where that is no GUID; `nil` for none: zeros and other
  /// placeholders would make one record of many (R2, R5).
  static func key(_ slice: Slice, _ bytes: RawSpan, _ text: FieldText) -> (RecordKey, [UInt8])? {
    if slice.isAbsent { return nil }
    if slice.end - slice.start == 36, let (high, low) = guid(bytes, slice.start) {
      return (RecordKey(high: high, low: low, origin: .guid), [])
    }
    let id = text.bytes(slice, bytes)
    return FieldText.isPlaceholder(id[...]) ? nil : (key(id), id)
  }

  /// Whether a value is an `Id` at all, without making its key.
  static func isId(_ slice: Slice, _ bytes: RawSpan, _ text: FieldText) -> Bool {
    if slice.isAbsent { return false }
    if slice.end - slice.start == 36, guid(bytes, slice.start) != nil { return true }
    return !FieldText.isPlaceholder(text.bytes(slice, bytes)[...])
  }

  static func key(_ id: [UInt8]) -> RecordKey {
    guard id.count == 36, let (high, low) = guid(id.span.bytes, 0) else {
      return hashed(id, origin: .text)
    }
    return RecordKey(high: high, low: low, origin: .guid)
  }

  /// 36 characters as 128 bits; `nil` for other text and for nothing but zeros.
  private static func guid(_ bytes: RawSpan, _ start: Int) -> (UInt64, UInt64)? {
    let dashes =
      (bytes[start + 8] ^ 0x2D) | (bytes[start + 13] ^ 0x2D) | (bytes[start + 18] ^ 0x2D)
      | (bytes[start + 23] ^ 0x2D)
    // Eight digits each; the groups of four stand on both sides of a dash.
    guard dashes == 0,
      let first = digits(bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)),
      let second = digits(fours(bytes, start + 9, start + 14)),
      let third = digits(fours(bytes, start + 19, start + 24)),
      let fourth = digits(bytes.unsafeLoadUnaligned(fromByteOffset: start + 28, as: UInt64.self))
    else { return nil }
    let (high, low) = (first << 32 | second, third << 32 | fourth)
    return high | low == 0 ? nil : (high, low)
  }

  private static func fours(_ bytes: RawSpan, _ left: Int, _ right: Int) -> UInt64 {
    UInt64(bytes.unsafeLoadUnaligned(fromByteOffset: left, as: UInt32.self))
      | UInt64(bytes.unsafeLoadUnaligned(fromByteOffset: right, as: UInt32.self)) << 32
  }

  /// Eight hexadecimal digits, the first in the lowest byte, as 32 bits; `nil` for anything else.
  private static func digits(_ text: UInt64) -> UInt64? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs = ones &* 0x80
    if text & highs != 0 { return nil }
    // Where a byte is at least a bound, adding what is missing to 0x80 sets its high bit.
    func isAtLeast(_ bound: UInt64, _ word: UInt64) -> UInt64 {
      (word &+ ones &* (0x80 &- bound)) & highs
    }
    let lower = text | ones &* 0x20
    let decimal = isAtLeast(0x30, text) & ~isAtLeast(0x3A, text)
    let letter = isAtLeast(0x61, lower) & ~isAtLeast(0x67, lower) & isAtLeast(0x41, text)
    if decimal | letter != highs { return nil }
    var value = (text & (ones &* 0x0F)) &+ (letter >> 7) &* 9
    // Digits to bytes, bytes to words, words to one; the first digit is the highest.
    value = (value << 4 | value >> 8) & 0x00FF_00FF_00FF_00FF
    value = (value << 8 | value >> 16) & 0x0000_FFFF_0000_FFFF
    return (value << 16 | value >> 32) & 0xFFFF_FFFF
  }

  private static func hashed(_ bytes: [UInt8], origin: RecordKey.Origin) -> RecordKey {
    guard let digest = try? sha256(bytes) else {
      // libcrypto refuses only without memory: two hashes still keep the records apart.
      let reversed = Array(bytes.reversed())
      return RecordKey(
        high: hashOfBytes(bytes.span.bytes), low: hashOfBytes(reversed.span.bytes), origin: origin)
    }
    let words = [0, 8].map { start in
      digest[start..<(start + 8)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    return RecordKey(high: words[0], low: words[1], origin: origin)
  }

  /// A record without `Id` is its decoded value (R2).
  static func derivedKey(_ row: RecordRow, _ batch: RecordBatch) -> RecordKey {
    var value: [UInt8] = []
    func add(_ number: UInt32) {
      TaggedList.append(batch.texts.bytes(number), tag: 1, to: &value)
    }
    func add(_ number: Int64) { value.append(contentsOf: Array("\(number);".utf8)) }
    let context = batch.contexts[Int(row.context)]
    add(row.operation)
    add(row.time.seconds)
    for number in [
      context.organization, context.mailboxGuid, context.mailboxName, context.user,
      context.session, context.token, context.client, context.addresses, context.applications,
    ] { add(number) }
    // So that what has none is called as it always was.
    if context.device != 0 { add(context.device) }
    for number in [context.userType, context.logonType] { add(Int64(number)) }
    for number in [row.access.rawValue, row.throttled.rawValue] { add(Int64(number)) }
    add(Int64(row.operationCount))
    for item in batch.items[row.items] {
      TaggedList.append(batch.messages.bytes(item.message), tag: 1, to: &value)
      for number in [item.folderId, item.folderName, item.subject] { add(number) }
      add(Int64(item.itemIdHash))
      add(item.sizeInBytes)
    }
    return hashed(value, origin: .derived)
  }
}
