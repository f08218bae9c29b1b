import Testing

@testable import CaseModel

struct HashIndexTests {
  /// Rows whose hashes are the same, and a table that grows: each is found, and nothing else.
  @Test(arguments: [1, 7, 1 << 20] as [UInt32])
  func itFindsWhatWasInserted(_ different: UInt32) {
    var index = HashIndex()
    let rows = (0..<3_000).map { $0 * 3 }
    func hash(_ row: Int) -> UInt32 { UInt32(row) % different }
    #expect(index.find(hash(0)) { _ in true } == nil)
    #expect(index.prefetch(hash(0)) == 0)
    for (number, row) in rows.enumerated() {
      #expect(index.find(hash(row)) { rows[$0] == row } == nil)
      index.insert(number, hash(row))
      #expect(index.find(hash(row)) { rows[$0] == row } == number)
    }
    for (number, row) in rows.enumerated() where number % 100 == 0 {
      #expect(index.find(hash(row)) { rows[$0] == row } == number)
      #expect(index.find(hash(row + 1)) { rows[$0] == row + 1 } == nil)
    }
  }

  /// What is brought near is a row with the hash, or nothing.
  @Test func aPrefetchIsNeverARowOfAnotherHash() {
    var index = HashIndex(capacity: 4)
    for number in 0..<500 { index.insert(number, UInt32(number) &* 64) }
    for number in 0..<500 {
      let likely = index.prefetch(UInt32(number) &* 64)
      #expect(likely == 0 || likely == UInt32(number) + 1)
      #expect(index.prefetch(UInt32(number) &* 64 + 1) == 0)
    }
    index.removeAll()
    #expect((0..<500).allSatisfy { index.prefetch(UInt32($0) &* 64) == 0 })
    index.reserve(10_000)
    index.insert(7, 9)
    #expect(index.find(9) { $0 == 7 } == 7)
  }
}
