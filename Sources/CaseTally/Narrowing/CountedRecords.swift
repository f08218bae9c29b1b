import CaseModel

/// Records that a narrowed tally only counts: of one piece of evidence, of mailboxes outside the
/// scope, each once, with nothing that findings cite.
package struct CountedRecords: Equatable, Sendable {
  /// Unique mail access.
  package var bind: Int64 = 0
  package var sync: Int64 = 0
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

  package var mailAccess: Int64 { bind + sync }
  package var unique: Int64 { mailAccess + otherOperations }

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
