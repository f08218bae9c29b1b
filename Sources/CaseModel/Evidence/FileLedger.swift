/// What one evidence file held: one line of the completeness ledger (R18).
package struct FileLedger: Hashable, Sendable {
  package var evidence: Int
  package var rows: Int64 = 0
  package var records: Int64 = 0
  package var mailAccess: Int64 = 0
  package var rejected: Int64 = 0
  package var first: UTCTime?
  package var last: UTCTime?
  /// Rows by the `ResultCount` that their wrapper states, with the indexes seen.
  package var results: [Int64: ResultRun] = [:]
  /// Rows whose `ResultIndex` is −1, or 0 of 0: the service gave up on the search.
  package var failedResults: Int64 = 0
  /// Rejected rows whose AuditData ends near 3,060, 10,000 or 32,767 characters.
  package var cutLengths: [Int64: Int64] = [:]

  /// Mail-access records whose list of items an export flattened or cut (R17).
  package var lossy: Int64 = 0
  /// Lists of JSON that are open where the file ends.
  package var unclosedLists = 0
  /// The last row of CSV has fewer fields than the header: 1, and 0 where it has all.
  package var shortLastRows: Int64 = 0
  /// What the rows were that became records, by the names in the register; in no tally.
  package var formats: Set<String> = []

  package init(evidence: Int) { self.evidence = evidence }

  package mutating func saw(_ time: UTCTime) {
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  package mutating func merge(_ other: FileLedger) {
    rows += other.rows
    records += other.records
    mailAccess += other.mailAccess
    rejected += other.rejected
    if let time = other.first { saw(time) }
    if let time = other.last { saw(time) }
    for (count, run) in other.results { results[count, default: ResultRun()].merge(run) }
    failedResults += other.failedResults
    lossy += other.lossy
    unclosedLists += other.unclosedLists
    shortLastRows += other.shortLastRows
    formats.formUnion(other.formats)
    for (length, count) in other.cutLengths { cutLengths[length, default: 0] += count }
  }
}

/// The rows of one search result, as `ResultIndex` and `ResultCount` state them.
package struct ResultRun: Hashable, Sendable {
  package var rows: Int64 = 0
  package var highestIndex: Int64 = 0

  package init() {}

  package mutating func merge(_ other: ResultRun) {
    rows += other.rows
    highestIndex = max(highestIndex, other.highestIndex)
  }
}
