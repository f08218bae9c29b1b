import CaseFindings
import CaseModel
import TestSupport
import Testing

/// Search tools stop at round numbers without saying so (R18).
struct RoundCountTests {
  private func signs(_ rows: Int) throws -> [String] {
    let line =
      #"{"CreationTime":"2025-03-12T08:00:00","Operation":"Send","UserId":"a@x","Id":""#
    let text = (0..<rows).map { "\(line)r\($0)\"}\n" }.joined()
    let findings = try fixtureFindings([FixtureFile(Array(text.utf8))])
    #expect(findings.completeness.files[0].ledger.rows == Int64(rows))
    return findings.completeness.files[0].signs.map(\.code)
  }

  @Test(arguments: [100, 1_000, 2_000, 5_000, 10_000])
  func aRoundNumberOfRowsIsASignAndItsNeighboursAreNone(_ rows: Int) throws {
    #expect(try signs(rows) == ["roundCount"])
    #expect(try signs(rows - 1) == [])
    #expect(try signs(rows + 1) == [])
  }
}
