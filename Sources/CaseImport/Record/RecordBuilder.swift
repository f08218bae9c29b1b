import CaseModel
import TextFormats

/// What the wrapper around AuditData says, for fields that AuditData lacks (R2, R4).
struct RecordWrapper {
  var operation = Slice.absent
  var user = Slice.absent
  var time = Slice.absent
  var recordType = Slice.absent
  var id = Slice.absent
  /// The quote width in these slices.
  var quote = 1
}

/// Why a record that is JSON is no record.
struct RecordRefusal: Error {
  var reason: RejectReason
  var detail: String
  var operation: EvidenceText?
  var key: RecordKey?
}

/// Makes a row of a batch from the noted fields of one record (R1–R8).
struct RecordBuilder {
  let quote: Int
  var dayOrder: DayOrder?
  private var text: FieldText { FieldText(quote: quote) }

  func add(
    _ walk: inout RecordWalk, _ bytes: RawSpan, wrapper: RecordWrapper, wrapperBytes: RawSpan,
    source: SourcePosition, memo: inout TextMemo, to batch: inout RecordBatch
  ) throws(RecordRefusal) -> RecordRow {
    let outer = FieldText(quote: wrapper.quote)
    var kind = text.operation(walk.fields[.operation], bytes)
    var operation = text.intern(walk.fields[.operation], bytes, into: &batch.texts)
    if FieldNotation.mayStand(in: walk.fields[.operation], bytes) {
      (operation, kind) = try understood(walk.fields[.operation], bytes, into: &batch.texts)
    }
    if operation == 0 {
      operation = outer.intern(wrapper.operation, wrapperBytes, into: &batch.texts)
      kind = outer.operation(wrapper.operation, wrapperBytes)
    }
    if operation == 0 { throw RecordRefusal(reason: .noOperation, detail: "it has no Operation") }
    let (key, idText) =
      RecordBuilder.key(walk.fields[.id], bytes, text)
      ?? RecordBuilder.key(wrapper.id, wrapperBytes, outer)
      ?? (RecordKey(high: 0, low: 0, origin: .derived), [])
    var row = RecordRow(key: key, source: source)
    row.operation = operation
    if key.origin == .text { row.idText = batch.texts.intern(idText) }
    if kind == .mailAccess { row.marks = .mailAccess }
    if kind == .attachmentAccess { row.marks = .attachmentAccess }
    if walk.fields.keyRepeated { row.marks.insert(.keyRepeated) }
    if walk.fields.hasLoneSurrogate { row.marks.insert(.invalidText) }
    do throws(RecordRefusal) {
      try setTime(walk.fields, bytes, wrapper, wrapperBytes, &row)
      let context = try context(
        &walk, bytes, wrapper, wrapperBytes, operation, kind, &memo, into: &batch.texts)
      row.context = batch.context(context)
    } catch {
      var refusal = error
      refusal.operation = batch.texts[operation]
      refusal.key = key.origin == .derived ? nil : key
      throw refusal
    }
    row.recordType = Int32(
      truncatingIfNeeded: text.integer(walk.fields[.recordType], bytes)
        ?? outer.integer(wrapper.recordType, wrapperBytes)
        ?? named(walk.fields[.recordType], bytes, outer, wrapper, wrapperBytes))
    row.firstItem = walk.fields.firstItem
    if kind == .mailAccess || kind == .attachmentAccess {
      readItems(&walk, bytes, into: &row, &batch)
    } else {
      readOther(&walk, bytes, row, &memo, into: &batch)
    }
    row.marks.add(walk.fields.unread)
    row.itemCount = Int32(batch.items.count - row.firstItem)
    if key.origin == .derived { row.key = RecordBuilder.derivedKey(row, batch) }
    return row
  }

  /// Who came how; mail access without any mailbox is none (R3).
  private func context(
    _ walk: inout RecordWalk, _ bytes: RawSpan, _ wrapper: RecordWrapper,
    _ wrapperBytes: RawSpan, _ operation: UInt32, _ kind: FieldText.Operation,
    _ memo: inout TextMemo, into texts: inout ByteInterner
  ) throws(RecordRefusal) -> ContextRow {
    let builder = ContextBuilder(text: text, outer: FieldText(quote: wrapper.quote))
    var context = builder.context(&walk, bytes, wrapper, wrapperBytes, &memo, into: &texts)
    if kind == .mailAccess, context.mailboxGuid == 0, context.mailboxName == 0 {
      throw RecordRefusal(
        reason: .noMailbox, detail: "it has neither MailboxGuid nor MailboxOwnerUPN")
    }
    if kind == .other, memo.act(operation, texts) == .grant {
      ActDetails(text: text).noteGranted(walk.fields, bytes, in: &context, &texts)
    }
    return context
  }

  /// Of a record that is neither mail access nor access to attachments: what it changed, and on what.
  private func readOther(
    _ walk: inout RecordWalk, _ bytes: RawSpan, _ row: RecordRow, _ memo: inout TextMemo,
    into batch: inout RecordBatch
  ) {
    if batch.items.count > row.firstItem {
      batch.items.removeLast(batch.items.count - row.firstItem)
    }
    if walk.fields.changesSettings {
      ChangedSettings(text: text).read(
        &walk, bytes, memo.settings(row.operation, batch.texts), &memo, into: &batch)
    }
    let act = memo.act(row.operation, batch.texts)
    if act != .nothing {
      ActDetails(text: text).read(walk.fields, bytes, act, &memo, into: &batch)
    }
    if !walk.fields[.affectedItems].isAbsent {
      NotedItems(text: text).affected(&walk, bytes, into: &batch)
    }
  }

  // MARK: - Fields

  /// It is there, and no placeholder.
  private func says(_ slice: Slice, _ bytes: RawSpan) -> Bool {
    if RecordFields.isEmpty(slice, bytes) { return false }
    return RecordNode(slice, bytes, quote: quote).understood() != .absent
  }

  /// An operation in another notation than a plain text: what cannot be understood may be mail access
  /// (R17, R22).
  private func understood(
    _ slice: Slice, _ bytes: RawSpan, into texts: inout ByteInterner
  ) throws(RecordRefusal) -> (UInt32, FieldText.Operation) {
    switch RecordNode(slice, bytes, quote: quote).scalar {
    case .absent: return (0, .none)
    case .value(.text(let name)):
      let whole = Slice(kind: .string, start: 0, end: name.count)
      return (texts.intern(name), FieldText(quote: 1).operation(whole, name.span.bytes))
    default:
      throw RecordRefusal(reason: .noOperation, detail: "its Operation could not be understood")
    }
  }

  /// A record type by its name; −1: not stated.
  private func named(
    _ slice: Slice, _ bytes: RawSpan, _ outer: FieldText, _ wrapper: RecordWrapper,
    _ wrapperBytes: RawSpan
  ) -> Int64 {
    let own = text.number(slice, bytes, names: RecordType.names)
    if own >= 0 { return Int64(own) }
    return Int64(outer.number(wrapper.recordType, wrapperBytes, names: RecordType.names))
  }

  private func readItems(
    _ walk: inout RecordWalk, _ bytes: RawSpan, into row: inout RecordRow,
    _ batch: inout RecordBatch
  ) {
    let properties = OperationProperties(walk.fields, bytes, quote: quote)
    row.access = properties.access
    walk.fields.unread.add(properties.unread)
    row.throttled = properties.throttled
    let count = text.integer(walk.fields[.operationCount], bytes)
    row.operationCount = Int32(clamping: count ?? -1)
    if count == nil, says(walk.fields[.operationCount], bytes) { walk.fields.isLossy = true }
    let later = NotedItems(text: text)
    later.folders(&walk, bytes, into: &batch)
    later.item(&walk, bytes, isSync: row.access == .sync, into: &batch)
    if row.marks.contains(.attachmentAccess) { later.attachments(&walk, bytes, into: &batch) }
    if batch.items.count == row.firstItem { later.flat(walk.fields, bytes, into: &batch) }
    if walk.fields.isLossy { row.marks.insert(.lossy) }
  }
}
