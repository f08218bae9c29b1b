/// Objects that carry an audit record inside, as JSON or as JSON text.
enum JSONWrapper {
  private static let outerNames = RecordFields.set([
    .createdDateTime, .creationDate, .identity, .recordId, .officeId, .sourceRecordId,
    .operations, .userPrincipalName, .userIds, .timeGenerated, .lastAccessed, .startTime,
  ])

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

/// Objects around a list of records: Graph's `{"@odata.context": …, "value": […]}`, and Elastic's
/// `{"took": …, "hits": {"hits": […]}}`.
enum JSONPage {
  private static let openers = [
    "@odata.context", "@odata.count", "@odata.nextLink", "took", "hits",
  ]

  /// The first letter of an opener stands behind the quote.
  private static func mayOpen(_ bytes: RawSpan, _ start: Int) -> Bool {
    var position = start
    JSONScan.skipBlanks(bytes, &position, bytes.byteCount)
    guard position + 1 < bytes.byteCount else { return true }
    let byte = bytes[position + 1]
    return byte == UInt8(ascii: "@") || byte == UInt8(ascii: "t") || byte == UInt8(ascii: "h")
  }

  /// A member that holds records.
  static func isList(_ name: Slice, _ bytes: RawSpan) -> Bool {
    let text = String(decoding: (name.start..<name.end).map { bytes[$0] }, as: UTF8.self)
    return text == "value" || text == "hits"
  }

  /// At a `{`. Behind the `[` of the list, and how many objects were entered; `nil` for no page.
  static func enter(_ bytes: RawSpan, _ start: Int) throws(JSONFault) -> (
    position: Int, objects: Int
  )? {
    var position = start
    let end = bytes.byteCount
    var objects = 0
    var isFirst = true
    while true {
      if isFirst {
        position += 1
        objects += 1
      }
      if objects == 1, isFirst, !mayOpen(bytes, position) { return nil }
      if try JSONScan.next(bytes, &position, end) != UInt8(ascii: "\"") { return nil }
      let slice = try JSONScan.string(bytes, &position, end, quote: 1)
      let name = String(
        decoding: (slice.start..<slice.end).map { bytes[$0] }, as: UTF8.self)
      if objects == 1, isFirst, !openers.contains(name) { return nil }
      isFirst = false
      if try JSONScan.next(bytes, &position, end) != UInt8(ascii: ":") { return nil }
      position += 1
      let byte = try JSONScan.next(bytes, &position, end)
      if name == "value" || name == "hits", byte == UInt8(ascii: "[") {
        return (position + 1, objects)
      }
      if name == "hits", byte == UInt8(ascii: "{") {
        isFirst = true
        continue
      }
      _ = try JSONScan.value(bytes, &position, end, quote: 1, depth: 0)
      if try JSONScan.next(bytes, &position, end) != UInt8(ascii: ",") { return nil }
      position += 1
    }
  }
}
