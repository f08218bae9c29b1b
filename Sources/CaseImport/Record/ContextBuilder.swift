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
    addNames(to: &row, walk.fields, bytes, wrapper, wrapperBytes, &memo, &unread, &texts)
    let application = addLinks(to: &row, walk.fields, bytes, &memo, &unread, &texts)
    let lost = RecordMarks.contextUnread
    row.client = value(walk.fields[.clientInfoString], bytes, .clientUnread, &unread, &texts)
    if row.client == 0 {
      row.client = value(walk.fields[.actorInfoString], bytes, .clientUnread, &unread, &texts)
    }
    let address = either(.clientIPAddress, .clientAddressFlat, walk.fields)
    let first = named(address, bytes, lost, &memo, &unread, &texts)
    let second = named(walk.fields[.clientIP], bytes, lost, &memo, &unread, &texts)
    let third = named(walk.fields[.actorIpAddress], bytes, lost, &memo, &unread, &texts)
    row.addresses = memo.list(
      (AddressField.clientIPAddress.rawValue, first), (AddressField.clientIP.rawValue, second),
      (AddressField.actorIpAddress.rawValue, third), &texts)
    let app = named(walk.fields[.appId], bytes, .applicationUnread, &memo, &unread, &texts)
    let client = named(walk.fields[.clientAppId], bytes, .applicationUnread, &memo, &unread, &texts)
    row.applications = memo.list(
      (ApplicationField.appId.rawValue, app), (ApplicationField.clientAppId.rawValue, client),
      (ApplicationField.accessContextClientAppId.rawValue, application), &texts)
    addKinds(to: &row, walk.fields, bytes, &unread)
    walk.fields.unread.add(unread)
    return row
  }

  /// Whose mailbox it is, and whose access.
  @inline(__always)
  private func addNames(
    to row: inout ContextRow, _ fields: RecordFields, _ bytes: RawSpan, _ wrapper: RecordWrapper,
    _ wrapperBytes: RawSpan, _ memo: inout TextMemo, _ unread: inout RecordMarks,
    _ texts: inout ByteInterner
  ) {
    let none = RecordMarks(rawValue: 0)
    row.organization = memo.lowercase(
      value(fields[.organizationId], bytes, none, &unread, &texts), &texts)
    row.mailboxGuid = memo.lowercase(
      value(fields[.mailboxGuid], bytes, none, &unread, &texts), &texts)
    row.mailboxName = named(fields[.mailboxOwnerUPN], bytes, none, &memo, &unread, &texts)
    if row.mailboxName == 0 {
      row.mailboxName = named(
        fields[.mailboxResolvedOwnerName], bytes, none, &memo, &unread, &texts)
    }
    row.user = value(fields[.userId], bytes, .contextUnread, &unread, &texts)
    if row.user == 0 {
      row.user = value(fields[.logonUserDisplayName], bytes, none, &unread, &texts)
    }
    if row.user == 0 { row.user = outer.intern(wrapper.user, wrapperBytes, into: &texts) }
  }

  /// Session, device and token; returns the application that AppAccessContext names.
  @inline(__always)
  private func addLinks(
    to row: inout ContextRow, _ fields: RecordFields, _ bytes: RawSpan, _ memo: inout TextMemo,
    _ unread: inout RecordMarks, _ texts: inout ByteInterner
  ) -> UInt32 {
    let access = AccessContext(fields, bytes, text)
    let device = DeviceSession(fields, bytes, text)
    row.session = memo.lowercase(
      value(fields[.sessionId], bytes, .linkUnread, &unread, &texts), &texts)
    if row.session == 0 {
      row.session = memo.lowercase(
        said(fields.contextSession, access.session, bytes, .linkUnread, &unread, &texts), &texts)
    }
    if row.session == 0 {
      row.session = memo.lowercase(
        said(fields.deviceSession, device.session, bytes, .linkUnread, &unread, &texts), &texts)
      if row.session == 0, device.isUnread { unread.add(.linkUnread) }
    }
    row.device = value(fields[.deviceId], bytes, .deviceUnread, &unread, &texts)
    if row.device == 0 {
      row.device = said(
        fields.contextDevice, access.device, bytes, .deviceUnread, &unread, &texts)
    }
    if row.device == 0 {
      row.device = said(fields.signInDevice, device.device, bytes, .deviceUnread, &unread, &texts)
    }
    row.device = memo.lowercase(row.device, &texts)
    if row.device == 0, device.isUnread { unread.add(.deviceUnread) }
    row.token = memo.named(
      said(fields.contextToken, access.token, bytes, .linkUnread, &unread, &texts), texts)
    let application = memo.named(
      said(
        fields.contextClientAppId, access.application, bytes, .applicationUnread, &unread, &texts),
      texts)
    unread.add(access.unread(device: row.device, application: application))
    return application
  }

  /// What was read in another notation, or else the field.
  @inline(__always)
  private func said(
    _ slice: Slice, _ other: [UInt8]?, _ bytes: RawSpan, _ mark: RecordMarks,
    _ unread: inout RecordMarks, _ texts: inout ByteInterner
  ) -> UInt32 {
    if let other { return texts.intern(other) }
    return value(slice, bytes, mark, &unread, &texts)
  }

  /// The number of a text that is no placeholder.
  @inline(__always)
  private func named(
    _ slice: Slice, _ bytes: RawSpan, _ mark: RecordMarks, _ memo: inout TextMemo,
    _ unread: inout RecordMarks, _ texts: inout ByteInterner
  ) -> UInt32 {
    memo.named(value(slice, bytes, mark, &unread, &texts), texts)
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
