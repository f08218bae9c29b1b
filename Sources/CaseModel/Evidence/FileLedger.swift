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
  /// Records of which a member is there and could not be understood (R22).
  package var unread: Int64 = 0
  /// Lists of JSON that are open where the file ends.
  package var unclosedLists = 0
  /// The last row of CSV has fewer fields than the header: 1, and 0 where it has all.
  package var shortLastRows: Int64 = 0
  /// Rejected rows whose ResultIndex could not be read: they are no gap of it.
  package var unindexedRejects: Int64 = 0
  /// Of the pages that say something of themselves; in no order.
  package var pages: [StatedPage: Int] = [:]
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
    unread += other.unread
    unclosedLists += other.unclosedLists
    shortLastRows += other.shortLastRows
    unindexedRejects += other.unindexedRejects
    for (page, count) in other.pages { pages[page, default: 0] += count }
    formats.formUnion(other.formats)
    for (length, count) in other.cutLengths { cutLengths[length, default: 0] += count }
  }
}

/// The rows of one search result, as `ResultIndex` and `ResultCount` state them.
package struct ResultRun: Hashable, Sendable {
  package var rows: Int64 = 0
  package var highestIndex: Int64 = 0
  /// Rows whose `moreRecordsAvailable` is true, and false: the service's own word.
  package var more: Int64 = 0
  package var noMore: Int64 = 0

  package init() {}

  /// What a row says of whether the search has more.
  package mutating func note(_ isMore: Bool) {
    more += isMore ? 1 : 0
    noMore += isMore ? 0 : 1
  }

  package mutating func merge(_ other: ResultRun) {
    rows += other.rows
    more += other.more
    noMore += other.noMore
    highestIndex = max(highestIndex, other.highestIndex)
  }
}
