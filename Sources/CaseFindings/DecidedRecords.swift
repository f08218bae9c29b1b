import CaseModel
import CaseTally

/// What records add up to by the decision about them: whose access it was, and what they did.
struct DecidedRecords {
  private let evidence: ResolvedEvidence
  private let decisions: RecordDecisions
  private let scoped: ScopedMailboxes
  private let request: FindingsRequest

  /// By mailbox of the scope.
  private(set) var access: [AttackerAccess]
  private(set) var hours: [HourCounts]
  private(set) var messages: AccessedMessages
  private(set) var contexts: ContextTable
  private(set) var outside = OutsideTable()
  private(set) var anomalies = AnomalyList()
  private(set) var acquisition: AcquisitionTable
  private(set) var attribution = AttributionCounts()
  private(set) var unread = UnreadTable()
  private(set) var acts = ActTable()
  /// By mailbox of the scope.
  private(set) var lost: [LostItems]
  /// By mailbox of the scope.
  private(set) var contested: [ContestedMessages]
  /// By mailbox of the scope: the attacker's last access, in a window or not.
  private(set) var lastAccess: [(time: UTCTime, record: RecordIndex)?]
  /// By context: of a mailbox of the scope, or by somebody who has one.
  private let isConcerned: [Bool]

  init(
    _ evidence: ResolvedEvidence, _ decisions: RecordDecisions, _ scoped: ScopedMailboxes,
    _ request: FindingsRequest
  ) {
    self.evidence = evidence
    self.decisions = decisions
    self.scoped = scoped
    self.request = request
    access = scoped.mailboxes.map { _ in AttackerAccess() }
    hours = scoped.mailboxes.map { _ in HourCounts() }
    messages = AccessedMessages(messages: evidence.messages.count)
    acquisition = AcquisitionTable(messages: evidence.messages.count)
    contexts = ContextTable(count: evidence.contexts.count)
    lastAccess = scoped.mailboxes.map { _ in nil }
    lost = scoped.mailboxes.map { _ in LostItems() }
    contested = scoped.mailboxes.map { _ in ContestedMessages() }
    isConcerned = scoped.concerned(evidence.contexts)
    for record in evidence.records { add(record) }
    addPossiblyLinked()
    addElsewhere()
    messages.finish()
    contexts.finish(evidence, decisions.table, scoped)
  }

  // MARK: - One record

  private mutating func add(_ index: RecordIndex) {
    let record = evidence.record(index)
    let context = decisions.contexts[index]
    let mailbox = scoped.index(of: evidence.contexts.mailbox(context))
    let decision = decisions.decisions[index]
    let kind = decisions.kinds[decision]
    if record.row.marks.intersects(.unreadOrLossy) { unread.add(index, record, evidence) }
    if record.row.marks.intersects(.attributionUnread) {
      unread.noteAnchor(index, record, kind, evidence, context)
    }
    if record.isMailAccess {
      contexts.add(record, context, decision, decisions)
    } else {
      addOther(index, record, context, kind, mailbox)
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

  /// A record that is no mail access: other ways that mail left, and the attacker's acts.
  private mutating func addOther(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ context: ContextIndex,
    _ kind: AttributionClass, _ mailbox: ScopedIndex?
  ) {
    // That every access counts is assumed of the mailboxes of the scope.
    let counts = kind.isAttackers && (kind != .assumption || isConcerned[context])
    acquisition.add(index, record, context, kind, counts: counts, evidence)
    if kind == .attacker || kind.isLinked {
      acts.add(index, record, context, isInScope: isInScope(record, context, mailbox), evidence)
    }
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

  // MARK: - When all are in

  /// Mail access that is not known not to be the attacker's: its own session, address or user could
  /// not be understood, or those of a record that it may be linked to (R22).
  private mutating func addPossiblyLinked() {
    if !unread.hasAnchors { return }
    for index in evidence.records {
      let record = evidence.record(index)
      let context = decisions.contexts[index]
      guard record.isMailAccess,
        let mailbox = scoped.index(of: evidence.contexts.mailbox(context)),
        scoped.isInWindow(mailbox, record.row.time),
        !decisions.kinds[decisions.decisions[index]].isAttackers,
        unread.mayBeAttackers(record.row, evidence.contexts.rows[context])
      else { continue }
      access[mailbox].addUnattributed(
        index, record, evidence, isOwn: UnreadTable.isUnattributed(record.row))
    }
  }

  /// Records of other mailboxes that a narrowed tally only counts.
  private mutating func addElsewhere() {
    for counted in evidence.elsewhere.files.values {
      attribution.otherMailbox += Int(counted.mailAccess)
    }
    for operation in evidence.elsewhere.operations { acquisition.hold(evidence.texts[operation]) }
  }
}
