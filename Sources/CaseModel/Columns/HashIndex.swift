/// Open addressing over rows that stand elsewhere: finds the number of a row by 32 bits of its hash.
///
/// The one table of the house: interned texts, contexts, folders, record keys and messages are
/// looked up with it. No seed, so it is the same on every machine.
package struct HashIndex: Sendable {
  /// The hash above the number plus 1; 0 is free. Up to three quarters are taken: what stands behind
  /// one another is in the same line of the cache, and hashes tell rows apart.
  private var slots: [UInt64]
  private var mask: Int
  private var count = 0

  /// - Parameter capacity: rows that fit without growing.
  package init(capacity: Int = 32) {
    var size = 64
    while size * 3 < capacity * 4 { size *= 2 }
    slots = [UInt64](repeating: 0, count: size)
    mask = size - 1
  }

  /// Empties it; the memory stays.
  package mutating func removeAll() {
    for slot in slots.indices { slots[slot] = 0 }
    count = 0
  }

  /// Room for more rows without growing in between.
  package mutating func reserve(_ more: Int) {
    while (count + more) * 4 > slots.count * 3 { grow() }
  }

  /// - Parameter isIt: the row with this number is the one that is looked for.
  @inline(__always)
  package func find(_ hash: UInt32, _ isIt: (_ number: Int) -> Bool) -> Int? {
    var slot = Int(hash) & mask
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      if UInt32(truncatingIfNeeded: entry >> 32) == hash {
        let number = Int(UInt32(truncatingIfNeeded: entry)) - 1
        if isIt(number) { return number }
      }
      slot = (slot + 1) & mask
    }
  }

  /// Adds a row that `find` did not find.
  package mutating func insert(_ number: Int, _ hash: UInt32) {
    if (count + 1) * 4 > slots.count * 3 { grow() }
    // More rows than 32 bits hold stop here, and are not taken for others.
    put(UInt64(hash) << 32 | UInt64(UInt32(number + 1)))
    count += 1
  }

  /// The number plus 1 that stands first where a hash leads, if it has the hash; else 0.
  ///
  /// What is looked up lies far apart in memory. Asked for many rows before any of them is needed,
  /// the processor waits for many places at the same time and not for one after the other.
  @inline(__always)
  package func prefetch(_ hash: UInt32) -> UInt32 {
    let entry = slots[Int(hash) & mask]
    return UInt32(truncatingIfNeeded: entry >> 32) == hash ? UInt32(truncatingIfNeeded: entry) : 0
  }

  private mutating func put(_ entry: UInt64) {
    var slot = Int(truncatingIfNeeded: entry >> 32) & mask
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  /// Twice the slots; the entries carry their hashes.
  private mutating func grow() {
    var wider = [UInt64](repeating: 0, count: slots.count * 2)
    let mask = wider.count - 1
    var free = wider.mutableSpan
    for entry in slots where entry != 0 {
      var slot = Int(truncatingIfNeeded: entry >> 32) & mask
      while free[slot] != 0 { slot = (slot + 1) & mask }
      free[slot] = entry
    }
    slots = wider
    self.mask = mask
  }
}
