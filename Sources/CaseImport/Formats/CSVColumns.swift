/// A column whose name is a key of a record.
struct NamedColumn: Equatable, Sendable {
  var index: Int
  var key: AuditKey
  /// The name ends in `[UTC]`, as the Sentinel portal writes times.
  var isUTC: Bool

  /// The columns of a header that casefile knows, in its order; of several with one key the first.
  static func all(
    _ fields: [CSVRows.Field], _ bytes: RawSpan, _ keys: AuditKeyTable
  ) -> [NamedColumn] {
    var seen: Set<AuditKey> = []
    var named: [NamedColumn] = []
    for (index, field) in fields.enumerated() {
      let (end, isUTC) = nameEnd(field, bytes)
      guard let key = keys.find(bytes, field.start, end), seen.insert(key).inserted else {
        continue
      }
      named.append(NamedColumn(index: index, key: key, isUTC: isUTC))
    }
    return named
  }

  private static func nameEnd(_ field: CSVRows.Field, _ bytes: RawSpan) -> (Int, isUTC: Bool) {
    let mark: StaticString = "[UTC]"
    let start = field.end - mark.utf8CodeUnitCount
    guard start > field.start,
      (0..<mark.utf8CodeUnitCount).allSatisfy({ bytes[start + $0] == mark.utf8Start[$0] })
    else { return (field.end, false) }
    return (start, true)
  }
}

/// Where the columns stand that say what a record's JSON may lack, and where the record is.
struct CSVColumns: Equatable, Sendable {
  var count: Int
  /// The record as JSON; `nil` where its fields stand in columns of their own.
  var auditData: Int?
  var operation: Int?
  var user: Int?
  var time: Int?
  var recordType: Int?
  /// Of the record's id; the first that says something counts (R2).
  var ids: [Int]
  var resultIndex: Int?
  var resultCount: Int?

  /// `nil` where the columns are not those of an export.
  init?(count: Int, _ named: [NamedColumn]) {
    let byKey = Dictionary(named.map { ($0.key, $0.index) }) { first, _ in first }
    self.count = count
    auditData = byKey[.auditData] ?? byKey[.rawEventData] ?? byKey[.raw] ?? byKey[.eventOriginal]
    operation = byKey[.operation] ?? byKey[.operations]
    user = byKey[.userPrincipalName] ?? byKey[.userId] ?? byKey[.userIds]
    time = byKey[.createdDateTime] ?? byKey[.creationDate] ?? byKey[.creationTime]
    recordType = byKey[.recordType]
    ids = [.recordId, .identity, .id].compactMap { byKey[$0] }
    resultIndex = byKey[.resultIndex]
    resultCount = byKey[.resultCount]
    if auditData == nil, !CSVColumns.isRecord(Set(byKey.keys)) { return nil }
  }

  /// An operation, and a time and a person beside it.
  private static func isRecord(_ keys: Set<AuditKey>) -> Bool {
    let operations: Set<AuditKey> = [.operation, .operations]
    let times: Set<AuditKey> = [
      .creationTime, .creationDate, .createdDateTime, .timeGenerated, .lastAccessed, .startTime,
    ]
    let persons: Set<AuditKey> = [
      .userId, .userIds, .userPrincipalName, .mailboxGuid, .mailboxOwnerUPN,
      .mailboxResolvedOwnerName, .logonUserDisplayName,
    ]
    return [operations, times, persons].allSatisfy { !keys.isDisjoint(with: $0) }
  }
}
