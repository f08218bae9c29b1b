import CaseModel

/// Objects that carry an audit record inside, as JSON or as JSON text.
enum JSONWrapper {
  private static let outerNames = RecordFields.set([
    .createdDateTime, .creationDate, .identity, .recordId, .officeId, .sourceRecordId,
    .operations, .userPrincipalName, .userIds, .timeGenerated, .lastAccessed, .startTime,
  ])

  /// Objects inside AuditData that hold members of the record: Graph's since v1.0, and what the SDK
  /// makes of members that it does not know.
  static let innerKeys = RecordFields.set([.dynamicProperties, .additionalProperties])

  private static let operationNames = RecordFields.set([.operation, .operations])
  private static let timeNames = RecordFields.set([
    .creationTime, .createdDateTime, .creationDate, .timeGenerated, .lastAccessed, .startTime,
  ])
  private static let mailboxNames = RecordFields.set([
    .mailboxGuid, .mailboxOwnerUPN, .mailboxResolvedOwnerName,
  ])
  private static let itemNames = RecordFields.set([
    .folders, .item, .operationProperties, .internetMessageId, .mailAccessType,
  ])

  /// The object is no record, or lacks what every mail access has: the record may stand further down.
  static func lacksRecord(_ fields: RecordFields) -> Bool {
    if !fields.hasAny(operationNames) || !fields.hasAny(timeNames) { return true }
    if fields.isOther { return false }
    return !fields.hasAny(mailboxNames) || !fields.hasAny(itemNames)
  }

  /// AuditData with the members of the objects inside it beside its own, which go before them; `nil` where
  /// one of those objects cannot be read.
  static func merged(_ bytes: RawSpan, _ object: Range<Int>) -> [UInt8]? {
    var json = [UInt8(ascii: "{")]
    if !merge(bytes, object, 1, into: &json) { return nil }
    json.append(UInt8(ascii: "}"))
    return json
  }

  private static func merge(
    _ bytes: RawSpan, _ object: Range<Int>, _ depth: Int, into json: inout [UInt8]
  ) -> Bool {
    var own: [UInt8] = []
    var isRead = true
    // The object was passed once already: it cannot fail.
    try? JSONMembers.forEach(bytes, object) { name, value in
      let isInner =
        JSONMembers.isNamed(name, "dynamicproperties", bytes)
        || JSONMembers.isNamed(name, "additionalproperties", bytes)
      if isInner, !RecordFields.isEmpty(value, bytes) {
        isRead = depth < JSONDescent.deepest && mergeInner(value, bytes, depth, into: &json)
      } else {
        if !own.isEmpty { own.append(UInt8(ascii: ",")) }
        own.append(contentsOf: JSONMembers.raw(name, bytes))
        own.append(UInt8(ascii: ":"))
        own.append(contentsOf: JSONMembers.raw(value, bytes))
      }
      return isRead
    }
    if json.count > 1, !own.isEmpty { json.append(UInt8(ascii: ",")) }
    json += own
    return isRead
  }

  /// An object, or one as text.
  private static func mergeInner(
    _ value: Slice, _ bytes: RawSpan, _ depth: Int, into json: inout [UInt8]
  ) -> Bool {
    if value.kind == .object {
      return merge(bytes, value.start..<value.end, depth + 1, into: &json)
    }
    guard value.isString else { return false }
    var text: [UInt8] = []
    JSONText.decode(value, bytes, quote: 1, into: &text)
    return isObject(text) && merge(text.span.bytes, 0..<text.count, depth + 1, into: &json)
  }

  private static func isObject(_ text: [UInt8]) -> Bool {
    guard text.first == UInt8(ascii: "{") else { return false }
    var position = 0
    let span = text.span.bytes
    return (try? JSONScan.pass(span, &position, text.count, quote: 1, depth: 1)) != nil
  }

  /// The object may carry a record.
  static func isPossible(_ fields: RecordFields) -> Bool {
    fields.hasAny(JSONRowKinds.all.carriers)
  }

  /// The record in an object that was walked, and the number of the path to it; `nil` where the object
  /// is the record.
  static func record(in walk: RecordWalk, _ bytes: RawSpan) -> (record: Slice, path: Int)? {
    let isRecord = !walk.fields[.creationTime].isAbsent && !walk.fields[.operation].isAbsent
    if isRecord, walk.fields[.auditData].isAbsent { return nil }
    let paths = JSONRowKinds.all.paths
    for (number, path) in paths.enumerated() where !isRecord || path == [.auditData] {
      var slice = walk.fields[path[0]]
      for key in path.dropFirst() { slice = member(key, of: slice, walk, bytes) }
      if slice.kind == .object || (slice.kind == .string && slice.end > slice.start) {
        return (slice, number)
      }
    }
    return nil
  }

  /// What an object that is the record itself says under other names; nothing where it has none.
  static func ownFields(_ fields: RecordFields, _ bytes: RawSpan) -> RecordWrapper {
    fields.hasAny(outerNames) ? self.fields(fields, bytes) : RecordWrapper()
  }

  /// Names of a record's id outside it; the first that says something counts (R2).
  private static let idNames: [AuditKey] = [
    .identity, .recordId, .officeId, .sourceRecordId, .id,
  ]

  /// What the wrapper says itself. Graph's `userPrincipalName` is the classic UserId, its `userId`
  /// the classic UserKey; a flat export's TimeGenerated and OfficeId stand for time and id.
  static func fields(_ fields: RecordFields, _ bytes: RawSpan) -> RecordWrapper {
    func first(_ left: Slice, _ right: Slice) -> Slice { left.isAbsent ? right : left }
    let outerTime = first(fields[.createdDateTime], fields[.creationDate])
    let text = FieldText(quote: 1)
    let idName = idNames.first { RecordBuilder.isId(fields[$0], bytes, text) }
    return RecordWrapper(
      operation: first(fields[.operation], fields[.operations]),
      user: first(fields[.userPrincipalName], first(fields[.userIds], fields[.userId])),
      time: first(
        first(outerTime, first(fields[.timeGenerated], fields[.creationTime])),
        first(fields[.lastAccessed], fields[.startTime])),
      recordType: fields[.recordType], id: idName.map { fields[$0] } ?? .absent)
  }

  private static func member(
    _ wanted: AuditKey, of slice: Slice, _ walk: RecordWalk, _ bytes: RawSpan
  ) -> Slice {
    guard slice.kind == .object else { return .absent }
    var position = slice.start
    var isFirst = true
    do throws(JSONFault) {
      while true {
        let key = try walk.nextKey(bytes, &position, slice.end, quote: 1, &isFirst)
        if case .end = key { return .absent }
        let value = try JSONScan.value(bytes, &position, slice.end, quote: 1, depth: 0)
        if case .known(wanted) = key { return value }
      }
    } catch {
      // The object was passed once already: it cannot fail.
    }
    return .absent
  }
}
