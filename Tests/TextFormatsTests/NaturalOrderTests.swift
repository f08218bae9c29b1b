import Testing
import TextFormats

/// Names in the order in which people number them.
struct NaturalOrderTests {
  @Test func numbersCountByTheirValue() {
    let names = [
      "", "1", "01", "2", "10", "a", "a1", "a01b", "a2", "a10", "a10.csv", "aä", "b",
      "s3a://lake/audit-2/part-9", "s3a://lake/audit-2/part-10", "s3a://lake/audit-10/part-1",
    ]
    // What precedes never follows, so that there is one order.
    for (index, name) in names.enumerated() {
      #expect(!naturallyPrecedes(name, name))
      for later in names[(index + 1)...] {
        #expect(naturallyPrecedes(name, later) != naturallyPrecedes(later, name))
      }
    }
    #expect(naturallyPrecedes("part-2", "part-10") && !naturallyPrecedes("part-10", "part-2"))
    #expect(naturallyPrecedes("a2", "a010") && naturallyPrecedes("a", "a1"))
    #expect(naturallyPrecedes("9999999999999999999998", "9999999999999999999999"))
    #expect(naturallyPrecedes("x-9", "x-10.csv"))
    let sorted = names.sorted(by: naturallyPrecedes)
    for seed in 1...5 {
      let mixed = names.indices.map { names[($0 * 7 + seed) % names.count] }
      #expect(mixed.sorted(by: naturallyPrecedes) == sorted)
    }
  }
}
