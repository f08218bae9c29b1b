import CaseModel
import CaseScope
import TestSupport
import Testing
import TextFormats

/// A rule that was wrong is taken back by a decision: it stays on record and matches nothing.
struct RetractedRuleTests {
  private let rules = #"""
    "indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}, {"id": "A2", "users": ["nobody@x"]}],
    "knownGood": [{"id": "K1", "sessions": ["s"]}]
    """#

  private func scope(_ decisions: String) throws -> Scope {
    try fixtureScope("{\(rules), \"decisions\": [\(decisions)]}")
  }

  @Test func itDecidesNothing() throws {
    let records = [FixtureRecord.attackerBind(1, "a@x")]
    let before = try fixtureFindings(records, try scope(""))
    #expect(before.message("a@x") != nil)
    let after = try fixtureFindings(
      records, try scope(#"{"by": "D", "why": "a shared exit", "what": {"retract": {"id": "A1"}}}"#)
    )
    #expect(after.message("a@x") == nil)
    #expect(after.request.scope.indicators.map(\.id) == ["A2"])
  }

  @Test func aScopeWithoutRulesInForceIsOneWithoutRules() throws {
    let findings = try fixtureFindings(
      [.attackerBind(1, "a@x")],
      try fixtureScope(
        #"""
        {"indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}],
         "decisions": [{"by": "D", "why": "w", "what": {"retract": {"id": "A1"}}}]}
        """#))
    #expect(findings.summary.contains("no indicator decided yet"))
  }

  @Test func whatIsWrittenIsReadAsTheSame() throws {
    let scope = try scope(
      #"""
      {"at": "2025-04-01T00:00:00Z", "by": "D", "why": "w", "what": {"retract": {"id": "K1"}}},
      {"by": "D", "why": "w", "what": {"retract": {"id": "A1"}}}
      """#)
    let written = writeScope(scope)
    #expect(try readScope(try JSONReader.read(written)) == scope)
    #expect(scope.retractedKnownGood.map(\.id) == ["K1"])
    #expect(writeScope(try readScope(try JSONReader.read(written))) == written)
  }

  @Test(arguments: [
    #"{"by": "D", "why": "w", "what": {"retract": {"id": "A9"}}}"#,
    #"{"by": "D", "why": "w", "what": {"retract": {"id": ""}}}"#,
    #"{"by": "D", "why": "w", "what": {"retract": {}}}"#,
    #"{"by": "D", "why": "w", "what": {"retract": {"id": "A1", "x": 1}}}"#,
    #"{"by": " ", "why": "w", "what": {"retract": {"id": "A1"}}}"#,
    #"{"by": "D", "what": {"retract": {"id": "A1"}}}"#,
    #"{"by": "D", "why": "w", "what": {"retract": {"id": "A1"}, "leaveOutside": {}}}"#,
    #"{"by": "D", "why": "w", "what": {"retract": {"id": "A1"}}}, {"by": "D", "why": "w", "what": {"retract": {"id": "A1"}}}"#,
  ])
  func anotherIsAnError(_ decisions: String) throws {
    #expect(throws: DocumentProblem.self) { try scope(decisions) }
  }
}
