import CaseModel

/// What is known of the texts of a batch: their lower case, and which say nothing. Texts repeat
/// from record to record, so each is looked at once.
struct TextMemo: Sendable {
  private var lowercase: [UInt32] = []
  private var named: [UInt32] = []
  private var settings: [UInt32: AuditSettings.Kind] = [:]
  /// Filled and emptied again for each list.
  private var list: [UInt8] = []

  /// The number of the text in lower case (ASCII); 0 for a placeholder: GUIDs, sessions.
  mutating func lowercase(_ number: UInt32, _ texts: inout ByteInterner) -> UInt32 {
    if number == 0 { return 0 }
    if let known = TextMemo.known(&lowercase, number, texts.count) { return known }
    let text = texts.bytes(number)
    let isLower = text.allSatisfy { $0 < 0x41 || $0 > 0x5A }
    let result =
      FieldText.isPlaceholder(text)
      ? 0
      : isLower ? number : texts.intern(text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 })
    lowercase[Int(number)] = result
    return result
  }

  /// The number itself; 0 for a placeholder.
  mutating func named(_ number: UInt32, _ texts: ByteInterner) -> UInt32 {
    if number == 0 { return 0 }
    if let known = TextMemo.known(&named, number, texts.count) { return known }
    let result = FieldText.isPlaceholder(texts.bytes(number)) ? 0 : number
    named[Int(number)] = result
    return result
  }

  /// What an operation may change.
  mutating func settings(_ operation: UInt32, _ texts: ByteInterner) -> AuditSettings.Kind {
    if let known = settings[operation] { return known }
    let kind = AuditSettings.kind(texts[operation])
    settings[operation] = kind
    return kind
  }

  private static func known(_ memo: inout [UInt32], _ number: UInt32, _ count: Int) -> UInt32? {
    if Int(number) >= memo.count {
      memo.append(contentsOf: repeatElement(.max, count: max(256, count + 64 - memo.count)))
    }
    let value = memo[Int(number)]
    return value == .max ? nil : value
  }

  /// A list of up to three texts with their tags; texts that are 0 are left out.
  mutating func list(
    _ first: (tag: UInt8, text: UInt32), _ second: (tag: UInt8, text: UInt32),
    _ third: (tag: UInt8, text: UInt32), _ texts: inout ByteInterner
  ) -> UInt32 {
    if first.text | second.text | third.text == 0 { return 0 }
    list.removeAll(keepingCapacity: true)
    if first.text != 0 { texts.append(first.text, tag: first.tag, to: &list) }
    if second.text != 0 { texts.append(second.text, tag: second.tag, to: &list) }
    if third.text != 0 { texts.append(third.text, tag: third.tag, to: &list) }
    return texts.intern(list)
  }
}

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
