/// A column whose name is a key of a record, or the path of something in one.
struct NamedColumn: Equatable, Sendable {
  var index: Int
  var key: AuditKey
  /// As the record has it; of a path, as the header has it.
  var name: [UInt8]
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
      let written = (field.start..<end).map { bytes[$0] }
      let key: AuditKey
      switch keys.find(bytes, field.start, end).map(FlattenedNames.Meaning.member)
        ?? FlattenedNames.meaning(written, keys)
      {
      case .member(let member): key = member
      case .path: key = .flattened
      case nil: continue
      }
      // Of several columns with one key the first.
      if !seen.insert(key).inserted, key != .flattened { continue }
      named.append(
        NamedColumn(
          index: index, key: key, name: key == .flattened ? written : Array(key.name.utf8),
          isUTC: isUTC))
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
  /// Other columns that may hold it too: `_raw` beside AuditData.
  var otherRecords: [Int] = []
  /// Those whose names say nothing.
  var unnamed: [Int] = []
  var operation: Int?
  var user: Int?
  var time: Int?
  var recordType: Int?
  /// Of the record's id; the first that says something counts (R2).
  var ids: [Int]
  /// The format that the columns are of, as a bit.
  var format: UInt64
  var resultIndex: Int?
  var resultCount: Int?
  var searchMetadata: Int?
  var moreRecords: Int?
  /// The header as it stands, where it names nothing known: the record is looked for in every cell.
  var searched: [UInt8]?

  init(searching header: [UInt8], count: Int) {
    searched = header
    self.count = count
    ids = []
    format = NumberedFormat.bit(of: .wrappedCSV)
  }

  /// `nil` where the columns are not those of an export.
  init?(count: Int, _ named: [NamedColumn]) {
    let byKey = Dictionary(named.map { ($0.key, $0.index) }) { first, _ in first }
    let records = CSVColumns.recordColumns.filter { byKey[$0] != nil }
    let format = CSVColumns.formats.first { $0.fits(Set(byKey.keys), record: records.first) }
    if records.isEmpty, format == nil { return nil }
    let numbered = format ?? CSVColumns.others
    self.format = 1 << UInt64(numbered.number)
    self.count = count
    let places = records.compactMap { byKey[$0] }
    let data = places.first
    auditData = data
    unnamed = Set(0..<count).subtracting(named.map(\.index)).sorted()
    otherRecords = Set(places).subtracting(data.map { [$0] } ?? []).sorted()
    operation = byKey[.operation] ?? byKey[.operations]
    user = byKey[.userPrincipalName] ?? byKey[.userId] ?? byKey[.userIds]
    time = byKey[.createdDateTime] ?? byKey[.creationDate] ?? byKey[.creationTime]
    recordType = byKey[.recordType]
    ids = [.recordId, .identity, .id].compactMap { byKey[$0] }
    resultIndex = byKey[.resultIndex]
    resultCount = byKey[.resultCount]
    searchMetadata = byKey[.auditSearchRequestMetadata]
    moreRecords = byKey[.moreRecordsAvailable]
  }

  // MARK: - Formats

  private static let formats = NumberedFormat.all(.csv)
  private static let others = NumberedFormat.others(.csv)
  /// Those that may hold the record as JSON; the first of a header does.
  private static let recordColumns = formats.flatMap { $0.format.rows.compactMap(\.record.first) }
}
