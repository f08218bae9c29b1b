/// Open addressing over rows that stand elsewhere: finds the number of a row by its hash.
package struct SlotTable: Sendable {
  /// The number plus 1; 0 is free.
  private var slots = [UInt32](repeating: 0, count: 256)
  private var taken = 0

  package init() {}

  /// - Parameter isIt: the row with this number is the one that is looked for.
  @inline(__always)
  package func find(_ hash: UInt64, _ isIt: (_ number: Int) -> Bool) -> Int? {
    var slot = place(hash)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isIt(number) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Adds a row that is not here.
  ///
  /// - Parameter hashOf: of a row that was added before.
  package mutating func insert(_ number: Int, _ hash: UInt64, hashOf: (_ number: Int) -> UInt64) {
    taken += 1
    if taken * 2 > slots.count {
      let old = slots
      slots = [UInt32](repeating: 0, count: old.count * 2)
      for slot in old where slot != 0 { put(Int(slot) - 1, hashOf(Int(slot) - 1)) }
    }
    put(number, hash)
  }

  /// What stands first where a hash leads: reading it brings the place nearer.
  @inline(__always)
  func touch(_ hash: UInt64) -> UInt32 { slots[place(hash)] }

  private mutating func put(_ number: Int, _ hash: UInt64) {
    var slot = place(hash)
    while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = UInt32(number + 1)
  }

  @inline(__always)
  private func place(_ hash: UInt64) -> Int {
    let mixed = hash &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: (mixed ^ mixed >> 29) >> 16) & (slots.count - 1)
  }
}
