import CaseModel
import TestSupport
import Testing

/// What a wrapper says fills what its record lacks, under whatever names it says it (R2, R4).
struct WrapperTests {
  @Test func aWrapperWithTheNamesOfARecordFillsItsRecord() throws {
    let inner = FixtureRecord.attackerBind(1, "a@x").json
    for name in ["Operation", "UserId", "CreationTime"] {
      let pattern = try Regex("\"\(name)\":\"[^\"]*\",")
      let lacking = inner.replacing(pattern, with: "", maxReplacements: 1)
      #expect(lacking != inner)
      let text =
        "{\"Operation\":\"MailItemsAccessed\",\"UserId\":\"m@x\",\"Id\":\"\(fixtureGuid(1))\","
        + "\"CreationTime\":\"2025-03-12T08:00:00\",\"AuditData\":\(lacking)}"
      let findings = try fixtureFindings(
        [FixtureFile(Array(text.utf8))], try attackerScope())
      #expect(findings.totals.rejected == 0, "\(name)")
      #expect(findings.recordedIds == ["a@x"], "\(name)")
    }
  }
}
