import CaseModel

/// `AppAccessContext` in a notation that is not read in place: session, token and application (R7, R22).
///
/// A list of them says what the first says that says something.
struct AccessContext {
  private(set) var session: [UInt8]?
  private(set) var token: [UInt8]?
  private(set) var application: [UInt8]?
  private(set) var device: [UInt8]?
  /// Something in it could not be understood.
  private(set) var isUnread = false

  init() {}

  /// Nothing where it is an object of plain texts, which was read on the way.
  init(_ fields: RecordFields, _ bytes: RawSpan, _ text: FieldText) {
    let slice = fields[.appAccessContext]
    if RecordFields.isEmpty(slice, bytes) { return }
    let inner = [
      fields.contextSession, fields.contextToken, fields.contextClientAppId, fields.contextDevice,
    ]
    if slice.kind == .object, inner.allSatisfy(\.isScalar),
      !inner.allSatisfy(\.isAbsent) || slice.end - slice.start < 3
    {
      return
    }
    read(RecordNode(slice, bytes, quote: text.quote), depth: 0)
  }

  /// What of it is not known, of which nothing else of the record speaks.
  func unread(device: UInt32, application: UInt32) -> RecordMarks {
    if !isUnread { return RecordMarks(rawValue: 0) }
    var unread = RecordMarks.linkUnread
    if device == 0 { unread.add(.deviceUnread) }
    if application == 0 { unread.add(.applicationUnread) }
    return unread
  }

  private mutating func read(_ node: RecordNode, depth: Int) {
    if depth > RecordNode.deepest {
      isUnread = true
      return
    }
    switch node.understood() {
    case .absent: return
    case .unread: isUnread = true
    case .value(.list(let list)):
      for element in list { read(element, depth: depth + 1) }
    case .value(.object):
      // Also as a list of names and values.
      let members = NamesAndValues(node)
      if members.isUnread { isUnread = true }
      session = session ?? text(members.value("aadsessionid"))
      token = token ?? text(members.value("uniquetokenid"))
      application = application ?? text(members.value("clientappid"))
      device = device ?? text(members.value("deviceid"))
    case .value(.text(let text)):
      if let members = FieldNotation.bareMembers(text) {
        read(members, depth: depth + 1)
      } else {
        isUnread = true
      }
    case .value: isUnread = true
    }
  }

  private mutating func text(_ value: RecordNode?) -> [UInt8]? {
    guard let value else { return nil }
    switch value.scalar {
    case .value(.text(let text)): return text
    case .absent: return nil
    default:
      isUnread = true
      return nil
    }
  }
}

/// `DeviceProperties[Name=SessionId]` in a notation that is not read in place (R7, R22).
struct DeviceSession {
  private(set) var session: [UInt8]?
  private(set) var device: [UInt8]?
  private(set) var isUnread = false

  /// Nothing where it is a list of {Name, Value}, which was read on the way.
  init(_ fields: RecordFields, _ bytes: RawSpan, _ text: FieldText) {
    let slice = fields[.deviceProperties]
    if RecordFields.isEmpty(slice, bytes) { return }
    if slice.kind == .array, !fields.hasOtherNotation { return }
    let pairs = NamesAndValues(slice, bytes, quote: text.quote)
    isUnread = pairs.isUnread
    session = read(pairs.value("sessionid"))
    device = read(pairs.value("id"))
  }

  private mutating func read(_ value: RecordNode?) -> [UInt8]? {
    switch value?.scalar {
    case .value(.text(let text))?: return text
    case nil, .absent?: return nil
    default:
      isUnread = true
      return nil
    }
  }
}
