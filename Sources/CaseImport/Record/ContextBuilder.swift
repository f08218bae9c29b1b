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
    var unread = RecordMarks(rawValue: 0)
    func number(_ slice: Slice, _ mark: RecordMarks = RecordMarks(rawValue: 0)) -> UInt32 {
      value(slice, bytes, mark, &unread, &texts)
    }
    func named(_ slice: Slice, _ mark: RecordMarks = RecordMarks(rawValue: 0)) -> UInt32 {
      memo.named(number(slice, mark), texts)
    }
    row.organization = memo.lowercase(number(walk.fields[.organizationId]), &texts)
    row.mailboxGuid = memo.lowercase(number(walk.fields[.mailboxGuid]), &texts)
    row.mailboxName = named(walk.fields[.mailboxOwnerUPN])
    if row.mailboxName == 0 { row.mailboxName = named(walk.fields[.mailboxResolvedOwnerName]) }
    row.user = number(walk.fields[.userId], .contextUnread)
    if row.user == 0 { row.user = number(walk.fields[.logonUserDisplayName]) }
    if row.user == 0 { row.user = outer.intern(wrapper.user, wrapperBytes, into: &texts) }
    row.session = memo.lowercase(number(walk.fields[.sessionId], .linkUnread), &texts)
    var access = AccessContext(walk.fields, bytes, text)
    func said(_ slice: Slice, _ other: [UInt8]?, _ mark: RecordMarks = .linkUnread) -> UInt32 {
      other.map { texts.intern($0) } ?? number(slice, mark)
    }
    if row.session == 0 {
      row.session = memo.lowercase(said(walk.fields.contextSession, access.session), &texts)
    }
    let device = DeviceSession(walk.fields, bytes, text)
    if row.session == 0 {
      row.session = memo.lowercase(said(walk.fields.deviceSession, device.session), &texts)
      if row.session == 0, device.isUnread { unread.insert(.linkUnread) }
    }
    row.device = number(walk.fields[.deviceId], .deviceUnread)
    if row.device == 0 {
      row.device = said(walk.fields.contextDevice, access.device, .deviceUnread)
    }
    if row.device == 0 { row.device = said(walk.fields.signInDevice, device.device, .deviceUnread) }
    row.device = memo.lowercase(row.device, &texts)
    if row.device == 0, device.isUnread { unread.insert(.deviceUnread) }
    row.token = memo.named(said(walk.fields.contextToken, access.token), texts)
    row.client = number(walk.fields[.clientInfoString], .clientUnread)
    if row.client == 0 { row.client = number(walk.fields[.actorInfoString], .clientUnread) }
    let application = memo.named(
      said(walk.fields.contextClientAppId, access.application, .applicationUnread), texts)
    unread.add(access.unread(device: row.device, application: application))
    access = AccessContext()
    let address = either(.clientIPAddress, .clientAddressFlat, walk.fields)
    row.addresses = memo.list(
      (AddressField.clientIPAddress.rawValue, named(address, .contextUnread)),
      (AddressField.clientIP.rawValue, named(walk.fields[.clientIP], .contextUnread)),
      (AddressField.actorIpAddress.rawValue, named(walk.fields[.actorIpAddress], .contextUnread)),
      &texts)
    row.applications = memo.list(
      (ApplicationField.appId.rawValue, named(walk.fields[.appId], .applicationUnread)),
      (ApplicationField.clientAppId.rawValue, named(walk.fields[.clientAppId], .applicationUnread)),
      (ApplicationField.accessContextClientAppId.rawValue, application), &texts)
    addKinds(to: &row, walk.fields, bytes, &unread)
    walk.fields.unread.add(unread)
    return row
  }

  /// The number of a text; 0 where it says nothing.
  @inline(__always)
  private func value(
    _ slice: Slice, _ bytes: RawSpan, _ mark: RecordMarks, _ unread: inout RecordMarks,
    _ texts: inout ByteInterner
  ) -> UInt32 {
    if slice.isAbsent { return 0 }
    let number = slice.isScalar ? text.intern(slice, bytes, into: &texts) : 0
    if number != 0, !FieldNotation.begins(bytes[slice.start]) { return number }
    if RecordFields.isEmpty(slice, bytes) { return 0 }
    return other(RecordNode(slice, bytes, quote: text.quote), number, mark, &unread, &texts)
  }

  /// A value that is no plain text: what it means, or that it could not be understood (R22).
  ///
  /// - Parameter number: the text as it stands, where it is one.
  @inline(never)
  private func other(
    _ node: RecordNode, _ number: UInt32, _ mark: RecordMarks, _ unread: inout RecordMarks,
    _ texts: inout ByteInterner
  ) -> UInt32 {
    if case .text(let text) = node {
      let plain = FieldText.trimmed(text[...])
      if RecordNode.isLost(plain) { return lost(mark, &unread) }
      // A name may begin with a bracket; what begins so is a list or an object, or was one.
      if !ContextBuilder.starts.contains(where: { plain.starts(with: $0.utf8) }) { return number }
    }
    switch node.scalar {
    case .value(.text(let text)): return texts.intern(text)
    case .absent: return 0
    default: return lost(mark, &unread)
    }
  }

  /// How the user was logged on, and what kind of user it is.
  @inline(__always)
  private func addKinds(
    to row: inout ContextRow, _ fields: RecordFields, _ bytes: RawSpan, _ unread: inout RecordMarks
  ) {
    // Indicators name logon types: a word that is none of them may be one in another language.
    let logonType = either(.logonType, .logonTypeFlat, fields)
    row.logonType = kind(logonType, bytes, LogonType.names, &unread)
    if row.logonType < 0, !logonType.isAbsent, !isNothing(logonType, bytes) {
      unread.add(.userKindUnread)
    }
    let userType = fields[.userType]
    row.userType = kind(userType, bytes, UserType.names, &unread)
    if row.userType < 0, !RecordFields.isEmpty(userType, bytes),
      case .unread = RecordNode(userType, bytes, quote: text.quote).scalar
    {
      unread.add(.userKindUnread)
    }
  }

  /// An enumeration as a number or a name; −1: not stated.
  @inline(__always)
  private func kind(
    _ slice: Slice, _ bytes: RawSpan, _ names: [(name: String, number: Int16)],
    _ unread: inout RecordMarks
  ) -> Int16 {
    FieldNotation.mayStand(in: slice, bytes)
      ? otherKind(slice, bytes, names, &unread) : text.number(slice, bytes, names: names)
  }

  /// An enumeration in another notation.
  @inline(never)
  private func otherKind(
    _ slice: Slice, _ bytes: RawSpan, _ names: [(name: String, number: Int16)],
    _ unread: inout RecordMarks
  ) -> Int16 {
    switch RecordNode(slice, bytes, quote: text.quote).scalar {
    case .absent: return -1
    case .value(.text(let value)):
      let whole = Slice(kind: .string, start: 0, end: value.count)
      return FieldText(quote: 1).number(whole, value.span.bytes, names: names)
    default:
      unread.add(.userKindUnread)
      return -1
    }
  }

  /// Empty, a placeholder, or a number that stands for none.
  @inline(never)
  private func isNothing(_ slice: Slice, _ bytes: RawSpan) -> Bool {
    if RecordFields.isEmpty(slice, bytes) { return true }
    switch RecordNode(slice, bytes, quote: text.quote).scalar {
    case .absent: return true
    case .value(.text(let value)):
      let whole = Slice(kind: .string, start: 0, end: value.count)
      return FieldText(quote: 1).integer(whole, value.span.bytes).map { $0 < 0 } ?? value.isEmpty
    default: return false
    }
  }

  private func lost(_ mark: RecordMarks, _ unread: inout RecordMarks) -> UInt32 {
    unread.add(mark)
    return 0
  }

  private static let starts = ["[{", "[[", "[\"", "['", "{\"", "{'", "@{"]

  /// The field, or its name in flat exports.
  private func either(_ key: AuditKey, _ flat: AuditKey, _ fields: RecordFields) -> Slice {
    fields[key].isAbsent ? fields[flat] : fields[key]
  }
}
