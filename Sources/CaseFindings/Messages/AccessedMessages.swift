import CaseModel
import CaseTally

/// The messages that the attacker's Bind records name, in all mailboxes, as columns: a row for each
/// (mailbox, message), and 4 bytes for each record that names it.
struct AccessedMessages: Sendable {
  /// A message in a mailbox of the scope.
  struct Index: RowIndex {
    let number: UInt32
    init(_ number: UInt32) { self.number = number }
  }

  struct Entry: Sendable {
    var mailbox: ScopedIndex
    var message: MessageIndex
    var identifiedBy: MessageIdentifier
    var kind: AttributionClass
    var first: RecordIndex
    var last: RecordIndex
    var records: UInt32 = 0
    /// Where the first record names it: a folder of the items.
    fileprivate var folder: UInt32
    /// Into `moreFolders`, from 1.
    fileprivate var moreFolders: UInt32 = 0
    /// Into `records`, when all are there.
    fileprivate var start: UInt32 = 0
  }

  private struct Pair: Sendable {
    var entry: Index
    var record: RecordIndex
  }

  private struct Folder: Sendable {
    var folder: UInt32
    var next: UInt32
  }

  private(set) var entries: [Entry] = []
  /// In the order of time, until they are sorted by entry.
  private var pairs: [Pair] = []
  private var records: [RecordIndex] = []
  /// Most messages are in one folder, others in a few.
  private var moreFolders: [Folder] = []
  /// By message: its first entry, from 1. Most are in one mailbox.
  private var heads: [UInt32]
  /// Over the entries of a message behind its first.
  private var further = HashIndex()

  /// - Parameter messages: how many texts of messages there are.
  init(messages: Int) { heads = [UInt32](repeating: 0, count: messages) }

  mutating func add(
    _ item: NamedItem, _ record: RecordIndex, in mailbox: ScopedIndex, _ kind: AttributionClass
  ) {
    let index = self.index(mailbox, item, record, kind)
    note(item, index)
    // A record that names it twice counts once.
    if entries[index].records > 0, entries[index].last == record { return }
    entries[index].records += 1
    entries[index].last = record
    if AttackerAccess.rank(kind) < AttackerAccess.rank(entries[index].kind) {
      entries[index].kind = kind
    }
    pairs.append(Pair(entry: index, record: record))
  }

  private mutating func note(_ item: NamedItem, _ index: Index) {
    let folder = UInt32(item.folder)
    if entries[index].folder == folder { return }
    var more = entries[index].moreFolders
    while more != 0 {
      if moreFolders[Int(more) - 1].folder == folder { return }
      more = moreFolders[Int(more) - 1].next
    }
    moreFolders.append(Folder(folder: folder, next: entries[index].moreFolders))
    entries[index].moreFolders = UInt32(moreFolders.count)
  }

  /// Sorts the records by entry, when all were added.
  mutating func finish() {
    var start: UInt32 = 0
    for index in entries.indices {
      entries[index].start = start
      start += entries[index].records
    }
    records = [RecordIndex](repeating: RecordIndex(0), count: pairs.count)
    var next = entries.map(\.start)
    for pair in pairs {
      records[Int(next[pair.entry])] = pair.record
      next[pair.entry] += 1
    }
    pairs = []
  }

  /// The records that name a message, in the order of time.
  func records(_ entry: Index) -> ArraySlice<RecordIndex> {
    let start = Int(entries[entry].start)
    return records[start..<(start + Int(entries[entry].records))]
  }

  /// The folders in which they name it, in no order.
  func folders(_ entry: Index) -> [UInt32] {
    var folders = [entries[entry].folder]
    var more = entries[entry].moreFolders
    while more != 0 {
      folders.append(moreFolders[Int(more) - 1].folder)
      more = moreFolders[Int(more) - 1].next
    }
    return folders
  }

  // MARK: - Table

  private mutating func index(
    _ mailbox: ScopedIndex, _ item: NamedItem, _ record: RecordIndex, _ kind: AttributionClass
  ) -> Index {
    if let index = find(mailbox, item.message, item.identifiedBy) { return index }
    entries.append(
      Entry(
        mailbox: mailbox, message: item.message, identifiedBy: item.identifiedBy, kind: kind,
        first: record, last: record, folder: UInt32(item.folder)))
    if heads[item.message] == 0 {
      heads[item.message] = UInt32(entries.count)
    } else {
      further.insert(entries.count - 1, AccessedMessages.hash(mailbox, item.message))
    }
    return Index(UInt32(entries.count - 1))
  }

  func find(
    _ mailbox: ScopedIndex, _ message: MessageIndex, _ identifiedBy: MessageIdentifier
  ) -> Index? {
    if heads[message] == 0 { return nil }
    let head = Index(heads[message] - 1)
    if entries[head].mailbox == mailbox, entries[head].identifiedBy == identifiedBy { return head }
    return further.find(AccessedMessages.hash(mailbox, message)) {
      entries[$0].message == message && entries[$0].mailbox == mailbox
        && entries[$0].identifiedBy == identifiedBy
    }.map { Index(UInt32($0)) }
  }

  private static func hash(_ mailbox: ScopedIndex, _ message: MessageIndex) -> UInt32 {
    let mixed = (UInt64(message.number) << 32 | UInt64(mailbox.number)) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: mixed >> 32)
  }
}
