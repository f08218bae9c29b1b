import CaseModel

/// Mail access that an indicator matches directly, outside windows or mailboxes, by mailbox (R14).
struct OutsideTable {
  private struct Entry {
    var from: UTCTime
    var to: UTCTime
    var indicators: Set<String> = []
    var sources: [Int] = []
  }

  private var entries: [Int: Entry] = [:]

  mutating func add(_ record: Int, _ time: UTCTime, mailbox: Int, _ indicators: [String]) {
    var entry = entries[mailbox] ?? Entry(from: time, to: time)
    entry.to = max(entry.to, time)
    entry.indicators.formUnion(indicators)
    entry.sources.append(record)
    entries[mailbox] = entry
  }

  /// Sorted by first access, then mailbox.
  func findings(_ evidence: ResolvedEvidence) -> [OutsideScope] {
    entries.sorted { ($0.value.from, $0.key) < ($1.value.from, $1.key) }.map { mailbox, entry in
      OutsideScope(
        mailbox: evidence.mailboxes[mailbox], from: entry.from, to: entry.to,
        records: entry.sources.count,
        indicators: entry.indicators.sorted { EvidenceText($0) < EvidenceText($1) },
        sources: entry.sources)
    }
  }
}
