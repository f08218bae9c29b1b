import TestSupport
import Testing

@testable import CaseModel

/// The columns of a batch: texts, distinct texts, distinct contexts.
struct ColumnTests {
  private func texts(_ count: Int, _ random: inout FixtureRandom) -> [[UInt8]] {
    (0..<count).map { _ in (0..<random.below(5)).map { _ in UInt8(random.below(3)) } }
  }

  @Test func contextsAreNumberedInTheOrderOfTheirArrival() {
    var random = FixtureRandom(seed: 5)
    var (one, many) = (ContextSet(), ContextSet())
    var known: [String: UInt32] = [:]
    for size in [0, 1, 63, 64, 65, 5_000] {
      let rows = (0..<size).map { _ -> ContextRow in
        var row = ContextRow()
        row.user = UInt32(random.below(20))
        row.session = UInt32(random.below(20))
        row.logonType = Int16(random.below(3))
        return row
      }
      let numbers = rows.map { one.number(of: $0) }
      #expect(many.numbers(of: rows) == numbers)
      for (row, number) in zip(rows, numbers) {
        let name = "\(row.user) \(row.session) \(row.logonType)"
        #expect(known[name, default: UInt32(known.count)] == number)
        known[name] = number
        #expect(one.rows[Int(number)] == row)
      }
    }
    #expect(one.rows == many.rows && one.rows.count == known.count)
    one.removeAll()
    #expect(one.rows.isEmpty && one.number(of: ContextRow()) == 0)
  }

  /// The same text again is another number, until an interner makes it one.
  @Test func aListKeepsTextsAsTheyCome() {
    var random = FixtureRandom(seed: 6)
    let all = texts(2_000, &random)
    var list = TextList()
    for (index, text) in all.enumerated() {
      let before = list.count
      let number = list.append(text.span.bytes)
      #expect(number == (text.isEmpty ? 0 : UInt32(before)), "\(index)")
      #expect(list.bytes(number).elementsEqual(text))
    }
    #expect(list.bytes == all.map(\.count).reduce(0, +))
    let kept = list.count / 2
    let last = Array(list.bytes(UInt32(kept - 1)))
    list.removeLast(downTo: kept)
    list.removeLast(downTo: kept + 5)
    #expect(list.count == kept && list.bytes(UInt32(kept - 1)).elementsEqual(last))
    #expect(list.append([9, 9].span.bytes) == UInt32(kept))
    list.removeAll()
    #expect(list.count == 1 && list.bytes == 0 && list.bytes(0).isEmpty)
  }

  @Test func anInternerFindsEveryTextAgain() {
    var random = FixtureRandom(seed: 7)
    var interner = ByteInterner()
    var known: [[UInt8]: UInt32] = [[]: 0]
    for text in texts(5_000, &random) {
      let number = interner.intern(text)
      #expect(known[text, default: UInt32(known.count)] == number)
      known[text] = number
    }
    #expect(interner.count == known.count)
    for (text, number) in known { #expect(interner.bytes(number).elementsEqual(text)) }
    var other = ByteInterner()
    _ = other.intern([7, 7, 7])
    let map = other.absorb(interner)
    for (text, number) in known { #expect(other.bytes(map[Int(number)]).elementsEqual(text)) }
  }
}
