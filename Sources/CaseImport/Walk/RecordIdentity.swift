import Archiving
import CaseModel

/// What a record is: its kind by operation (R1), and its key (R2).
extension RecordBuilder {
  static func marks(_ operation: [UInt8]) -> RecordMarks {
    func equals(_ name: EvidenceText) -> Bool {
      operation.count == name.bytes.count
        && zip(operation, name.bytes).allSatisfy { $0 | 0x20 == $1 | 0x20 }
    }
    if equals(AuditOperation.mailItemsAccessed) { return .mailAccess }
    return equals(AuditOperation.attachmentAccess) ? .attachmentAccess : []
  }

  static func key(_ id: [UInt8]) -> RecordKey {
    guard let (high, low) = guid(id[...]) else { return hashed(id, origin: .text) }
    return RecordKey(high: high, low: low, origin: .guid)
  }

  private static func guid(_ id: ArraySlice<UInt8>) -> (UInt64, UInt64)? {
    guard id.count == 36 else { return nil }
    var words: [UInt64] = [0, 0]
    var digits = 0
    for (index, byte) in id.enumerated() {
      if [8, 13, 18, 23].contains(index) {
        if byte != UInt8(ascii: "-") { return nil }
        continue
      }
      guard let digit = hexDigit(byte) else { return nil }
      words[digits / 16] = words[digits / 16] << 4 | digit
      digits += 1
    }
    return words[0] | words[1] == 0 ? nil : (words[0], words[1])
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
      for number in [item.message, item.folderId, item.folderName, item.subject] { add(number) }
      add(Int64(bitPattern: item.itemIdHash))
      add(item.sizeInBytes)
    }
    return hashed(value, origin: .derived)
  }
}
