import CaseModel

/// Mail access that an indicator matches directly, outside windows or mailboxes, by mailbox (R14).
struct OutsideTable {
  private struct Entry {
    var from: UTCTime
    var to: UTCTime
    var indicators: Set<String> = []
    var sources: [RecordIndex] = []
  }

  private var entries: [MailboxIndex: Entry] = [:]

  mutating func add(
    _ record: RecordIndex, _ time: UTCTime, _ mailbox: MailboxIndex, _ indicators: [String]
  ) {
    var entry = entries[mailbox] ?? Entry(from: time, to: time)
    entry.to = max(entry.to, time)
    entry.indicators.formUnion(indicators)
    entry.sources.append(record)
    entries[mailbox] = entry
  }

  /// Sorted by first access, then mailbox.
  func findings(
    _ evidence: ResolvedEvidence, citing citations: inout Citations
  ) -> [OutsideScope] {
    entries.sorted { ($0.value.from, $0.key) < ($1.value.from, $1.key) }.map { mailbox, entry in
      OutsideScope(
        mailbox: evidence.mailboxes[mailbox], from: entry.from, to: entry.to,
        records: entry.sources.count,
        indicators: entry.indicators.sorted { EvidenceText($0) < EvidenceText($1) },
        sources: citations.cite(entry.sources))
    }
  }
}
