import CaseModel

/// Unique records as findings count them. The rules stand here once: for the records of a case, and
/// for those of which a narrowed tally keeps no more than their number.
package struct CountedRecords: Equatable, Sendable {
  /// Mail access.
  package var bind: Int64 = 0
  package var sync: Int64 = 0
  /// Mail access that neither items nor a folder place (R1). Of a narrowed tally none: findings name
  /// such a record, so it stays.
  package var accessTypeUnknown: Int64 = 0
  package var throttled: Int64 = 0
  package var throttledNotStated: Int64 = 0
  /// With lost lists of items (R17).
  package var flattened: Int64 = 0
  /// Whose OperationCount is not the number of items.
  package var countMismatches: Int64 = 0
  /// By somebody who does not own the mailbox.
  package var byOthers: Int64 = 0
  /// No mail access.
  package var otherOperations: Int64 = 0
  /// Of an administrator (record type 1).
  package var administration: Int64 = 0

  package var mailAccess: Int64 { bind + sync + accessTypeUnknown }
  package var unique: Int64 { mailAccess + otherOperations }

  package init() {}

  /// One record.
  ///
  /// - Parameters:
  ///   - access: as R1 places it.
  ///   - named: its items that are no folder.
  ///   - isOwner: by the user whose mailbox it is.
  package init(_ record: RecordRow, _ access: MailAccessType, named: Int, isOwner: Bool) {
    if record.recordType == 1 { administration = 1 }
    if !record.marks.contains(.mailAccess) {
      otherOperations = 1
      return
    }
    switch access {
    case .bind: bind = 1
    case .sync: sync = 1
    default: accessTypeUnknown = 1
    }
    if record.throttled == .yes { throttled = 1 }
    if record.throttled == .notStated { throttledNotStated = 1 }
    if record.marks.contains(.lossy) { flattened = 1 }
    if access == .bind, record.operationCount >= 0, Int(record.operationCount) != named {
      countMismatches = 1
    }
    if !isOwner { byOthers = 1 }
  }

  /// As a tally file writes them.
  static let counts: [WritableKeyPath<CountedRecords, Int64> & Sendable] = [
    \.bind, \.sync, \.throttled, \.throttledNotStated, \.flattened, \.countMismatches, \.byOthers,
    \.otherOperations, \.administration,
  ]

  mutating func add(_ other: CountedRecords) {
    for count in CountedRecords.counts { self[keyPath: count] += other[keyPath: count] }
  }
}

/// All that a narrowed tally only counts.
package struct CountedElsewhere: Sendable {
  /// By evidence: of the lowest copy of each record.
  package var files: [Int: CountedRecords] = [:]
  package var first: UTCTime?
  package var last: UTCTime?
  /// Texts: operations that are another way to acquire mail.
  package var operations: Set<UInt32> = []

  mutating func saw(_ time: UTCTime) {
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  /// - Parameter map: by text of the other, the text here.
  mutating func merge(_ other: CountedElsewhere, _ map: (UInt32) -> UInt32) {
    for (evidence, counted) in other.files {
      files[evidence, default: CountedRecords()].add(counted)
    }
    if let time = other.first { saw(time) }
    if let time = other.last { saw(time) }
    operations.formUnion(other.operations.map(map))
  }

  mutating func moveSources(_ move: (inout SourcePosition) -> Void) {
    var moved: [Int: CountedRecords] = [:]
    for (evidence, counted) in files {
      var place = SourcePosition(evidence: Int32(evidence), row: 0, offset: 0, length: 0)
      move(&place)
      moved[Int(place.evidence), default: CountedRecords()].add(counted)
    }
    files = moved
  }
}
