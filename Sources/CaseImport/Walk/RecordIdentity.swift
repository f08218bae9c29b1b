import Archiving
import CaseModel

/// What a record is: its key (R2).
extension RecordBuilder {
  /// The key of an `Id`, and its text where that is no GUID; `nil` where it says nothing.
  static func key(_ slice: Slice, _ bytes: RawSpan, _ text: FieldText) -> (RecordKey, [UInt8])? {
    if slice.isAbsent { return nil }
    if slice.end - slice.start == 36, let (high, low) = guid(bytes, slice.start) {
      return (RecordKey(high: high, low: low, origin: .guid), [])
    }
    let id = text.bytes(slice, bytes)
    return id.isEmpty ? nil : (key(id), id)
  }

  static func key(_ id: [UInt8]) -> RecordKey {
    guard id.count == 36, let (high, low) = guid(id.span.bytes, 0) else {
      return hashed(id, origin: .text)
    }
    return RecordKey(high: high, low: low, origin: .guid)
  }

  /// 36 characters as 128 bits; `nil` for other text and for nothing but zeros.
  private static func guid(_ bytes: RawSpan, _ start: Int) -> (UInt64, UInt64)? {
    var high: UInt64 = 0
    var low: UInt64 = 0
    var digits = 0
    for index in 0..<36 {
      let byte = bytes[start + index]
      if index == 8 || index == 13 || index == 18 || index == 23 {
        if byte != UInt8(ascii: "-") { return nil }
        continue
      }
      guard let digit = hexDigit(byte) else { return nil }
      if digits < 16 { high = high << 4 | digit } else { low = low << 4 | digit }
      digits += 1
    }
    return high | low == 0 ? nil : (high, low)
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
