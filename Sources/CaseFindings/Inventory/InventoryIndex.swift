import CaseModel
import CaseTally

/// The messages of all inventories, each once in its mailbox, with what was moved or deleted since.
struct InventoryIndex: Sendable {
  struct Key: Hashable, Sendable {
    var mailbox: ScopedIndex
    var message: EvidenceText
  }

  struct Entry: Sendable {
    var key: Key
    var identifiedBy: MessageIdentifier
    /// The earliest that an inventory states.
    var delivered: UTCTime?
    /// Numbers of folders.
    var folders: [Int] = []
    /// Folders that records say it was moved or deleted from.
    var left: [AttackerAccess.FolderKey] = []
    /// (Inventory, row); empty for a message that only deletion records name.
    var sources: [(inventory: Int, row: Int64)] = []
    /// Records that moved or deleted it.
    var removals: [RecordIndex] = []
    var sender = EvidenceText(bytes: [])
    var subject = EvidenceText(bytes: [])

    /// Its folder and its delivery time are known.
    var isPlaced: Bool { delivered != nil && (!folders.isEmpty || !left.isEmpty) }
  }

  private(set) var entries: [Entry] = []
  private(set) var numbers: [Key: Int] = [:]
  private(set) var folders: [InventoryFolder] = []
  private var folderNumbers: [InventoryFolder: Int] = [:]
  /// By mailbox of the scope: an inventory lists messages of it.
  private(set) var isListed: [Bool]
  /// By inventory: rows of mailboxes that are not in the scope.
  private(set) var elsewhere: [Int]

  init(_ inventories: [MessageInventory], _ scoped: ScopedMailboxes) {
    isListed = scoped.mailboxes.map { _ in false }
    elsewhere = inventories.map { _ in 0 }
    for (number, inventory) in inventories.enumerated() { add(inventory, number, scoped) }
  }

  private mutating func add(
    _ inventory: MessageInventory, _ number: Int, _ scoped: ScopedMailboxes
  ) {
    var named: [UInt32: [ScopedIndex]] = [:]
    for row in inventory.rows {
      if named[row.mailbox] == nil {
        let name = inventory.text(row.mailbox).string
        named[row.mailbox] = scoped.indexes.filter { mailbox in
          let identity = scoped[mailbox].identity
          return MailboxSelector.upn(name).selects(identity)
            || MailboxSelector.guid(name).selects(identity)
        }
      }
      let mailboxes = named[row.mailbox] ?? []
      if mailboxes.isEmpty { elsewhere[number] += 1 }
      for mailbox in mailboxes { add(row, inventory, number, mailbox) }
    }
  }

  private mutating func add(
    _ row: InventoryRow, _ inventory: MessageInventory, _ number: Int, _ mailbox: ScopedIndex
  ) {
    isListed[mailbox] = true
    let index = self.index(
      Key(mailbox: mailbox, message: inventory.text(row.message)), row.identifiedBy)
    if let time = row.delivered {
      entries[index].delivered = min(entries[index].delivered ?? time, time)
    }
    if row.folderPath != 0 || row.folderId != 0 {
      let folder = InventoryFolder(
        path: inventory.text(row.folderPath), id: inventory.text(row.folderId))
      let own = folderNumbers[folder] ?? folders.count
      if own == folders.count {
        folderNumbers[folder] = own
        folders.append(folder)
      }
      if !entries[index].folders.contains(own) { entries[index].folders.append(own) }
    }
    entries[index].sources.append((number, row.row))
    if entries[index].sender.isEmpty { entries[index].sender = inventory.text(row.sender) }
    if entries[index].subject.isEmpty { entries[index].subject = inventory.text(row.subject) }
  }

  private mutating func index(_ key: Key, _ identifiedBy: MessageIdentifier) -> Int {
    if let known = numbers[key] { return known }
    numbers[key] = entries.count
    entries.append(Entry(key: key, identifiedBy: identifiedBy))
    return entries.count - 1
  }

  // MARK: - Moved and deleted

  private static let moves: Set<String> = [
    "move", "movetodeleteditems", "softdelete", "harddelete",
  ]

  /// What records since the first window say was moved or deleted in the listed mailboxes: a message
  /// that is no longer there is listed because of them.
  mutating func addRemovals(
    _ evidence: ResolvedEvidence, _ mailboxes: RecordMailboxes, _ scoped: ScopedMailboxes
  ) {
    if !isListed.contains(true) { return }
    var isMove: [UInt32: Bool] = [:]
    for record in evidence.records {
      guard let mailbox = mailboxes[record] else { continue }
      let row = evidence.row(record)
      guard isListed[mailbox], row.itemCount > 0, !row.marks.contains(.mailAccess),
        !row.marks.contains(.attachmentAccess)
      else { continue }
      let known = isMove[row.operation]
      let isOne =
        known ?? InventoryIndex.moves.contains(evidence.texts[row.operation].folded.string)
      isMove[row.operation] = isOne
      let start = scoped[mailbox].windows.map(\.from).min()
      guard isOne, let start, row.time >= start else { continue }
      for number in row.items {
        let item = evidence.item(number)
        guard item.kind == .message else { continue }
        let key = Key(mailbox: mailbox, message: evidence.messages[item.message])
        let index = self.index(key, item.identifiedBy)
        let folder = AttackerAccess.FolderKey(item, evidence)
        if folder.isKnown, !entries[index].left.contains(folder) {
          entries[index].left.append(folder)
        }
        if entries[index].removals.last != record { entries[index].removals.append(record) }
      }
    }
  }

  /// Mailbox by mailbox, in the order of delivery; what has no time stands last.
  mutating func sort() {
    entries.sort { left, right in
      let a = left.delivered?.seconds ?? .max
      let b = right.delivered?.seconds ?? .max
      if left.key.mailbox != right.key.mailbox { return left.key.mailbox < right.key.mailbox }
      return a != b ? a < b : left.key.message < right.key.message
    }
    numbers.removeAll(keepingCapacity: true)
    for (index, entry) in entries.enumerated() { numbers[entry.key] = index }
  }
}
