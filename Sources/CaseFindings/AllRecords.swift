import CaseModel
import CaseTally

/// What all records add up to, whoever's access they were: files, sums, auditing, coverage.
struct AllRecords {
  private let evidence: ResolvedEvidence
  private(set) var ledger: CompletenessLedger
  /// By mailbox of the scope.
  private(set) var timelines: [MailboxTimeline]
  private(set) var anomalies = AnomalyList()
  private(set) var changes: AuditChanges
  private(set) var forwarding = ForwardingPeriods()
  private(set) var totals = FindingsTotals()
  /// By record.
  private(set) var mailboxes = RecordMailboxes()
  private(set) var overlaps: ExportOverlaps
  private(set) var signIns = SignInContexts()
  /// By context: the user is the mailbox's owner.
  private let isOwner: [Bool]
  /// By context: its address fields name different addresses.
  private let addressesDisagree: [Bool]

  init(
    _ evidence: ResolvedEvidence, _ decisions: RecordDecisions, _ scoped: ScopedMailboxes,
    _ request: FindingsRequest, files: [Int: FileLedger]
  ) throws(FindingsProblem) {
    self.evidence = evidence
    ledger = CompletenessLedger(request.files, files, request.queries)
    overlaps = ExportOverlaps(ledger.files, evidence.rejects)
    timelines = scoped.mailboxes.map { _ in MailboxTimeline() }
    changes = AuditChanges(messages: evidence.messages.count)
    mailboxes.reserveCapacity(evidence.recordCount)
    isOwner = evidence.contexts.owners(evidence.mailboxes)
    addressesDisagree = evidence.contexts.addressesDisagree
    for record in evidence.records {
      let context = decisions.contexts[record]
      add(record, context, scoped.index(of: evidence.contexts.mailbox(context)))
    }
    addElsewhere()
    try ledger.finish(overlaps)
    totals.add(ledger)
  }

  private mutating func add(
    _ index: RecordIndex, _ context: ContextIndex, _ mailbox: ScopedIndex?
  ) {
    let record = evidence.record(index)
    mailboxes.append(mailbox)
    count(record, context)
    let settings = record.isMailAccess ? [] : evidence.settings(record.row)
    changes.add(index, record, settings, context, evidence)
    forwarding.add(index, record, settings, context, evidence)
    if let mailbox {
      overlaps.add(index, record.row, context, in: mailbox, evidence)
      timelines[mailbox].add(
        record, index, logonType: evidence.contexts.rows[context].logonType)
    }
    anomalies.add(record, index, addressesDisagree: addressesDisagree[context])
    if !record.isMailAccess { signIns.add(record.row.operation, context, evidence) }
  }

  /// In the files, and in the sums of the case.
  private mutating func count(_ record: ResolvedEvidence.Record, _ context: ContextIndex) {
    let counted = CountedRecords(
      record.row, record.access, named: named(record), isOwner: isOwner[context])
    ledger.add(counted, evidence: Int(record.source.evidence))
    totals.add(counted)
    if record.isConflict, record.isFirstOfId {
      ledger.addConflict(evidence: Int(record.source.evidence))
      totals.conflicts += 1
    }
  }

  /// Items that are no folder.
  private func named(_ record: ResolvedEvidence.Record) -> Int {
    if !record.isMailAccess { return 0 }
    var count = 0
    for number in record.row.items where !evidence.item(number).isFolder { count += 1 }
    return count
  }

  /// Records of other mailboxes that a narrowed tally only counts.
  private mutating func addElsewhere() {
    let elsewhere = evidence.elsewhere
    for (file, counted) in elsewhere.files {
      ledger.add(counted, evidence: file)
      totals.add(counted)
    }
    if let first = elsewhere.first { changes.saw(first) }
    if let last = elsewhere.last { changes.saw(last) }
    for operation in elsewhere.operations { signIns.hold(operation, evidence) }
  }
}
