import CaseModel
import CaseTally

/// One pass over the records, in the order of time and id: what each of them adds to every table.
///
/// Findings are made from a pass that is finished: nothing is added to its tables any more, and what
/// they refer to is sorted and numbered.
struct RecordPass {
  let evidence: ResolvedEvidence
  let decisions: RecordDecisions
  let request: FindingsRequest
  let scoped: ScopedMailboxes
  private(set) var ledger: CompletenessLedger

  /// By mailbox of the scope.
  private(set) var access: [AttackerAccess]
  private(set) var timelines: [MailboxTimeline]
  private(set) var hours: [HourCounts]
  private(set) var messages: AccessedMessages
  private(set) var contexts: ContextTable
  private(set) var outside = OutsideTable()
  private(set) var anomalies = AnomalyList()
  private(set) var changes = AuditChanges()
  private(set) var acquisition = AcquisitionTable()
  private(set) var forwarding = ForwardingPeriods()
  private(set) var totals = FindingsTotals()
  private(set) var attribution = AttributionCounts()
  private(set) var mailboxes = RecordMailboxes()
  private(set) var unread = UnreadTable()
  private(set) var acts = ActTable()
  private(set) var overlaps: ExportOverlaps
  private(set) var signIns = SignInContexts()
  /// By mailbox of the scope.
  private(set) var lost: [LostItems]
  /// By mailbox of the scope.
  private(set) var contested: [ContestedMessages]
  /// By mailbox of the scope: the attacker's last access, in a window or not.
  private(set) var lastAccess: [(time: UTCTime, record: RecordIndex)?]
  /// By context: the user is the mailbox's owner.
  private let isOwner: [Bool]
  /// By context: of a mailbox of the scope, or by somebody who has one.
  private let isConcerned: [Bool]
  /// By context: its address fields name different addresses.
  private let addressesDisagree: [Bool]

  init(
    _ evidence: ResolvedEvidence, _ attribution: AttributionTable, _ request: FindingsRequest,
    files: [Int: FileLedger]
  ) throws(FindingsProblem) {
    self.evidence = evidence
    self.request = request
    decisions = RecordDecisions(evidence, attribution)
    scoped = ScopedMailboxes(request.scope, evidence.mailboxes)
    ledger = CompletenessLedger(request.files, files, request.queries)
    overlaps = ExportOverlaps(ledger.files, evidence.rejects)
    access = scoped.mailboxes.map { _ in AttackerAccess() }
    timelines = scoped.mailboxes.map { _ in MailboxTimeline() }
    hours = scoped.mailboxes.map { _ in HourCounts() }
    messages = AccessedMessages(messages: evidence.messages.count)
    contexts = ContextTable(count: evidence.contexts.count)
    lastAccess = scoped.mailboxes.map { _ in nil }
    lost = scoped.mailboxes.map { _ in LostItems() }
    contested = scoped.mailboxes.map { _ in ContestedMessages() }
    mailboxes.reserveCapacity(evidence.recordCount)
    isOwner = evidence.contexts.owners(evidence.mailboxes)
    isConcerned = scoped.concerned(evidence.contexts)
    addressesDisagree = evidence.contexts.addressesDisagree
    for record in evidence.records { add(record) }
    addPossiblyLinked()
    addElsewhere()
    try finish()
  }

  // MARK: - One record

  private mutating func add(_ index: RecordIndex) {
    let record = evidence.record(index)
    let context = decisions.contexts[index]
    let mailbox = scoped.index(of: evidence.contexts.mailbox(context))
    mailboxes.append(mailbox)
    count(record, context)
    changes.add(index, record, context, evidence)
    if record.row.marks.intersects(.unreadOrLossy) { unread.add(index, record, evidence) }
    forwarding.add(index, record, context, evidence)
    if let mailbox {
      overlaps.add(index, record.row, context, in: mailbox, evidence)
      timelines[mailbox].add(
        record, index, logonType: evidence.contexts.rows[context].logonType)
    }
    anomalies.add(record, index, addressesDisagree: addressesDisagree[context])
    let decision = decisions.decisions[index]
    let kind = decisions.kinds[decision]
    if record.row.marks.intersects(.attributionUnread) {
      unread.noteAnchor(index, record, kind, evidence, context)
    }
    // That every access counts is assumed of the mailboxes of the scope.
    let counts = kind.isAttackers && (kind != .assumption || isConcerned[context])
    acquisition.add(index, record, context, kind, counts: counts, evidence)
    if record.isMailAccess { contexts.add(record, context, decision, decisions) }
    if !record.isMailAccess { signIns.add(record.row.operation, context, evidence) }
    if !record.isMailAccess, kind == .attacker || kind.isLinked {
      acts.add(index, record, context, isInScope: isInScope(record, context, mailbox), evidence)
    }
    if record.isMailAccess, let mailbox, record.row.marks.contains(.lossy) {
      lost[mailbox].add(kind, isInWindow: scoped.isInWindow(mailbox, record.row.time))
    }
    guard let mailbox, scoped.isInWindow(mailbox, record.row.time) else {
      addOutside(index, record, context, mailbox)
      return
    }
    addInside(index, record, context, mailbox)
  }

  /// A record that names no mailbox is of the tenant: the windows alone decide.
  private func isInScope(
    _ record: ResolvedEvidence.Record, _ context: ContextIndex, _ mailbox: ScopedIndex?
  ) -> Bool {
    if let mailbox { return scoped.isInWindow(mailbox, record.row.time) }
    if evidence.contexts.mailbox(context) != nil { return false }
    let windows = request.scope.windows
    return windows.isEmpty || windows.contains { $0.span.contains(record.row.time) }
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

  private func isAttackersMail(_ record: ResolvedEvidence.Record, _ kind: AttributionClass) -> Bool
  {
    kind.isAttackers && (record.isMailAccess || record.row.marks.contains(.attachmentAccess))
  }

  private mutating func addInside(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ context: ContextIndex,
    _ mailbox: ScopedIndex
  ) {
    let decision = decisions.decisions[index]
    let kind = decisions.kinds[decision]
    if isAttackersMail(record, kind) { lastAccess[mailbox] = (record.row.time, index) }
    if record.isMailAccess {
      hours[mailbox].add(record, kind)
      attribution.byClass[kind, default: 0] += 1
      if decisions.contested[decision] { addContested(record, decision, mailbox) }
      let who = evidence.contexts.rows[context]
      if who.session == 0, who.token == 0 { attribution.notLinkable += 1 }
    }
    guard isAttackersMail(record, kind) else { return }
    if !record.isMailAccess {
      access[mailbox].addAttachments(index, record, evidence, kind, context)
      return
    }
    if decisions.table.decisions[decision].alsoKnownGood { anomalies.add(.alsoKnownGood, index) }
    access[mailbox].add(index, record, evidence, kind, context, in: mailbox, to: &messages)
  }

  private mutating func addContested(
    _ record: ResolvedEvidence.Record, _ decision: DecisionIndex, _ mailbox: ScopedIndex
  ) {
    attribution.contested += 1
    if decisions.table.decisions[decision].contestedIsDecided { attribution.contestedDecided += 1 }
    contested[mailbox].add(record, evidence)
  }

  /// Mail access that is not known not to be the attacker's: its own session, address or user could
  /// not be understood, or those of a record that it may be linked to (R22).
  private mutating func addPossiblyLinked() {
    if !unread.hasAnchors { return }
    for index in evidence.records {
      let record = evidence.record(index)
      let context = decisions.contexts[index]
      guard record.isMailAccess, let mailbox = mailboxes[index],
        scoped.isInWindow(mailbox, record.row.time),
        !decisions.kinds[decisions.decisions[index]].isAttackers,
        unread.mayBeAttackers(record.row, evidence.contexts.rows[context])
      else { continue }
      access[mailbox].addUnattributed(
        index, record, evidence, isOwn: UnreadTable.isUnattributed(record.row))
    }
  }

  private mutating func addOutside(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ context: ContextIndex,
    _ mailbox: ScopedIndex?
  ) {
    let decision = decisions.decisions[index]
    let kind = decisions.kinds[decision]
    // An assumption is about the windows alone.
    if let mailbox, kind != .assumption, isAttackersMail(record, kind) {
      lastAccess[mailbox] = (record.row.time, index)
    }
    if !record.isMailAccess { return }
    if mailbox == nil { attribution.otherMailbox += 1 } else { attribution.outsideWindow += 1 }
    if !kind.isAttackers { return }
    if kind == .attacker, let own = evidence.contexts.mailbox(context) {
      let indicators = decisions.table.decisions[decision].indicators
      outside.add(index, record.row.time, own, indicators)
    }
    // A Bind record is written up to 2 minutes after the access (R16).
    let windows = mailbox.map { scoped[$0].windows } ?? []
    let isNear = windows.contains { window in
      TimeSpan(from: window.from + -120, to: window.to + 121).contains(record.row.time)
    }
    if isNear { anomalies.add(.boundaryRecord, index) }
  }

  /// Records of other mailboxes that a narrowed tally only counts.
  private mutating func addElsewhere() {
    let elsewhere = evidence.elsewhere
    for (file, counted) in elsewhere.files {
      ledger.add(counted, evidence: file)
      totals.add(counted)
      attribution.otherMailbox += Int(counted.mailAccess)
    }
    if let first = elsewhere.first { changes.saw(first) }
    if let last = elsewhere.last { changes.saw(last) }
    for operation in elsewhere.operations {
      acquisition.hold(evidence.texts[operation])
      signIns.hold(operation, evidence)
    }
  }

  // MARK: - When all are in

  private mutating func finish() throws(FindingsProblem) {
    messages.finish()
    try ledger.finish(overlaps)
    contexts.finish(evidence, decisions.table, scoped)
    totals.add(ledger)
    totals.add(messages, of: evidence)
    if attribution.sum != totals.uniqueMailAccess {
      throw .attributionDoesNotReconcile(
        counted: attribution.sum, expected: totals.uniqueMailAccess)
    }
  }

  /// By mailbox of the scope.
  var accessEnds: [AccessEnd?] {
    zip(scoped.mailboxes, lastAccess).map { mailbox, last in
      AccessEnd(mailbox, request.scope.accessEnds, last: last?.time)
    }
  }
}
