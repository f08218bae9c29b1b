import CaseModel
import CaseTally

/// Builds findings from resolved evidence and decided attribution, in one pass over the records.
struct FindingsBuilder {
  let evidence: ResolvedEvidence
  let decisions: RecordDecisions
  let request: FindingsRequest
  let scoped: ScopedMailboxes
  let ledgers: [Int: FileLedger]
  var ledger: CompletenessLedger

  var access: [AttackerAccess]
  var timelines: [MailboxTimeline]
  var hours: [HourCounts]
  var messages: MessageIndex
  var contexts: ContextTable
  var outside = OutsideTable()
  var findings: Findings
  var anomalies = AnomalyList()
  var changes = AuditChanges()
  var acquisition = AcquisitionTable()
  var forwarding = ForwardingPeriods()
  /// By record: the mailbox of the scope, or −1.
  var places: [Int32] = []
  /// By mailbox of the scope: the attacker's last access, in a window or not.
  private var lastAccess: [(time: UTCTime, record: Int)?]
  /// By context: the user is the mailbox's owner; its address fields name different addresses.
  private let isOwner: [Bool]
  private let isConcerned: [Bool]
  private let addressesDisagree: [Bool]

  init(
    _ evidence: ResolvedEvidence, _ attribution: AttributionTable, _ request: FindingsRequest,
    files: [Int: FileLedger]
  ) {
    self.evidence = evidence
    self.request = request
    decisions = RecordDecisions(evidence, attribution)
    scoped = ScopedMailboxes(request.scope, evidence.mailboxes)
    ledgers = files
    ledger = CompletenessLedger(request.files, files)
    access = scoped.mailboxes.map { _ in AttackerAccess() }
    timelines = scoped.mailboxes.map { _ in MailboxTimeline() }
    hours = scoped.mailboxes.map { _ in HourCounts() }
    findings = Findings(request: request)
    messages = MessageIndex(messages: evidence.messages.count)
    contexts = ContextTable(count: evidence.contexts.count)
    lastAccess = scoped.mailboxes.map { _ in nil }
    places.reserveCapacity(evidence.recordCount)
    isOwner = evidence.contexts.owners(evidence.mailboxes)
    isConcerned = scoped.concerned(evidence.contexts)
    addressesDisagree = evidence.contexts.addressesDisagree
  }

  mutating func answer(_ questions: FindingsQuestions) throws(FindingsProblem) -> FindingsAnswer {
    for index in 0..<evidence.recordCount { add(index) }
    addElsewhere()
    messages.finish()
    try ledger.finish()
    contexts.finish(evidence, decisions.table) { scoped.place($0) != nil }
    findings.rejected = evidence.rejects
    findings.namedMailboxes = evidence.mailboxes
    let folderNames = FolderNames(evidence, places: places)
    let rejected = rejectedAccess()
    for place in scoped.mailboxes.indices {
      findings.mailboxes.append(mailbox(place, folderNames, rejected))
    }
    let reasons = noteMailboxSigns()
    findings.completeness = ledger.completeness(reasons)
    findings.outsideScope = outside.findings(evidence)
    findings.otherAcquisition = acquisition.findings()
    findings.acquisitionNotHeld = acquisition.notHeld
    for anomaly in changes.anomalies { anomalies.add(anomaly) }
    noteScope()
    noteAccessEnds()
    findings.anomalies = anomalies.sorted
    let cited = cite()
    let all = contexts.findings(evidence, decisions, places: cited)
    findings.contexts = FindingsList(count: contexts.listed) { all[$0] }
    let text = MessageText(
      evidence: evidence, index: messages, folderNames: folderNames, scoped: scoped,
      contexts: contexts, decisions: decisions, places: cited)
    let order = MessageText.order(messages, evidence, mailboxes: scoped.mailboxes.count)
    for place in scoped.mailboxes.indices {
      findings.mailboxes[place].recordedMessages = text.list(order[place])
    }
    try finishTotals()
    var inventory = InventoryIndex(request.inventories, scoped)
    inventory.addRemovals(evidence, places: places, scoped)
    inventory.sort()
    if !inventory.entries.isEmpty {
      let reading = InventoryReading(inventory, self, folderNames, findings)
      findings.inventory = reading.messages
      for place in scoped.mailboxes.indices { reading.count(place, &findings.mailboxes[place]) }
    }
    findings.inventoryElsewhere = inventory.elsewhere
    var answer = FindingsAnswer(findings: findings)
    answer.countedElsewhere = evidence.elsewhere.files.values.map(\.unique).reduce(0, +)
    if !questions.ids.isEmpty {
      answer.verdicts = MessageCheck(
        questions.ids, isAsked: true, self, folderNames, findings, inventory
      ).verdicts()
    }
    if questions.contexts {
      answer.contexts = all
      answer.details = ContextDetails(evidence, decisions, contexts, all).all()
    }
    return answer
  }

  // MARK: - One record

  private mutating func add(_ index: Int) {
    let record = evidence.record(index)
    let context = Int(decisions.contexts[index])
    let mailbox = evidence.contexts.mailbox(context)
    let place = scoped.place(mailbox)
    places.append(Int32(place ?? -1))
    ledger.add(record, named: named(record), isOwner: isOwner[context])
    if record.isConflict, record.isFirstOfId { findings.totals.conflicts += 1 }
    changes.add(index, record, context: context, evidence)
    forwarding.add(index, record, context: context, evidence)
    if record.row.recordType == 1 { findings.totals.administration += 1 }
    if let place {
      timelines[place].add(
        record, index, logonType: evidence.contexts.rows[context].logonType)
    }
    anomalies.add(record, index, addressesDisagree: addressesDisagree[context])
    let number = decisions.decisions[index]
    let kind = decisions.kinds[Int(number)]
    // That every access counts is assumed of the mailboxes of the scope.
    let counts = kind.isAttackers && (kind != .assumption || isConcerned[context])
    acquisition.add(index, record, context: context, kind, counts: counts, evidence)
    if record.isMailAccess {
      countMailAccess(record)
      contexts.add(record, context: context, decision: number, decisions)
    }
    let counted = record.isMailAccess
    if let place, kind.isAttackers, counted || record.row.marks.contains(.attachmentAccess) {
      // An assumption is about the windows alone.
      if kind != .assumption || scoped.isInWindow(place, record.row.time) {
        lastAccess[place] = (record.row.time, index)
      }
    }
    guard let place, scoped.isInWindow(place, record.row.time) else {
      if counted {
        addOutside(index, record, mailbox, place, decisions.table.decisions[Int(number)])
      }
      return
    }
    if counted {
      hours[place].add(record, kind)
      findings.attribution.byClass[kind, default: 0] += 1
      if decisions.contested[Int(number)] { findings.attribution.contested += 1 }
      let who = evidence.contexts.rows[context]
      if who.session == 0, who.token == 0 { findings.attribution.notLinkable += 1 }
    }
    guard kind.isAttackers else { return }
    if counted {
      if decisions.table.decisions[Int(number)].alsoKnownGood {
        anomalies.add(.alsoKnownGood, index)
      }
      access[place].add(
        index, record, evidence, kind, context: decisions.contexts[index], place: place,
        to: &messages)
    } else if record.row.marks.contains(.attachmentAccess) {
      access[place].addAttachments(
        index, record, evidence, kind, context: decisions.contexts[index])
    }
  }

  /// Items that are no folder.
  private func named(_ record: ResolvedEvidence.Record) -> Int {
    if !record.isMailAccess { return 0 }
    var count = 0
    for number in record.row.items where !evidence.item(number).isFolder { count += 1 }
    return count
  }

  private mutating func addOutside(
    _ index: Int, _ record: ResolvedEvidence.Record, _ mailbox: Int?, _ place: Int?,
    _ decision: Attribution
  ) {
    let windows = place.map { scoped.mailboxes[$0].windows } ?? []
    if place == nil {
      findings.attribution.otherMailbox += 1
    } else {
      findings.attribution.outsideWindow += 1
    }
    if decision.kind == .attacker, let mailbox {
      outside.add(index, record.row.time, mailbox: mailbox, decision.indicators)
    }
    // A Bind record is written up to 2 minutes after the access (R16).
    let isNear = windows.contains { window in
      TimeSpan(from: window.from + -120, to: window.to + 121).contains(record.row.time)
    }
    if decision.kind.isAttackers, isNear { anomalies.add(.boundaryRecord, index) }
  }

  private mutating func countMailAccess(_ record: ResolvedEvidence.Record) {
    findings.totals.uniqueMailAccess += 1
    switch record.access {
    case .bind: findings.totals.bind += 1
    case .sync: findings.totals.sync += 1
    default: findings.totals.accessTypeUnknown += 1
    }
    if record.row.throttled == .yes { findings.totals.throttled += 1 }
    if record.row.throttled == .notStated { findings.totals.throttledNotStated += 1 }
  }

  /// Records of other mailboxes that a narrowed tally only counts.
  private mutating func addElsewhere() {
    let elsewhere = evidence.elsewhere
    for (file, counted) in elsewhere.files {
      ledger.add(counted, evidence: file)
      findings.totals.uniqueRecords += Int(counted.unique)
      findings.totals.uniqueMailAccess += Int(counted.mailAccess)
      findings.totals.bind += Int(counted.bind)
      findings.totals.sync += Int(counted.sync)
      findings.totals.throttled += Int(counted.throttled)
      findings.totals.throttledNotStated += Int(counted.throttledNotStated)
      findings.totals.administration += Int(counted.administration)
      findings.attribution.otherMailbox += Int(counted.mailAccess)
    }
    if let first = elsewhere.first { changes.saw(first) }
    if let last = elsewhere.last { changes.saw(last) }
    for operation in elsewhere.operations { acquisition.hold(evidence.texts[operation]) }
  }

  // MARK: - The end of access

  /// By mailbox of the scope.
  var accessEnds: [AccessEnd?] {
    zip(scoped.mailboxes, lastAccess).map { mailbox, last in
      AccessEnd(mailbox, request.scope.accessEnds, last: last?.time)
    }
  }

  /// A decision that a record contradicts does not count.
  private mutating func noteAccessEnds() {
    for end in request.scope.accessEnds {
      for (place, mailbox) in scoped.mailboxes.enumerated() where end.applies(to: mailbox.identity)
      {
        guard let last = lastAccess[place], last.time >= end.at else { continue }
        anomalies.add(
          Anomaly(
            code: "accessAfterEnd",
            text: Statement(
              "\(mailbox.identity.name.visibleName): access is recorded at \(last.time),"
                + " after it had ended at \(end.at) as \(end.decidedBy) decided; the decision does"
                + " not count there"), sources: [last.record]))
      }
    }
  }

  // MARK: - Sums

  private mutating func finishTotals() throws(FindingsProblem) {
    findings.totals.uniqueRecords += evidence.recordCount
    for file in ledger.files {
      findings.totals.rows += file.ledger.rows
      findings.totals.records += file.ledger.records
      findings.totals.mailAccess += file.ledger.mailAccess
      findings.totals.rejected += file.ledger.rejected
      findings.totals.duplicates += file.duplicates
    }
    for mailbox in findings.mailboxes {
      findings.totals.assumedFolders += mailbox.assumedFolders.count
    }
    findings.totals.recordedMessages = messages.entries.count
    var isNamed = [Bool](repeating: false, count: evidence.messages.count)
    for entry in messages.entries where entry.identifiedBy == .internetMessageId {
      if isNamed[Int(entry.message)] { continue }
      isNamed[Int(entry.message)] = true
      findings.totals.distinctMessageIds += 1
    }
    if findings.attribution.sum != findings.totals.uniqueMailAccess {
      throw .attributionDoesNotReconcile(
        counted: findings.attribution.sum, expected: findings.totals.uniqueMailAccess)
    }
  }
}
