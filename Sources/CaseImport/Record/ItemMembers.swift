import CaseModel

/// The members of a folder or message that a record names, noted as slices.
struct ItemMembers {
  var id = Slice.absent
  var name = Slice.absent
  var path = Slice.absent
  var parent = Slice.absent
  var internetMessageId = Slice.absent
  var immutableId = Slice.absent
  var subject = Slice.absent
  var size = Slice.absent
  var hasLoneSurrogate = false

  /// One of them stands in every folder.
  static let folderKeys: Set<AuditKey> = [.id, .path, .name, .folderPath]

  @inline(__always)
  mutating func note(_ slice: Slice, for key: AuditKey) {
    if slice.hasLoneSurrogate { hasLoneSurrogate = true }
    switch key {
    case .id: id = slice
    case .name: name = slice
    case .path, .folderPath: path = slice
    case .parentFolder: parent = slice
    case .internetMessageId: internetMessageId = slice
    case .immutableId: immutableId = slice
    case .subject: subject = slice
    case .sizeInBytes: size = slice
    default: break
    }
  }

  /// `Path`, or `Name` where Path says nothing.
  func folderName(
    _ bytes: RawSpan, _ text: FieldText, into batch: inout RecordBatch
  ) -> UInt32 {
    let number = text.internAgain(path, bytes, into: &batch)
    if number != 0, !FieldText.isPlaceholder(batch.texts.bytes(number)) { return number }
    let second = text.internAgain(name, bytes, into: &batch)
    if second != 0, !FieldText.isPlaceholder(batch.texts.bytes(second)) { return second }
    return 0
  }

  /// The message as a row, its folder not yet known.
  func row(_ bytes: RawSpan, _ text: FieldText, into batch: inout RecordBatch) -> ItemRow {
    var row = ItemMembers.row(
      id: id, internetMessageId: internetMessageId, size: size, bytes, text, into: &batch)
    row.subject = text.intern(subject, bytes, into: &batch.texts)
    if row.identifiedBy == .internetMessageId || immutableId.isAbsent { return row }
    let message = ItemMembers.messageId(immutableId, bytes, text, into: &batch.messages)
    if message != 0 {
      row.kind = .message
      row.message = message
      row.identifiedBy = .immutableId
    }
    return row
  }

  /// The same for a message of which no more than these is known.
  @inline(__always)
  static func row(
    id: Slice, internetMessageId: Slice, size: Slice, _ bytes: RawSpan, _ text: FieldText,
    into batch: inout RecordBatch
  ) -> ItemRow {
    var row = ItemRow()
    row.sizeInBytes = text.integer(size, bytes) ?? -1
    row.itemIdHash = idHash(id, bytes, text)
    row.kind = .message
    row.identifiedBy = .internetMessageId
    row.message = messageId(internetMessageId, bytes, text, into: &batch.messages)
    if row.message != 0 { return row }
    row.message = messageId(id, bytes, text, into: &batch.messages)
    row.identifiedBy = .id
    if row.message != 0 { return row }
    row.kind = .unidentified
    row.identifiedBy = .none
    return row
  }

  /// Without outer blanks and `< >`, case kept (R5); 0 for a placeholder.
  private static func messageId(
    _ slice: Slice, _ bytes: RawSpan, _ text: FieldText, into texts: inout TextList
  ) -> UInt32 {
    if !slice.isString { return 0 }
    // The usual id stands in the block as it is: `<…@…>` and longer than any placeholder.
    if slice.isPlainString, slice.end - slice.start > 42, bytes[slice.start] == UInt8(ascii: "<"),
      bytes[slice.end - 1] == UInt8(ascii: ">"), bytes[slice.start + 1] > 0x20,
      bytes[slice.end - 2] > 0x20
    {
      return texts.append(bytes.extracting((slice.start + 1)..<(slice.end - 1)))
    }
    return texts.append(MessageId.cleaned(text.identity(slice, bytes)[...]).span.bytes)
  }

  /// Of an item's own id; 0 for a placeholder.
  private static func idHash(_ id: Slice, _ bytes: RawSpan, _ text: FieldText) -> UInt32 {
    if id.isAbsent { return 0 }
    let hash: UInt64
    if id.isPlainString, id.end - id.start > 40, bytes[id.start] > 0x20,
      bytes[id.end - 1] > 0x20
    {
      hash = hashOfBytes(bytes.extracting(id.start..<id.end))
    } else {
      let own = text.bytes(id, bytes)
      if FieldText.isPlaceholder(own[...]) { return 0 }
      hash = hashOfBytes(own.span.bytes)
    }
    return UInt32(truncatingIfNeeded: hash >> 32) | 1
  }
}
