/// Distinct pairs of words, numbered from 0 in order of arrival. Open addressing: no seed, the same
/// on every machine.
package struct NumberTable: Sendable {
  package struct Key: Equatable, Sendable {
    var high: UInt64
    var low: UInt64

    init(_ first: UInt32, _ second: UInt32, _ third: UInt32 = 0) {
      high = UInt64(first) << 32 | UInt64(second)
      low = UInt64(third)
    }

    package var first: UInt32 { UInt32(truncatingIfNeeded: high >> 32) }
    package var second: UInt32 { UInt32(truncatingIfNeeded: high) }
    package var third: UInt32 { UInt32(truncatingIfNeeded: low) }

    @inline(__always)
    fileprivate var hash: UInt64 {
      let product = (high ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
        by: low ^ 0xA076_1D64_78BD_642F)
      let mixed = (product.high ^ product.low).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
      return (mixed.high ^ mixed.low) >> 32
    }
  }

  package private(set) var keys: [Key] = []
  /// 32 bits of the hash above the number plus 1; 0 is free.
  private var slots = [UInt64](repeating: 0, count: 64)

  package var count: Int { keys.count }

  mutating func number(of key: Key) -> Int { number(of: key, hash: key.hash) }

  /// The numbers of many keys, in steps over all: what is looked up lies far apart in memory, so
  /// the processor waits for many places at the same time.
  mutating func numbers(of more: [Key]) -> [UInt32] {
    while (keys.count + more.count) * 2 > slots.count { grow() }
    let mask = slots.count - 1
    var numbers = [UInt32](repeating: 0, count: more.count)
    for index in more.indices {
      numbers[index] = UInt32(
        truncatingIfNeeded: slots[Int(truncatingIfNeeded: more[index].hash) & mask])
    }
    for index in more.indices {
      let guess = numbers[index]
      if guess != 0, keys[Int(guess) - 1] == more[index] {
        numbers[index] = guess - 1
      } else {
        numbers[index] = UInt32(number(of: more[index], hash: more[index].hash))
      }
    }
    return numbers
  }

  private mutating func number(of key: Key, hash: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
    while true {
      let entry = slots[slot]
      if entry == 0 { break }
      if entry >> 32 == hash {
        let number = Int(UInt32(truncatingIfNeeded: entry)) - 1
        if keys[number] == key { return number }
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    keys.append(key)
    slots[slot] = hash << 32 | UInt64(keys.count)
    if keys.count * 2 > slots.count { grow() }
    return keys.count - 1
  }

  private mutating func grow() {
    let old = slots
    slots = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 {
      var slot = Int(truncatingIfNeeded: entry >> 32) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = entry
    }
  }
}
