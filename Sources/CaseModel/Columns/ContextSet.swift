/// Distinct contexts, numbered from 0 in order of arrival.
package struct ContextSet: Sendable {
  package private(set) var rows: [ContextRow] = []
  private var index = HashIndex()

  package init() {}

  package mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    index.removeAll()
  }

  package mutating func number(of row: ContextRow) -> UInt32 { number(of: row, row.hash) }

  /// The numbers of many rows, in their order; in steps over all (`HashIndex.prefetch`).
  package mutating func numbers(of more: [ContextRow]) -> [UInt32] {
    index.reserve(more.count)
    let hashes = more.map(\.hash)
    var numbers = hashes.map { index.prefetch($0) }
    for (place, row) in more.enumerated() {
      let guess = Int(numbers[place]) - 1
      numbers[place] =
        guess >= 0 && rows[guess] == row ? UInt32(guess) : number(of: row, hashes[place])
    }
    return numbers
  }

  private mutating func number(of row: ContextRow, _ hash: UInt32) -> UInt32 {
    if let number = index.find(hash, { rows[$0] == row }) { return UInt32(number) }
    rows.append(row)
    index.insert(rows.count - 1, hash)
    return UInt32(rows.count - 1)
  }
}

/// For the tables of contexts: two more numbers in a hash.
@inline(__always)
func mix(_ hash: UInt64, _ left: UInt32, _ right: UInt32) -> UInt64 {
  let word = hash ^ (UInt64(left) << 32 | UInt64(right))
  let product = word.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low ^ 0xE703_7ED1_A0B4_28DB
}

extension ContextRow {
  /// Of all fields.
  fileprivate var hash: UInt32 {
    let types =
      UInt32(UInt16(bitPattern: userType)) << 16 | UInt32(UInt16(bitPattern: logonType))
    var hash = mix(0x9E37_79B9_7F4A_7C15, organization, mailboxGuid)
    hash = mix(hash, mailboxName, user)
    hash = mix(hash, session, token)
    hash = mix(hash, client, addresses)
    return UInt32(truncatingIfNeeded: mix(hash, applications, types) >> 32)
  }
}
