import CaseModel
import CaseTally

/// Answers for message ids, whether anybody accessed them or not: their tier in every mailbox of
/// the scope, with every reason and the records behind it.
struct MessageCheck: Sendable {
  /// A mail-access record that names a message.
  struct Naming: Sendable {
    var record: UInt32
    var item: UInt32
  }

  let ids: [EvidenceText]
  /// Somebody asks for these messages; else they are those of an inventory, and what is known of
  /// mailboxes outside the scope is left out.
  let isAsked: Bool
  let evidence: ResolvedEvidence
  let findings: Findings
  let messages: MessageIndex
  let contexts: ContextTable
  let decisions: RecordDecisions
  let folderNames: FolderNames
  let scoped: ScopedMailboxes
  /// By record: the mailbox of the scope, or −1.
  let places: [Int32]
  let inventory: InventoryIndex
  let comparison: FolderComparison
  /// By mailbox of the scope.
  let ends: [AccessEnd?]
  let forwarding: [[ForwardingPeriods.Period]]
  /// By id, in the order of time.
  private(set) var namings: [Int: [Naming]] = [:]
  /// By id: the rejected rows that it was salvaged from.
  private(set) var salvaged: [Int: [RejectedRow]] = [:]
  /// By id that nothing names: the same letters in another case.
  private(set) var otherCase: [Int: EvidenceText] = [:]
  /// By id: the mailboxes of the scope in which the other spelling is named.
  private(set) var otherPlaces: [Int: Set<Int32>] = [:]
  /// By mailbox: what holds for every message that nothing names.
  private(set) var unnamed: [MessageVerdict] = []

  init(
    _ ids: [EvidenceText], isAsked: Bool, _ builder: FindingsBuilder, _ folderNames: FolderNames,
    _ findings: Findings, _ inventory: InventoryIndex
  ) {
    self.ids = ids
    self.isAsked = isAsked
    self.inventory = inventory
    comparison = FolderComparison(findings.mailboxes, inventory.folders)
    ends = builder.accessEnds
    forwarding = builder.scoped.mailboxes.map {
      builder.forwarding.periods($0.identity, of: builder.evidence.mailboxes)
    }
    self.findings = findings
    self.folderNames = folderNames
    evidence = builder.evidence
    messages = builder.messages
    contexts = builder.contexts
    decisions = builder.decisions
    scoped = builder.scoped
    places = builder.places
    findNamings()
    findSalvaged()
    findOtherCases()
    unnamed = scoped.mailboxes.indices.map { decided(nil, place: $0, MessagePlace()) }
  }

  private func isNamed(_ id: Int, in place: Int) -> Bool {
    namings[id]?.contains { places[Int($0.record)] == Int32(place) } ?? false
  }

  /// By id, the index among `ids`.
  func isNamed(_ id: Int) -> Bool {
    namings[id] != nil || salvaged[id] != nil || otherCase[id] != nil
  }

  /// Message by message in the order asked, mailbox by mailbox in the order of the findings.
  func verdicts() -> FindingsList<MessageVerdict> {
    let count = scoped.mailboxes.count
    return FindingsList(count: ids.count * count) { verdict($0 / count, place: $0 % count) }
  }

  // MARK: - What names them

  private mutating func findNamings() {
    var wanted: [UInt32: Int] = [:]
    for (index, id) in ids.enumerated() {
      if let number = evidence.messages.number(of: id) { wanted[number] = index }
    }
    if wanted.isEmpty { return }
    var isWanted = [Bool](repeating: false, count: evidence.messages.count)
    for number in wanted.keys { isWanted[Int(number)] = true }
    for record in 0..<evidence.recordCount {
      let row = evidence.row(record)
      guard row.marks.contains(.mailAccess) else { continue }
      for number in row.items {
        let item = evidence.item(number)
        guard item.kind == .message, isWanted[Int(item.message)],
          let index = wanted[item.message]
        else { continue }
        namings[index, default: []].append(Naming(record: UInt32(record), item: UInt32(number)))
      }
    }
  }

  private mutating func findSalvaged() {
    if evidence.rejects.allSatisfy(\.salvaged.isEmpty) { return }
    let index = Dictionary(ids.enumerated().map { ($1, $0) }) { first, _ in first }
    for reject in evidence.rejects {
      for id in reject.salvaged {
        if let place = index[id] { salvaged[place, default: []].append(reject) }
      }
    }
  }

  private mutating func findOtherCases() {
    var unseen: [EvidenceText: [Int]] = [:]
    for (index, id) in ids.enumerated() where namings[index] == nil {
      unseen[id.folded, default: []].append(index)
    }
    if unseen.isEmpty { return }
    var others: [UInt32: [Int]] = [:]
    for number in 1..<max(1, UInt32(evidence.messages.count)) {
      let text = evidence.messages[number]
      guard text.bytes.contains(UInt8(ascii: "@")), let indexes = unseen[text.folded] else {
        continue
      }
      others[number] = indexes.filter { ids[$0] != text }
    }
    if others.isEmpty { return }
    forEachMessage { record, item in
      for index in others[item.message] ?? [] {
        otherCase[index] = evidence.messages[item.message]
        if places[record] >= 0 { otherPlaces[index, default: []].insert(places[record]) }
      }
    }
  }

  private func forEachMessage(_ body: (_ record: Int, _ item: NamedItem) -> Void) {
    for record in 0..<evidence.recordCount {
      let row = evidence.row(record)
      guard row.marks.contains(.mailAccess) else { continue }
      for number in row.items where evidence.item(number).kind == .message {
        body(record, evidence.item(number))
      }
    }
  }

  // MARK: - One verdict

  private func verdict(_ id: Int, place: Int) -> MessageVerdict {
    let entry = inventory.numbers[InventoryIndex.Key(place: Int32(place), message: ids[id])]
    if let entry { return decided(id, place: place, inventory.entries[entry]) }
    if salvaged[id] != nil || otherCase[id] != nil || isNamed(id, in: place) {
      return decided(id, place: place, MessagePlace())
    }
    var verdict = unnamed[place]
    verdict.message = ids[id]
    let notes = notes(id)
    if !notes.isEmpty { verdict.reasons += notes }
    return verdict
  }

  /// The verdict about a message that an inventory lists.
  func decided(_ id: Int?, place: Int, _ entry: InventoryIndex.Entry) -> MessageVerdict {
    decided(id, place: place, self.place(of: entry))
  }

  /// Where an inventory and records of moves and deletions say that a message was.
  func place(of entry: InventoryIndex.Entry) -> MessagePlace {
    let number = Int(entry.key.place)
    var place = MessagePlace()
    place.recorded = entry.left.map { folderNames.folder($0, mailbox: number) }
    place.listed = entry.folders
    place.delivered = entry.delivered
    place.isListed = true
    place.isPlaced = entry.isPlaced
    if let end = ends[number], let delivered = entry.delivered, delivered >= end.time {
      place.afterEnd = end.why
    }
    return place
  }

  /// - Parameters:
  ///   - id: `nil` for a message that nothing names.
  ///   - known: where it was, besides what mail access says.
  private func decided(_ id: Int?, place: Int, _ known: MessagePlace) -> MessageVerdict {
    let mailbox = findings.mailboxes[place]
    let id = id ?? -1
    var verdict = MessageVerdict(
      message: id < 0 ? "" : ids[id], mailbox: mailbox.mailbox, tier: .notSeen, reasons: [],
      sources: [])
    var isDecided = false
    func decide(_ tier: MessageTier, _ reasons: [String]) {
      if reasons.isEmpty { return }
      if !isDecided { verdict.tier = tier }
      isDecided = true
      verdict.reasons += reasons
    }
    let here = (namings[id] ?? []).filter { places[Int($0.record)] == Int32(place) }
    var known = known
    for folder in folders(here, place) where !known.recorded.contains(folder) {
      known.recorded.append(folder)
    }
    let recorded = recordedReasons(here, place)
    let (others, outside) = otherReasons(here, place)
    decide(.recorded, recorded)
    decide(.assumed, assumedReasons(mailbox, known))
    decide(.undetermined, outside + otherCaseReasons(id, place))
    decide(.undetermined, undeterminedReasons(mailbox, known, id))
    decide(.otherAccess, others)
    if !isDecided { verdict.reasons.append(notSeenReason(mailbox, known)) }
    verdict.reasons += forwardingNotes(known, place)
    if isAsked { verdict.reasons += notes(id) }
    verdict.reasons += listingNotes(known, place)
    var seen: Set<UInt32> = []
    verdict.sources = here.map(\.record).filter { seen.insert($0).inserted }.map(cited)
    return verdict
  }

  private func folders(_ here: [Naming], _ place: Int) -> [RecordedMessage.Folder] {
    var keys: [AttackerAccess.FolderKey] = []
    for naming in here {
      let key = AttackerAccess.FolderKey(evidence.item(Int(naming.item)), evidence)
      if key.isKnown, !keys.contains(key) { keys.append(key) }
    }
    return keys.map { folderNames.folder($0, mailbox: place) }
  }

  private func cited(_ record: UInt32) -> CitedRecord {
    let row = evidence.row(Int(record))
    return CitedRecord(
      record: evidence.name(row), time: row.time, source: row.source,
      context: contexts.name(Int(decisions.contexts[Int(record)])))
  }
}
