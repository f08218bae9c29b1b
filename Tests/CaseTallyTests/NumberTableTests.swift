import TestSupport
import Testing

@testable import CaseTally

/// The table of triples, against a dictionary.
struct NumberTableTests {
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
}
