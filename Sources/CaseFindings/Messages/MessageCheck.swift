import CaseModel
import CaseTally

/// Answers for message ids, whether anybody accessed them or not: their tier in every mailbox of
/// the scope, with every reason and the records behind it.
struct MessageCheck: Sendable {
  /// A mail-access record that names a message.
  struct Naming: Sendable {
    var record: RecordIndex
    var item: Int
  }

  /// One of the messages that are asked for.
  struct AskedIndex: RowIndex {
    let number: UInt32
    init(_ number: UInt32) { self.number = number }
  }

  let ids: [EvidenceText]
  /// Somebody asks for these messages; else they are those of an inventory, and what is known of
  /// mailboxes outside the scope is left out.
  let isAsked: Bool
  let evidence: ResolvedEvidence
  let findings: Findings
  let messages: AccessedMessages
  let contexts: ContextTable
  let decisions: RecordDecisions
  let folderNames: FolderNames
  let scoped: ScopedMailboxes
  let mailboxes: RecordMailboxes
  let inventory: InventoryIndex
  let comparison: FolderComparison
  /// By mailbox of the scope.
  let ends: [AccessEnd?]
  let forwarding: [[ForwardingPeriods.Period]]
  /// Says which access may be the attacker's though no indicator matches it (R22).
  let unread: UnreadTable
  /// By mailbox of the scope.
  let lost: [LostItems]
  /// In the order of time.
  private(set) var namings: [AskedIndex: [Naming]] = [:]
  /// The rejected rows that it was salvaged from.
  private(set) var salvaged: [AskedIndex: [RejectedRow]] = [:]
  /// Of one that nothing names: the same letters in another case.
  private(set) var otherCase: [AskedIndex: EvidenceText] = [:]
  /// The mailboxes of the scope in which the other spelling is named.
  private(set) var mailboxesOfOtherCase: [AskedIndex: Set<ScopedIndex>] = [:]
  /// By mailbox: what holds for every message that nothing names.
  private(set) var unnamed: [MessageVerdict] = []

  init(
    _ ids: [EvidenceText], isAsked: Bool, _ pass: RecordPass, _ folderNames: FolderNames,
    _ findings: Findings, _ inventory: InventoryIndex
  ) {
    self.ids = ids
    self.isAsked = isAsked
    self.inventory = inventory
    comparison = FolderComparison(findings.mailboxes, inventory.folders)
    ends = pass.accessEnds
    forwarding = pass.scoped.mailboxes.map {
      pass.all.forwarding.periods($0.identity, of: pass.evidence.mailboxes)
    }
    unread = pass.decided.unread
    lost = pass.decided.lost
    self.findings = findings
    self.folderNames = folderNames
    evidence = pass.evidence
    messages = pass.decided.messages
    contexts = pass.decided.contexts
    decisions = pass.decisions
    scoped = pass.scoped
    mailboxes = pass.all.mailboxes
    findNamings()
    findSalvaged()
    findOtherCases()
    unnamed = scoped.indexes.map { decided(nil, in: $0, MessagePlace()) }
  }

  private func isNamed(_ id: AskedIndex, in mailbox: ScopedIndex) -> Bool {
    namings[id]?.contains { mailboxes[$0.record] == mailbox } ?? false
  }

  func isNamed(_ id: AskedIndex) -> Bool {
    namings[id] != nil || salvaged[id] != nil || otherCase[id] != nil
  }

  /// Message by message in the order asked, mailbox by mailbox in the order of the findings.
  func verdicts() -> FindingsList<MessageVerdict> {
    let count = scoped.mailboxes.count
    return FindingsList(count: ids.count * count) {
      verdict(AskedIndex($0 / count), in: ScopedIndex($0 % count))
    }
  }

  // MARK: - What names them

  private mutating func findNamings() {
    var wanted: [MessageIndex: AskedIndex] = [:]
    for (number, id) in ids.enumerated() {
      if let message = evidence.messages.number(of: id) {
        wanted[MessageIndex(message)] = AskedIndex(number)
      }
    }
    if wanted.isEmpty { return }
    var isWanted = [Bool](repeating: false, count: evidence.messages.count)
    for message in wanted.keys { isWanted[message] = true }
    for record in evidence.records {
      let row = evidence.row(record)
      guard row.marks.contains(.mailAccess) else { continue }
      for number in row.items {
        let item = evidence.item(number)
        guard item.kind == .message, isWanted[item.message], let id = wanted[item.message]
        else { continue }
        namings[id, default: []].append(Naming(record: record, item: number))
      }
    }
  }

  private mutating func findSalvaged() {
    if evidence.rejects.allSatisfy(\.salvaged.isEmpty) { return }
    let asked = Dictionary(ids.enumerated().map { ($1, AskedIndex($0)) }) { first, _ in first }
    for reject in evidence.rejects {
      for id in reject.salvaged {
        if let index = asked[id] { salvaged[index, default: []].append(reject) }
      }
    }
  }

  private mutating func findOtherCases() {
    var unseen: [EvidenceText: [AskedIndex]] = [:]
    for (number, id) in ids.enumerated() where namings[AskedIndex(number)] == nil {
      unseen[id.folded, default: []].append(AskedIndex(number))
    }
    if unseen.isEmpty { return }
    var others: [MessageIndex: [AskedIndex]] = [:]
    for message in (1..<max(1, evidence.messages.count)).map(MessageIndex.init) {
      let text = evidence.messages[message]
      guard text.bytes.contains(UInt8(ascii: "@")), let asked = unseen[text.folded] else {
        continue
      }
      others[message] = asked.filter { ids[$0] != text }
    }
    if others.isEmpty { return }
    forEachMessage { record, item in
      for id in others[item.message] ?? [] {
        otherCase[id] = evidence.messages[item.message]
        if let mailbox = mailboxes[record] {
          mailboxesOfOtherCase[id, default: []].insert(mailbox)
        }
      }
    }
  }

  private func forEachMessage(_ body: (_ record: RecordIndex, _ item: NamedItem) -> Void) {
    for record in evidence.records {
      let row = evidence.row(record)
      guard row.marks.contains(.mailAccess) else { continue }
      for number in row.items where evidence.item(number).kind == .message {
        body(record, evidence.item(number))
      }
    }
  }

  // MARK: - One verdict

  private func verdict(_ id: AskedIndex, in mailbox: ScopedIndex) -> MessageVerdict {
    let entry = inventory.numbers[InventoryIndex.Key(mailbox: mailbox, message: ids[id])]
    if let entry { return decided(id, inventory.entries[entry]) }
    if salvaged[id] != nil || otherCase[id] != nil || isNamed(id, in: mailbox) {
      return decided(id, in: mailbox, MessagePlace())
    }
    var verdict = unnamed[mailbox]
    verdict.message = ids[id]
    let notes = notes(id)
    if !notes.isEmpty { verdict.reasons += notes }
    return verdict
  }

  /// The verdict about a message that an inventory lists.
  func decided(_ id: AskedIndex?, _ entry: InventoryIndex.Entry) -> MessageVerdict {
    decided(id, in: entry.key.mailbox, place(of: entry))
  }

  /// Where an inventory and records of moves and deletions say that a message was.
  func place(of entry: InventoryIndex.Entry) -> MessagePlace {
    let mailbox = entry.key.mailbox
    var place = MessagePlace()
    place.recorded = entry.left.map { folderNames.folder($0, in: mailbox) }
    place.listed = entry.folders
    place.delivered = entry.delivered
    place.isListed = true
    place.isPlaced = entry.isPlaced
    if let end = ends[mailbox], let delivered = entry.delivered, delivered >= end.time {
      place.afterEnd = end.why
    }
    return place
  }

  /// - Parameters:
  ///   - id: `nil` for a message that nothing names.
  ///   - place: where it was, besides what mail access says.
  private func decided(
    _ id: AskedIndex?, in mailbox: ScopedIndex, _ place: MessagePlace
  ) -> MessageVerdict {
    let found = findings.mailboxes[mailbox]
    var verdict = MessageVerdict(
      message: id.map { ids[$0] } ?? "", mailbox: found.mailbox, tier: .notSeen, reasons: [],
      sources: [])
    var isDecided = false
    func decide(_ tier: MessageTier, _ reasons: [String]) {
      if reasons.isEmpty { return }
      if !isDecided { verdict.tier = tier }
      isDecided = true
      verdict.reasons += reasons
    }
    let here = id.flatMap { namings[$0] }?.filter { mailboxes[$0.record] == mailbox } ?? []
    var place = place
    for folder in folders(here, in: mailbox) where !place.recorded.contains(folder) {
      place.recorded.append(folder)
    }
    let (others, outside) = otherReasons(here, in: mailbox)
    decide(.recorded, recordedReasons(here, in: mailbox))
    decide(.assumed, assumedReasons(found, place))
    decide(.undetermined, outside + (id.map { otherCaseReasons($0, in: mailbox) } ?? []))
    decide(.undetermined, id.map { salvagedReasons($0) } ?? [])
    decide(.undetermined, undeterminedReasons(found, place))
    decide(.undetermined, lost[mailbox].undetermined)
    decide(.otherAccess, others + lost[mailbox].others)
    if !isDecided { verdict.reasons.append(notSeenReason(found, place)) }
    verdict.reasons += forwardingNotes(place, in: mailbox)
    if isAsked, let id { verdict.reasons += notes(id) }
    verdict.reasons += listingNotes(place, in: mailbox)
    var seen: Set<RecordIndex> = []
    verdict.sources = here.map(\.record).filter { seen.insert($0).inserted }.map(cited)
    return verdict
  }

  private func folders(
    _ here: [Naming], in mailbox: ScopedIndex
  ) -> [RecordedMessage.Folder] {
    var keys: [AttackerAccess.FolderKey] = []
    for naming in here {
      let key = AttackerAccess.FolderKey(evidence.item(naming.item), evidence)
      if key.isKnown, !keys.contains(key) { keys.append(key) }
    }
    return keys.map { folderNames.folder($0, in: mailbox) }
  }

  private func cited(_ record: RecordIndex) -> CitedRecord {
    let row = evidence.row(record)
    return CitedRecord(
      record: evidence.name(row), time: row.time, source: row.source,
      context: contexts.name(decisions.contexts[record]))
  }
}
