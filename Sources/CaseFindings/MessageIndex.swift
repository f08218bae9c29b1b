import CaseModel

/// The messages that the attacker's Bind records name, in all mailboxes, as columns: a row for
/// each (mailbox, message), and 8 bytes for each record that names it.
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
    var subject: UInt32 = 0
    /// As the first of its records states it; −1: not stated.
    var sizeInBytes: Int64 = -1
    /// As any record of the mailbox states it, whoever's.
    fileprivate var anySize: Int64 = -1
    /// The item's own id in the first folder in which it has one.
    fileprivate var idFolder: UInt32 = 0
    fileprivate var id: UInt32 = 0
    /// The id stands for different messages (R5).
    var isReused = false
    /// Into `pairs`; the latest record comes first.
    fileprivate var lastPair: Int32 = -1
  }

  private struct Pair: Sendable {
    var record: UInt32
    var previous: Int32
  }

  private(set) var entries: [Entry] = []
  /// By entry and folder: ids in further folders.
  private var otherIds: [UInt64: UInt32] = [:]
  private var pairs: [Pair] = []
  /// Open addressing: index into `entries` plus 1.
  private var slots = [UInt32](repeating: 0, count: 256)

  mutating func add(
    _ item: NamedItem, size: Int64, subject: UInt32, record: Int, place: Int,
    _ kind: AttributionClass
  ) {
    let index = self.index(place, item.message, item.identifiedBy, record, kind)
    if entries[index].sizeInBytes < 0 { entries[index].sizeInBytes = size }
    if entries[index].subject == 0 { entries[index].subject = subject }
    // A record that names it twice counts once.
    if entries[index].records > 0, entries[index].last == UInt32(record) { return }
    entries[index].records += 1
    entries[index].last = UInt32(record)
    if AttackerAccess.rank(kind) < AttackerAccess.rank(entries[index].kind) {
      entries[index].kind = kind
    }
    pairs.append(Pair(record: UInt32(record), previous: entries[index].lastPair))
    entries[index].lastPair = Int32(pairs.count - 1)
  }

  /// By text: whether it is a message that is here, in whatever mailbox.
  func names(count: Int) -> [Bool] {
    var names = [Bool](repeating: false, count: count)
    for entry in entries { names[Int(entry.message)] = true }
    return names
  }

  /// What a record says of a message, whoever's record it is (R5).
  mutating func note(_ entry: Int, size: Int64, id: UInt32, folder: UInt32) {
    if entries[entry].identifiedBy != .internetMessageId { return }
    if size >= 0 {
      let known = entries[entry].anySize
      if known >= 0, known != size { entries[entry].isReused = true }
      entries[entry].anySize = size
    }
    if id == 0 || entries[entry].isReused { return }
    if entries[entry].id == 0 {
      entries[entry].id = id
      entries[entry].idFolder = folder
    } else if entries[entry].idFolder == folder {
      if entries[entry].id != id { entries[entry].isReused = true }
    } else {
      let key = UInt64(entry) << 32 | UInt64(folder)
      if let known = otherIds[key], known != id { entries[entry].isReused = true }
      otherIds[key] = id
    }
  }

  /// The records that name a message, in the order of time.
  func records(_ entry: Int) -> [Int] {
    var records: [Int] = []
    records.reserveCapacity(Int(entries[entry].records))
    var pair = entries[entry].lastPair
    while pair >= 0 {
      records.append(Int(pairs[Int(pair)].record))
      pair = pairs[Int(pair)].previous
    }
    records.reverse()
    return records
  }

  // MARK: - Table

  private mutating func index(
    _ place: Int, _ message: UInt32, _ identifiedBy: MessageIdentifier, _ record: Int,
    _ kind: AttributionClass
  ) -> Int {
    if let index = find(place, message, identifiedBy) { return index }
    entries.append(
      Entry(
        place: Int32(place), message: message, identifiedBy: identifiedBy, kind: kind,
        first: UInt32(record), last: UInt32(record)))
    insert(entries.count - 1)
    if entries.count * 2 > slots.count {
      slots = [UInt32](repeating: 0, count: slots.count * 2)
      for index in entries.indices { insert(index) }
    }
    return entries.count - 1
  }

  private mutating func insert(_ index: Int) {
    var slot = self.slot(Int(entries[index].place), entries[index].message)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(index + 1)
  }

  func find(
    _ place: Int, _ message: UInt32, _ identifiedBy: MessageIdentifier
  ) -> Int? {
    var slot = self.slot(place, message)
    while slots[slot] != 0 {
      let index = Int(slots[slot]) - 1
      if entries[index].message == message, entries[index].place == Int32(place),
        entries[index].identifiedBy == identifiedBy
      {
        return index
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  private func slot(_ place: Int, _ message: UInt32) -> Int {
    let mixed = (UInt64(message) << 20 ^ UInt64(place)) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (slots.count - 1)
  }
}
