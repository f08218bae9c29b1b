/// Distinct contexts, numbered from 0 in order of arrival.
///
/// Open addressing over rows of numbers: no `Dictionary`, no seed, the same on every machine.
package struct ContextSet: Sendable {
  package private(set) var rows: [ContextRow] = []
  /// A part of the hash above the number plus 1; 0 is free.
  private var table = [UInt64](repeating: 0, count: 64)

  package init() {}

  package mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    for slot in table.indices { table[slot] = 0 }
  }

  package mutating func number(of row: ContextRow) -> UInt32 {
    number(of: row, hash: row.mixed >> 32)
  }

  /// The numbers of many rows, in their order.
  ///
  /// In steps over all, because what is looked up lies far apart in memory: so the processor waits
  /// for many places at the same time.
  package mutating func numbers(of more: [ContextRow]) -> [UInt32] {
    while (rows.count + more.count) * 2 > table.count { grow() }
    let hashes = more.map { $0.mixed >> 32 }
    var numbers = hashes.map { hash -> UInt32 in
      let entry = table[Int(truncatingIfNeeded: hash) & (table.count - 1)]
      return entry >> 32 == hash ? UInt32(truncatingIfNeeded: entry) : 0
    }
    for index in more.indices {
      let guess = Int(numbers[index]) - 1
      numbers[index] =
        guess >= 0 && rows[guess] == more[index]
        ? UInt32(guess) : number(of: more[index], hash: hashes[index])
    }
    return numbers
  }

  private mutating func number(of row: ContextRow, hash: UInt64) -> UInt32 {
    var slot = Int(truncatingIfNeeded: hash) & (table.count - 1)
    while true {
      let entry = table[slot]
      if entry == 0 { break }
      if entry >> 32 == hash {
        let number = UInt32(truncatingIfNeeded: entry) - 1
        if rows[Int(number)] == row { return number }
      }
      slot = (slot + 1) & (table.count - 1)
    }
    let number = UInt32(rows.count)
    rows.append(row)
    table[slot] = hash << 32 | UInt64(number + 1)
    if rows.count * 2 > table.count { grow() }
    return number
  }

  private mutating func grow() {
    let old = table
    table = [UInt64](repeating: 0, count: old.count * 2)
    for entry in old where entry != 0 {
      var slot = Int(truncatingIfNeeded: entry >> 32) & (table.count - 1)
      while table[slot] != 0 { slot = (slot + 1) & (table.count - 1) }
      table[slot] = entry
    }
  }
}

@inline(__always)
private func mix(_ hash: UInt64, _ left: UInt32, _ right: UInt32) -> UInt64 {
  let word = hash ^ (UInt64(left) << 32 | UInt64(right))
  let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low ^ 0xE703_7ED1_A0B4_28DB
}

extension ContextRow {
  /// All fields, mixed.
  fileprivate var mixed: UInt64 {
    let types =
      UInt32(UInt16(bitPattern: userType)) << 16 | UInt32(UInt16(bitPattern: logonType))
    var hash = mix(0x9E37_79B9_7F4A_7C15, organization, mailboxGuid)
    hash = mix(hash, mailboxName, user)
    hash = mix(hash, session, token)
    hash = mix(hash, client, addresses)
    return mix(hash, applications, types)
  }
}
