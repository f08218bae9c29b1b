import CaseFindings
import CaseModel
import TestSupport
import Testing

/// The product and a second, naive reading of the rules agree on every seed.
struct NaiveRulesTests {
  private static let seeds: ClosedRange<UInt64> = 1...300
  private static let count = 40

  @Test func theNaiveReadingAgreesOnEverySeed() throws {
    var kinds: Set<String> = []
    var records = 0
    var conflicts = 0
    for seed in NaiveRulesTests.seeds {
      let given = NaiveCase(seed: seed, count: NaiveRulesTests.count)
      records += given.records.count
      let expected = NaiveFindings(given).lines
      let findings = try fixtureFindings(given.records, try fixtureScope(given.scope))
      conflicts += findings.totals.conflicts
      let found = findingLines(findings)
      let missing = Set(expected).subtracting(found).sorted()
      let added = Set(found).subtracting(expected).sorted()
      if !missing.isEmpty || !added.isEmpty {
        Issue.record("seed \(seed)\nexpected \(missing)\nfound \(added)\n\(given.scope)")
        break
      }
      for line in expected {
        kinds.formUnion(line.split(separator: " ").prefix(2).map(String.init))
      }
    }
    // A generator that misses a case proves nothing.
    for kind in [
      "recorded", "folder", "throttled", "assumed", "unnamed", "outside", "contested", "linked",
      "assumption", "service", "knownGood", "otherMailbox", "outsideWindow", "notLinkable",
    ] {
      #expect(kinds.contains(kind), "no case of \(kind)")
    }
    #expect(records > 10_000)
    #expect(conflicts > 100)
  }
}
