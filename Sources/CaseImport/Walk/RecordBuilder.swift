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
  private var text: FieldText { FieldText(quote: quote) }

  func add(
    _ walk: RecordWalk, _ bytes: RawSpan, wrapper: RecordWrapper, wrapperBytes: RawSpan,
    source: SourcePosition, to batch: inout RecordBatch
  ) throws(RecordRefusal) -> RecordRow {
    let fields = walk.fields
    let outer = FieldText(quote: wrapper.quote)
    var operation = text.bytes(fields[.operation], bytes)
    if operation.isEmpty { operation = outer.bytes(wrapper.operation, wrapperBytes) }
    if operation.isEmpty {
      throw RecordRefusal(reason: .noOperation, detail: "it has no Operation")
    }
    var id = text.bytes(fields[.id], bytes)
    if id.isEmpty { id = outer.bytes(wrapper.id, wrapperBytes) }
    let key = id.isEmpty ? nil : RecordBuilder.key(id)

    var row = RecordRow(key: key ?? RecordKey(high: 0, low: 0, origin: .derived), source: source)
    if let key, key.origin == .text { row.idText = batch.texts.intern(id) }
    row.marks = RecordBuilder.marks(operation)
    if fields.keyRepeated { row.marks.insert(.keyRepeated) }
    do throws(RecordRefusal) {
      (row.time, row.marks) = try time(fields, bytes, wrapper, wrapperBytes, marks: row.marks)
      let context = context(fields, bytes, wrapper, wrapperBytes, into: &batch)
      if row.marks.contains(.mailAccess), context.mailboxGuid == 0, context.mailboxName == 0 {
        throw RecordRefusal(
          reason: .noMailbox, detail: "it has neither MailboxGuid nor MailboxOwnerUPN")
      }
      row.context = batch.context(context)
    } catch {
      var refusal = error
      refusal.operation = EvidenceText(bytes: operation)
      refusal.key = key
      throw refusal
    }
    row.operation = batch.texts.intern(operation)
    row.recordType = recordType(fields, bytes, wrapper, wrapperBytes)
    row.firstItem = batch.items.count
    if row.marks.contains(.mailAccess) || row.marks.contains(.attachmentAccess) {
      readItems(walk, bytes, into: &row, &batch)
    }
    row.itemCount = Int32(batch.items.count - row.firstItem)
    if !isWellFormed(row, batch) { row.marks.insert(.invalidText) }
    if key == nil { row.key = RecordBuilder.derivedKey(row, batch) }
    return row
  }

  // MARK: - Fields

  private func time(
    _ fields: RecordFields, _ bytes: RawSpan, _ wrapper: RecordWrapper, _ wrapperBytes: RawSpan,
    marks: RecordMarks
  ) throws(RecordRefusal) -> (UTCTime, RecordMarks) {
    let own = text.bytes(fields[.creationTime], bytes)
    if !own.isEmpty {
      if let time = TimeReader.read(own[...]) { return (time, marks) }
      throw RecordRefusal(
        reason: .noTime,
        detail: "CreationTime is '\(EvidenceText(bytes: own).visible)', expected ISO 8601")
    }
    let outer = FieldText(quote: wrapper.quote).bytes(wrapper.time, wrapperBytes)
    if outer.isEmpty { throw RecordRefusal(reason: .noTime, detail: "it has no CreationTime") }
    guard let time = TimeReader.read(outer[...]) else {
      throw RecordRefusal(
        reason: .noTime,
        detail: "it has no CreationTime, and the column's '\(EvidenceText(bytes: outer).visible)'"
          + " depends on a culture")
    }
    return (time, marks.union(.wrapperTime))
  }

  private func recordType(
    _ fields: RecordFields, _ bytes: RawSpan, _ wrapper: RecordWrapper, _ wrapperBytes: RawSpan
  ) -> Int32 {
    let own = text.integer(fields[.recordType], bytes)
    let outer = FieldText(quote: wrapper.quote).bytes(wrapper.recordType, wrapperBytes)
    return Int32(
      truncatingIfNeeded: own ?? Int64(String(decoding: outer, as: UTF8.self)) ?? -1)
  }

  private func context(
    _ fields: RecordFields, _ bytes: RawSpan, _ wrapper: RecordWrapper, _ wrapperBytes: RawSpan,
    into batch: inout RecordBatch
  ) -> ContextRow {
    var row = ContextRow()
    row.organization = text.internLowercase(fields[.organizationId], bytes, into: &batch.texts)
    row.mailboxGuid = text.internLowercase(fields[.mailboxGuid], bytes, into: &batch.texts)
    row.mailboxName = text.intern(fields[.mailboxOwnerUPN], bytes, into: &batch.texts)
    if FieldText.isPlaceholder(batch.texts.bytes(row.mailboxName)) { row.mailboxName = 0 }
    row.user = text.intern(fields[.userId], bytes, into: &batch.texts)
    if row.user == 0 {
      row.user = FieldText(quote: wrapper.quote).intern(
        wrapper.user, wrapperBytes, into: &batch.texts)
    }
    for slice in [fields[.sessionId], fields.contextSession, fields.deviceSession]
    where row.session == 0 {
      row.session = text.internLowercase(slice, bytes, into: &batch.texts)
    }
    row.token = text.intern(fields.contextToken, bytes, into: &batch.texts)
    if FieldText.isPlaceholder(batch.texts.bytes(row.token)) { row.token = 0 }
    row.client = text.intern(fields[.clientInfoString], bytes, into: &batch.texts)
    row.addresses = list(
      [
        (
          AddressField.clientIPAddress.rawValue,
          either(.clientIPAddress, .clientAddressFlat, fields)
        ),
        (AddressField.clientIP.rawValue, fields[.clientIP]),
        (AddressField.actorIpAddress.rawValue, fields[.actorIpAddress]),
      ], bytes, into: &batch)
    row.applications = list(
      [
        (ApplicationField.appId.rawValue, fields[.appId]),
        (ApplicationField.clientAppId.rawValue, fields[.clientAppId]),
        (ApplicationField.accessContextClientAppId.rawValue, fields.contextClientAppId),
      ], bytes, into: &batch)
    row.userType = text.number(fields[.userType], bytes, names: UserType.names)
    row.logonType = text.number(
      either(.logonType, .logonTypeFlat, fields), bytes, names: LogonType.names)
    return row
  }

  /// The field, or its name in flat exports.
  private func either(_ key: AuditKey, _ flat: AuditKey, _ fields: RecordFields) -> Slice {
    fields[key].isAbsent ? fields[flat] : fields[key]
  }

  private func list(
    _ fields: [(tag: UInt8, slice: Slice)], _ bytes: RawSpan, into batch: inout RecordBatch
  ) -> UInt32 {
    var list: [UInt8] = []
    for (tag, slice) in fields where !slice.isAbsent {
      let text = text.bytes(slice, bytes)
      if FieldText.isPlaceholder(text[...]) { continue }
      TaggedList.append(text[...], tag: tag, to: &list)
    }
    return batch.texts.intern(list)
  }

  private func readItems(
    _ walk: RecordWalk, _ bytes: RawSpan, into row: inout RecordRow, _ batch: inout RecordBatch
  ) {
    let fields = walk.fields
    let properties = OperationProperties(fields, bytes, quote: quote)
    row.access = properties.access
    row.throttled = properties.throttled
    row.operationCount = Int32(
      clamping: text.integer(fields[.operationCount], bytes) ?? -1)
    var items = ItemWalk(quote: quote)
    items.folders(fields[.folders], bytes, walk, into: &batch)
    items.item(fields[.item], bytes, walk, isSync: row.access == .sync, into: &batch)
    if batch.items.count == row.firstItem, fields[.internetMessageId].kind == .string {
      items.flatItem(fields[.internetMessageId], bytes, into: &batch)
    }
    if batch.items.count == row.firstItem, fields[.folderPath].kind == .string {
      items.flatFolder(fields[.folderPath], bytes, into: &batch)
    }
    if items.isLossy { row.marks.insert(.lossy) }
  }

  private func isWellFormed(_ row: RecordRow, _ batch: RecordBatch) -> Bool {
    func check(_ number: UInt32) -> Bool {
      let bytes = batch.texts.bytes(number)
      return bytes.allSatisfy { $0 < 0x80 } || String(validating: bytes, as: UTF8.self) != nil
    }
    let context = batch.contexts[Int(row.context)]
    return check(context.user) && check(context.client)
      && batch.items[row.firstItem...].allSatisfy {
        check($0.message) && check($0.folderName) && check($0.subject)
      }
  }
}
