import CaseFindings
import CaseModel
import TestSupport
import Testing

/// One record, whatever program wrote it: the same findings (R22).
struct NotationTests {
  private static let scope = #"""
    {"indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}],
     "windows": [{"from": "2025-03-10T01:00:00Z", "to": "2025-03-10T15:00:00Z"}]}
    """#

  private func lines(_ records: [String]) throws -> [String] {
    let text = records.joined(separator: "\n")
    var findings = try fixtureFindings(
      [FixtureFile(Array(text.utf8))], try fixtureScope(NotationTests.scope))
    // Where the bytes stand is another matter.
    findings.completeness.files = []
    return findingLines(findings)
  }

  @Test(arguments: RecordNotation.ofAll.map(\.name))
  func anyListOrObjectMayStandInIt(_ name: String) throws {
    let notation = try #require(RecordNotation.ofAll.first { $0.name == name })
    let records = NotatedRecords(count: 1_000, seed: 7).records.map(\.json)
    let expected = try lines(records)
    #expect(expected.count > 100)
    let written = try records.map { try notation.applied(to: $0, NotatedRecords.members) }
    #expect(written != records)
    let found = try lines(written)
    #expect(found == expected, "\(firstDifference(found, expected)); \(written[3])")
  }

  @Test(arguments: RecordNotation.ofPairs.map(\.name))
  func namesAndValuesMayStandInIt(_ name: String) throws {
    let notation = try #require(RecordNotation.ofPairs.first { $0.name == name })
    let records = NotatedRecords(count: 1_000, seed: 11).records.map(\.json)
    let expected = try lines(records)
    let written = try records.map { try notation.applied(to: $0, NotatedRecords.pairMembers) }
    #expect(written != records)
    let found = try lines(written)
    #expect(found == expected, "\(firstDifference(found, expected)); \(written[3])")
  }

  private func firstDifference(_ one: [String], _ other: [String]) -> String {
    zip(one, other).first { $0 != $1 }.map { "\($0) / \($1)" }
      ?? "\(one.count) / \(other.count) lines"
  }
}
