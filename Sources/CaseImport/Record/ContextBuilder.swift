import CaseModel

/// Who came how, from the noted fields of one record (R3, R7, R8, R14).
struct ContextBuilder {
  let text: FieldText
  let outer: FieldText

  func context(
    _ walk: inout RecordWalk, _ bytes: RawSpan, _ wrapper: RecordWrapper, _ wrapperBytes: RawSpan,
    _ memo: inout TextMemo, into texts: inout ByteInterner
  ) -> ContextRow {
    var row = ContextRow()
    func number(_ slice: Slice) -> UInt32 { text.intern(slice, bytes, into: &texts) }
    func named(_ slice: Slice) -> UInt32 { memo.named(number(slice), texts) }
    row.organization = memo.lowercase(number(walk.fields[.organizationId]), &texts)
    row.mailboxGuid = memo.lowercase(number(walk.fields[.mailboxGuid]), &texts)
    row.mailboxName = named(walk.fields[.mailboxOwnerUPN])
    if row.mailboxName == 0 { row.mailboxName = named(walk.fields[.mailboxResolvedOwnerName]) }
    row.user = number(walk.fields[.userId])
    if row.user == 0 { row.user = number(walk.fields[.logonUserDisplayName]) }
    if row.user == 0 { row.user = outer.intern(wrapper.user, wrapperBytes, into: &texts) }
    row.session = memo.lowercase(number(walk.fields[.sessionId]), &texts)
    if row.session == 0 {
      row.session = memo.lowercase(number(walk.fields.contextSession), &texts)
    }
    if row.session == 0 {
      row.session = memo.lowercase(number(walk.fields.deviceSession), &texts)
    }
    row.token = named(walk.fields.contextToken)
    row.client = number(walk.fields[.clientInfoString])
    var application = named(walk.fields.contextClientAppId)
    let noted = walk.fields[.appAccessContext]
    if noted.kind == .string, noted.end > noted.start {
      readText(noted, bytes, &walk, &row, &application, &memo, into: &texts)
    }
    let device = walk.fields[.deviceProperties]
    if row.session == 0, device.kind == .string, device.end > device.start {
      let inner = text.bytes(device, bytes)
      walk.deviceProperties(inner.span.bytes)
      let session = FieldText(quote: 1).intern(
        walk.fields.deviceSession, inner.span.bytes, into: &texts)
      row.session = memo.lowercase(session, &texts)
      walk.fields.deviceSession = .absent
    }
    let address = either(.clientIPAddress, .clientAddressFlat, walk.fields)
    row.addresses = memo.list(
      (AddressField.clientIPAddress.rawValue, named(address)),
      (AddressField.clientIP.rawValue, named(walk.fields[.clientIP])),
      (AddressField.actorIpAddress.rawValue, named(walk.fields[.actorIpAddress])), &texts)
    row.applications = memo.list(
      (ApplicationField.appId.rawValue, named(walk.fields[.appId])),
      (ApplicationField.clientAppId.rawValue, named(walk.fields[.clientAppId])),
      (ApplicationField.accessContextClientAppId.rawValue, application), &texts)
    row.userType = text.number(walk.fields[.userType], bytes, names: UserType.names)
    row.logonType = text.number(
      either(.logonType, .logonTypeFlat, walk.fields), bytes, names: LogonType.names)
    return row
  }

  /// `AppAccessContext` as JSON text, as flat exports have it.
  private func readText(
    _ noted: Slice, _ bytes: RawSpan, _ walk: inout RecordWalk, _ row: inout ContextRow,
    _ application: inout UInt32, _ memo: inout TextMemo, into texts: inout ByteInterner
  ) {
    let inner = text.bytes(noted, bytes)
    let span = inner.span.bytes
    guard walk.accessContext(span) else { return }
    let plain = FieldText(quote: 1)
    if row.session == 0 {
      let session = plain.intern(walk.fields.contextSession, span, into: &texts)
      row.session = memo.lowercase(session, &texts)
    }
    row.token = memo.named(plain.intern(walk.fields.contextToken, span, into: &texts), texts)
    application = memo.named(
      plain.intern(walk.fields.contextClientAppId, span, into: &texts), texts)
    // What was noted stands in another text, which ends here.
    walk.fields.contextSession = .absent
    walk.fields.contextToken = .absent
    walk.fields.contextClientAppId = .absent
  }

  /// The field, or its name in flat exports.
  private func either(_ key: AuditKey, _ flat: AuditKey, _ fields: RecordFields) -> Slice {
    fields[key].isAbsent ? fields[flat] : fields[key]
  }
}
