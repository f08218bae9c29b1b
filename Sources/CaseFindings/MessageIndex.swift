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
    /// Into `pairs`; the latest record comes first.
    fileprivate var lastPair: Int32 = -1
  }

  private struct Pair: Sendable {
    var record: UInt32
    var previous: Int32
  }

  private(set) var entries: [Entry] = []
  private var pairs: [Pair] = []
  /// Open addressing: index into `entries` plus 1.
  private var slots = [UInt32](repeating: 0, count: 256)

  mutating func add(_ item: NamedItem, record: Int, place: Int, _ kind: AttributionClass) {
    let index = self.index(place, item.message, item.identifiedBy, record, kind)
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
