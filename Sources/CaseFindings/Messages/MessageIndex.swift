import CaseModel
import CaseTally

/// The messages that the attacker's Bind records name, in all mailboxes, as columns: a row for each
/// (mailbox, message), and 4 bytes for each record that names it.
struct MessageIndex: Sendable {
  struct Entry: Sendable {
    var place: Int32
    var message: UInt32
    var identifiedBy: MessageIdentifier
    var kind: AttributionClass
    /// Records, in the order of time.
    var first: UInt32
    var last: UInt32
    var records: UInt32 = 0
    /// Where the first record names it: a folder of the items.
    fileprivate var folder: UInt32
    /// Into `moreFolders`, from 1.
    fileprivate var moreFolders: UInt32 = 0
    /// Into `records`, when all are there.
    fileprivate var start: UInt32 = 0
  }

  private struct Pair: Sendable {
    var entry: UInt32
    var record: UInt32
  }

  private struct Folder: Sendable {
    var folder: UInt32
    var next: UInt32
  }

  private(set) var entries: [Entry] = []
  /// In the order of time, until they are sorted by entry.
  private var pairs: [Pair] = []
  private var records: [UInt32] = []
  /// Most messages are in one folder, others in a few.
  private var moreFolders: [Folder] = []
  /// By message: its first entry, from 1. Most are in one mailbox.
  private var heads: [UInt32]
  /// Over further entries of a message.
  private var slots = SlotTable()

  /// - Parameter messages: how many texts of messages there are.
  init(messages: Int) { heads = [UInt32](repeating: 0, count: messages) }

  mutating func add(_ item: NamedItem, record: Int, place: Int, _ kind: AttributionClass) {
    let index = self.index(place, item, record, kind)
    note(item, index)
    // A record that names it twice counts once.
    if entries[index].records > 0, entries[index].last == UInt32(record) { return }
    entries[index].records += 1
    entries[index].last = UInt32(record)
    if AttackerAccess.rank(kind) < AttackerAccess.rank(entries[index].kind) {
      entries[index].kind = kind
    }
    pairs.append(Pair(entry: UInt32(index), record: UInt32(record)))
  }

  private mutating func note(_ item: NamedItem, _ index: Int) {
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
    records = [UInt32](repeating: 0, count: pairs.count)
    var next = entries.map(\.start)
    for pair in pairs {
      records[Int(next[Int(pair.entry)])] = pair.record
      next[Int(pair.entry)] += 1
    }
    pairs = []
  }

  /// The records that name a message, in the order of time.
  func records(_ entry: Int) -> ArraySlice<UInt32> {
    let start = Int(entries[entry].start)
    return records[start..<(start + Int(entries[entry].records))]
  }

  /// The folders in which they name it, in no order.
  func folders(_ entry: Int) -> [UInt32] {
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
    _ place: Int, _ item: NamedItem, _ record: Int, _ kind: AttributionClass
  ) -> Int {
    if let index = find(place, item.message, item.identifiedBy) { return index }
    entries.append(
      Entry(
        place: Int32(place), message: item.message, identifiedBy: item.identifiedBy, kind: kind,
        first: UInt32(record), last: UInt32(record), folder: UInt32(item.folder)))
    if heads[Int(item.message)] == 0 {
      heads[Int(item.message)] = UInt32(entries.count)
    } else {
      slots.insert(entries.count - 1, MessageIndex.hash(place, item.message)) { [entries] in
        MessageIndex.hash(Int(entries[$0].place), entries[$0].message)
      }
    }
    return entries.count - 1
  }

  func find(
    _ place: Int, _ message: UInt32, _ identifiedBy: MessageIdentifier
  ) -> Int? {
    let head = Int(heads[Int(message)]) - 1
    if head < 0 { return nil }
    if entries[head].place == Int32(place), entries[head].identifiedBy == identifiedBy {
      return head
    }
    return slots.find(MessageIndex.hash(place, message)) {
      entries[$0].message == message && entries[$0].place == Int32(place)
        && entries[$0].identifiedBy == identifiedBy
    }
  }

  private static func hash(_ place: Int, _ message: UInt32) -> UInt64 {
    UInt64(message) << 32 | UInt64(place)
  }
}
