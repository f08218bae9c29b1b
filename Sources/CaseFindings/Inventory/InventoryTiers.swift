import CaseModel

/// The tier of every message that an inventory lists.
///
/// Most are named by no mail access: those that were in the same place at the same time share one
/// verdict.
struct InventoryTiers: Sendable {
  private struct Sharing: Hashable {
    var mailbox: ScopedIndex
    var folders: [Int]
    var left: [AttackerAccess.FolderKey]
    /// How many of the times that matter lie before the delivery; −1 where that is not known.
    var delivered: Int
  }

  private struct Shared: Sendable {
    var verdict: MessageVerdict
    var touched: Touched
  }

  /// Indexes into the assumed folders and unaudited periods of the mailbox.
  private struct Touched: Sendable {
    var folders: [Int] = []
    var periods: [Int] = []
  }

  private let index: InventoryIndex
  private let check: MessageCheck
  private let inventories: [MessageInventory]
  /// By entry.
  private let ids: [MessageCheck.AskedIndex]
  private var tiers: [MessageTier] = []
  private var touched: [Touched] = []
  private var shared: [Sharing: Shared] = [:]
  /// By mailbox: the times that decide whether a message was there.
  private let bounds: [[UTCTime]]

  init(
    _ index: InventoryIndex, _ pass: RecordPass, _ folderNames: FolderNames,
    _ findings: Findings
  ) {
    self.index = index
    inventories = pass.request.inventories
    var asked: [EvidenceText: MessageCheck.AskedIndex] = [:]
    var distinct: [EvidenceText] = []
    ids = index.entries.map { entry in
      if let known = asked[entry.key.message] { return known }
      let id = MessageCheck.AskedIndex(distinct.count)
      asked[entry.key.message] = id
      distinct.append(entry.key.message)
      return id
    }
    check = MessageCheck(distinct, isAsked: false, pass, folderNames, findings, index)
    let (ends, forwarding) = (check.ends, check.forwarding)
    bounds = pass.scoped.indexes.map { mailbox in
      let times = findings.mailboxes[mailbox].unauditedPeriods.flatMap { $0.inWindow.map(\.to) }
      let forwarded = forwarding[mailbox].flatMap { [$0.span.from, $0.span.to] }
      return Set(times + forwarded + (ends[mailbox].map { [$0.time] } ?? [])).sorted()
    }
    for entry in index.entries.indices { decide(entry) }
  }

  private mutating func decide(_ number: Int) {
    let entry = index.entries[number]
    let id = ids[number]
    if check.isNamed(id) {
      tiers.append(check.decided(id, entry).tier)
      touched.append(touched(entry))
      return
    }
    let key = sharing(entry)
    let known = shared[key]
    let verdict =
      known
      ?? Shared(
        verdict: check.decided(nil, entry), touched: touched(entry))
    if known == nil { shared[key] = verdict }
    tiers.append(verdict.verdict.tier)
    touched.append(verdict.touched)
  }

  private func sharing(_ entry: InventoryIndex.Entry) -> Sharing {
    let delivered = entry.delivered.map { time in
      bounds[entry.key.mailbox].count { $0 <= time }
    }
    return Sharing(
      mailbox: entry.key.mailbox, folders: entry.folders, left: entry.left,
      delivered: delivered ?? -1)
  }

  private func touched(_ entry: InventoryIndex.Entry) -> Touched {
    let place = check.place(of: entry)
    let mailbox = check.findings.mailboxes[entry.key.mailbox]
    var touched = Touched()
    if place.afterEnd != nil { return touched }
    touched.folders = mailbox.assumedFolders.indices.filter {
      check.comparison.answer(place, mailbox.assumedFolders[$0].folder) == .same
    }
    touched.periods = mailbox.unauditedPeriods.indices.filter {
      place.wasThere(in: mailbox.unauditedPeriods[$0].inWindow)
    }
    return touched
  }

  // MARK: - What findings say

  /// Counts the messages of one mailbox; without an inventory of it nothing is known.
  func count(_ scoped: ScopedIndex, _ mailbox: inout MailboxFindings) {
    if !index.isListed[scoped] { return }
    var counts = InventoryFindings()
    var evidence: Set<Int> = []
    var folders = mailbox.assumedFolders.map { _ in 0 }
    var periods = mailbox.unauditedPeriods.map { _ in 0 }
    let end = check.ends[scoped]?.time
    for (number, entry) in index.entries.enumerated() where entry.key.mailbox == scoped {
      counts.messages += 1
      counts.byTier[tiers[number], default: 0] += 1
      if !entry.isPlaced { counts.unplaced += 1 }
      if entry.sources.isEmpty { counts.removed += 1 }
      if isForwarded(entry) { counts.forwarded += 1 }
      if let end, let time = entry.delivered, time >= end { counts.afterEnd += 1 }
      for source in entry.sources { evidence.insert(inventories[source.inventory].evidence) }
      for folder in touched[number].folders { folders[folder] += 1 }
      for period in touched[number].periods { periods[period] += 1 }
    }
    counts.evidence = evidence.sorted()
    counts.recordedNotListed =
      mailbox.recordedMessages.count - (counts.byTier[.recorded] ?? 0)
    mailbox.inventory = counts
    for (number, count) in folders.enumerated() { mailbox.assumedFolders[number].messages = count }
    for (number, count) in periods.enumerated() {
      mailbox.unauditedPeriods[number].messages = count
    }
  }

  /// It was, or may have been, delivered while mail was forwarded.
  private func isForwarded(_ entry: InventoryIndex.Entry) -> Bool {
    let place = check.place(of: entry)
    return check.forwarding[entry.key.mailbox].contains { place.mayHaveArrived(in: $0.span) }
  }

  var messages: FindingsList<InventoryMessage> {
    let reading = self
    return FindingsList(count: index.entries.count) { reading.message($0) }
  }

  private func message(_ number: Int) -> InventoryMessage {
    let entry = index.entries[number]
    let id = ids[number]
    let verdict =
      check.isNamed(id)
      ? check.decided(id, entry)
      : shared[sharing(entry)]?.verdict ?? check.decided(nil, entry)
    var message = InventoryMessage(
      mailbox: entry.key.mailbox, message: entry.key.message, identifiedBy: entry.identifiedBy,
      tier: verdict.tier, isPlaced: entry.isPlaced)
    message.delivered = entry.delivered
    message.isForwarded = isForwarded(entry)
    var names: [EvidenceText] = []
    for folder in entry.folders.map({ index.folders[$0] }) {
      names.append(folder.path.isEmpty ? folder.id : folder.path)
    }
    for folder in check.place(of: entry).recorded where !names.contains(folder.name) {
      names.append(folder.name)
    }
    message.folders = names
    message.reasons = verdict.reasons
    message.listedAt = entry.sources.map { source in
      SourcePosition(
        evidence: Int32(inventories[source.inventory].evidence), row: source.row, offset: 0,
        length: 0)
    }
    message.sources =
      verdict.sources.map(\.source)
      + entry.removals.map { check.evidence.row($0).source }
    message.sender = entry.sender
    message.subject = entry.subject
    return message
  }
}
