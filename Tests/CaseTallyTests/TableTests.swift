import TestSupport
import Testing

@testable import CaseTally

/// The tables that find a row by its number or its hash, against a dictionary.
struct TableTests {
  /// Many keys that are alike, and some that come again: as a dictionary numbers them.
  @Test func aNumberTableNumbersKeysInTheOrderOfTheirArrival() {
    var random = FixtureRandom(seed: 3)
    var table = NumberTable()
    var known: [[UInt32]: Int] = [:]
    for _ in 0..<20_000 {
      let words = (0..<3).map { _ in UInt32(random.below(40)) }
      let number = table.number(of: NumberTable.Key(words[0], words[1], words[2]))
      #expect(known[words, default: known.count] == number)
      known[words] = number
    }
    #expect(table.count == known.count && table.keys.count == known.count)
    for (words, number) in known {
      let key = table.keys[number]
      #expect([key.first, key.second, key.third] == words)
    }
  }

  @Test func manyKeysAtOnceGetTheNumbersThatTheyGetOneByOne() {
    var random = FixtureRandom(seed: 4)
    var (one, many) = (NumberTable(), NumberTable())
    for size in [0, 1, 2, 63, 64, 65, 1_000] {
      let keys = (0..<size).map { _ in
        NumberTable.Key(UInt32(random.below(30)), .max, UInt32(random.below(30)))
      }
      #expect(many.numbers(of: keys) == keys.map { UInt32(one.number(of: $0)) })
      #expect(one.keys == many.keys)
    }
  }

  /// Rows whose hashes are the same, and a table that grows: each is found, and nothing else.
  @Test(arguments: [1, 7, 1 << 20] as [UInt64])
  func aSlotTableFindsWhatWasInserted(_ different: UInt64) {
    var table = SlotTable()
    let rows = (0..<3_000).map { $0 * 3 }
    func hash(_ row: Int) -> UInt64 { UInt64(row) % different }
    #expect(table.find(hash(0)) { _ in true } == nil)
    for (number, row) in rows.enumerated() {
      #expect(table.find(hash(row)) { rows[$0] == row } == nil)
      table.insert(number, hash(row)) { hash(rows[$0]) }
      #expect(table.find(hash(row)) { rows[$0] == row } == number)
    }
    for (number, row) in rows.enumerated() where number % 100 == 0 {
      #expect(table.find(hash(row)) { rows[$0] == row } == number)
      #expect(table.find(hash(row + 1)) { rows[$0] == row + 1 } == nil)
    }
  }
}
