import CaseModel

/// Answers for message ids, whether anybody accessed them or not: their tier in every mailbox of
/// the scope, with every reason and the records behind it.
struct MessageCheck: Sendable {
  /// A mail-access record that names a message.
  private struct Naming: Sendable {
    var record: UInt32
    var item: UInt32
  }

  private let ids: [EvidenceText]
  private let evidence: ResolvedEvidence
  private let findings: Findings
  private let messages: MessageIndex
  private let contexts: ContextTable
  private let decisions: RecordDecisions
  private let folderNames: FolderNames
  private let scoped: ScopedMailboxes
  /// By record: the mailbox of the scope, or −1.
  private let places: [Int32]
  /// By id, in the order of time.
  private var namings: [Int: [Naming]] = [:]
  /// By id: the rejected rows that it was salvaged from.
  private var salvaged: [Int: [RejectedRow]] = [:]
  /// By id that nothing names: the same letters in another case.
  private var otherCase: [Int: EvidenceText] = [:]
  /// By id: the mailboxes of the scope in which the other spelling is named.
  private var otherPlaces: [Int: Set<Int32>] = [:]
  /// By mailbox: what holds for every message that nothing names.
  private var unnamed: [MessageVerdict] = []

  init(
    _ ids: [EvidenceText], _ builder: FindingsBuilder, _ folderNames: FolderNames,
    _ findings: Findings
  ) {
    self.ids = ids
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
    unnamed = scoped.mailboxes.indices.map { decided(nil, place: $0) }
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
    if namings[id] != nil || salvaged[id] != nil || otherCase[id] != nil {
      return decided(id, place: place)
    }
    var verdict = unnamed[place]
    verdict.message = ids[id]
    return verdict
  }

  /// - Parameter id: `nil` for a message that nothing names.
  private func decided(_ id: Int?, place: Int) -> MessageVerdict {
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
    let folders = folders(here, place)
    let recorded = recordedReasons(here, place)
    let (others, outside) = otherReasons(here, place)
    decide(.recorded, recorded)
    decide(.assumed, assumedReasons(mailbox, folders))
    decide(.undetermined, outside + otherCaseReasons(id, place))
    decide(.undetermined, undeterminedReasons(mailbox, folders, id))
    decide(.otherAccess, others)
    if !isDecided {
      verdict.reasons.append(
        "no mail-access record of this mailbox in the evidence names it; coverage is"
          + " \(mailbox.coverage.state.rawValue): \(mailbox.coverage.reasons.joined(separator: "; "))"
      )
    }
    verdict.reasons += notes(id)
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

  private func recordedReasons(_ here: [Naming], _ place: Int) -> [String] {
    var reasons: [String] = []
    var seen: Set<MessageIdentifier> = []
    for naming in here {
      let item = evidence.item(Int(naming.item))
      guard seen.insert(item.identifiedBy).inserted,
        let number = messages.find(place, item.message, item.identifiedBy)
      else { continue }
      let entry = messages.entries[number]
      let names = contexts.names(
        messages.records(number).lazy.map { decisions.contexts[Int($0)] })
      let first = evidence.row(Int(entry.first)).time.iso
      let last = evidence.row(Int(entry.last)).time.iso
      reasons.append(
        "\(entry.records) Bind record(s) of attacker contexts name it (basis \(entry.kind.basis)),"
          + " first \(first), last \(last), contexts \(names.joined(separator: ", "))"
          + (item.identifiedBy == .internetMessageId
            ? "" : "; the record gives it as \(item.identifiedBy.name)"))
    }
    return reasons
  }

  private func assumedReasons(
    _ mailbox: MailboxFindings, _ folders: [RecordedMessage.Folder]
  ) -> [String] {
    var reasons: [String] = []
    for basis in mailbox.assumedBases {
      reasons.append(
        basis == "sync"
          ? "the whole mailbox is assumed: a client in an attacker context synchronised a folder of"
            + " it (reading: mailbox)"
          : "the whole mailbox is assumed: a record says IsThrottled True, and Bind records are"
            + " missing for 24 hours (reading: assumed)")
    }
    for assumed in mailbox.assumedFolders where folders.contains(where: { $0 == assumed.folder }) {
      reasons.append(
        "its folder '\(assumed.folder.name.string)' was synchronised in an attacker context,"
          + " first \(assumed.first.iso), last \(assumed.last.iso)")
    }
    return reasons
  }

  private func undeterminedReasons(
    _ mailbox: MailboxFindings, _ folders: [RecordedMessage.Folder], _ id: Int
  ) -> [String] {
    var reasons: [String] = []
    for reject in salvaged[id] ?? [] {
      reasons.append(
        "it was salvaged from a row that cannot be read:"
          + " \(evidenceName(Int(reject.source.evidence))) row \(reject.source.row)")
    }
    if folders.isEmpty, !mailbox.assumedFolders.isEmpty, mailbox.assumedBases.isEmpty {
      reasons.append(
        "\(mailbox.assumedFolders.count) folder(s) were synchronised in an attacker context, and in"
          + " which folder the message was is not known")
    }
    for period in mailbox.unauditedPeriods {
      let within = period.inWindow.map { "\($0.from.iso) to \($0.to.iso)" }
      reasons.append(
        "unaudited (\(period.cause.rawValue)), in the windows \(within.joined(separator: ", ")):"
          + " \(period.note)")
    }
    for access in mailbox.unnamedAccess {
      if let folder = access.folder, !folders.isEmpty, !folders.contains(folder) { continue }
      reasons.append(
        "\(access.items) access(es) that cannot be named (\(access.kind.rawValue))"
          + (access.folder.map { " in folder '\($0.name.string)'" } ?? ""))
    }
    if mailbox.coverage.state == .notShown {
      reasons.append(
        "coverage is not shown: \(mailbox.coverage.reasons.joined(separator: "; "))")
    }
    return reasons
  }

  /// Access by contexts that are not the attacker's, and the attacker's outside the windows.
  private func otherReasons(
    _ here: [Naming], _ place: Int
  ) -> (others: [String], outside: [String]) {
    struct Access {
      var records = 0
      var first: UTCTime
      var last: UTCTime
    }
    var order: [String] = []
    var byContext: [String: Access] = [:]
    var outside: [String] = []
    for naming in here {
      let record = Int(naming.record)
      let attribution = decisions.attribution(record)
      let time = evidence.row(record).time
      let context = contexts.name(Int(decisions.contexts[record])) ?? "a context"
      if attribution.kind.isAttackers {
        if !scoped.isInWindow(place, time) {
          outside.append(
            "\(context), an attacker context, accessed it at \(time.iso), outside every window")
        }
        continue
      }
      let name = "\(context) (\(attribution.kind.rawValue))"
      if byContext[name] == nil { order.append(name) }
      byContext[name, default: Access(first: time, last: time)].records += 1
      byContext[name]?.last = time
    }
    let others = order.compactMap { name in
      byContext[name].map {
        "accessed by \(name): \($0.records) record(s), first \($0.first.iso), last \($0.last.iso)"
      }
    }
    return (others, outside)
  }

  /// Letters in another case are another id (RFC 5322), but lists of ids often lose the case.
  private func otherCaseReasons(_ id: Int, _ place: Int) -> [String] {
    guard let other = otherCase[id], otherPlaces[id]?.contains(Int32(place)) == true else {
      return []
    }
    return [
      "records of this mailbox name '\(other.string)', which differs in case only: check that"
    ]
  }

  private func notes(_ id: Int) -> [String] {
    var notes: [String] = []
    let elsewhere = Set(
      (namings[id] ?? []).filter { places[Int($0.record)] < 0 }.compactMap {
        evidence.contexts.mailbox(Int(decisions.contexts[Int($0.record)]))
      })
    for mailbox in elsewhere.sorted() {
      notes.append(
        "it is also named in \(evidence.mailboxes[mailbox].name.visibleName), which is not in the"
          + " scope")
    }
    return notes
  }

  private func cited(_ record: UInt32) -> CitedRecord {
    let row = evidence.row(Int(record))
    return CitedRecord(
      record: evidence.name(row), time: row.time, source: row.source,
      context: contexts.name(Int(decisions.contexts[Int(record)])))
  }
}
