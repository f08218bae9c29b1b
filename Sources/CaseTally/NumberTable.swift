import CaseModel

/// Distinct triples of numbers, numbered from 0 in order of arrival.
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
    fileprivate var hash: UInt32 {
      let product = (high ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(
        by: low ^ 0xA076_1D64_78BD_642F)
      let mixed = (product.high ^ product.low).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
      return UInt32(truncatingIfNeeded: (mixed.high ^ mixed.low) >> 32)
    }
  }

  package private(set) var keys: [Key] = []
  private var index = HashIndex()

  package var count: Int { keys.count }

  mutating func number(of key: Key) -> Int {
    if let number = index.find(key.hash, { keys[$0] == key }) { return number }
    keys.append(key)
    index.insert(keys.count - 1, key.hash)
    return keys.count - 1
  }
}
