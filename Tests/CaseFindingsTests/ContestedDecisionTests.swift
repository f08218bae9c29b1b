import CaseModel
import CaseScope
import TestSupport
import Testing
import TextFormats

/// Known-good access in a session of the attacker: somebody decides what it counts as, and nothing else
/// of the evidence moves (R14).
struct ContestedDecisionTests {
  private static let address = "192.0.2.1"
  private static let good = "192.0.2.2"
  private static let user = "m.rivera@northwind-clinic.example"
  private static let mailbox = "aaaaaaaa-0000-4000-8000-000000000001"

  private func record(
    _ number: Int, _ address: String, _ ids: [String], minute: Int, token: String? = nil
  ) -> FixtureRecord {
    var record = FixtureRecord(number)
    record.time = "2025-03-12T08:\(minute < 10 ? "0" : "")\(minute):00"
    record.clientIPAddress = address
    record.session = "session-2"
    record.token = token
    record.folders = [
      FixtureRecord.Folder(id: "F", path: "\\Inbox", items: ids.map { .init("<\($0)>") })
    ]
    return record
  }

  private var records: [FixtureRecord] {
    [
      record(1, Self.address, ["A", "B"], minute: 10),
      record(2, Self.good, ["A", "C"], minute: 11, token: "t1"),
      record(3, Self.good, ["C", "D"], minute: 12, token: "t2"),
    ]
  }

  private func contested(
    counts: Bool, address: String = good, mailbox: String = "\"guid\": \"\(mailbox)\"",
    who: String = #""by": "Counsel", "why": "her own device""#
  ) -> String {
    """
    {\(who), "what": {"contested": {"counts": \(counts), "context": {
      "addresses": ["\(address)"], "applications": ["00000002-0000-0ff1-ce00-000000000000"],
      "client": "Client=OWA;Action=ViaProxy", "logonType": 0, "mailbox": {\(mailbox)},
      "session": "session-2", "user": "\(Self.user)", "userType": 0}}}}
    """
  }

  private func scope(_ decisions: String...) throws -> Scope {
    try fixtureScope(
      """
      {"indicators": [{"id": "A1", "addresses": ["\(Self.address)"]}],
       "knownGood": [{"id": "K1", "addresses": ["\(Self.good)"]}],
       "decisions": [\(decisions.joined(separator: ", "))]}
      """)
  }

  @Test func withoutADecisionItIsKnownGoodAndItsMessagesAreCounted() throws {
    let findings = try fixtureFindings(records, try scope())
    #expect(findings.recordedIds == ["A", "B"])
    #expect(findings.attribution.contested == 2)
    #expect(findings.attribution.contestedUndecided == 2)
    // A is recorded already.
    #expect(findings.mailboxes[0].contestedMessages == 2)
  }

  @Test func whatCountsIsLinkedWhateverItsToken() throws {
    let findings = try fixtureFindings(records, try scope(contested(counts: true)))
    #expect(findings.recordedIds == ["A", "B", "C", "D"])
    #expect(findings.message("C")?.basis == "linked")
    #expect(findings.attribution[.linked] == 2)
    #expect(findings.attribution[.knownGood] == 0)
    #expect(findings.attribution.contested == 0)
    #expect(findings.mailboxes[0].contestedMessages == 0)
    #expect(!findings.anomalyCodes.contains("decisionWithoutMatch"))
    // Also where sessions are not followed: somebody decided it.
    var apart = try scope(contested(counts: true))
    apart.readings.linkSessions = false
    #expect(try fixtureFindings(records, apart).recordedIds == ["A", "B", "C", "D"])
  }

  @Test func whatStaysIsCountedAsDecided() throws {
    let findings = try fixtureFindings(records, try scope(contested(counts: false)))
    #expect(findings.recordedIds == ["A", "B"])
    #expect(findings.attribution.contested == 2)
    #expect(findings.attribution.contestedUndecided == 0)
    let context = try #require(findings.contexts.first { $0.attribution.contested })
    #expect(context.attribution.contestedIsDecided)
    #expect(findings.mailboxes[0].contestedMessages == 2)
  }

  @Test func theLastDecisionHolds() throws {
    let (yes, no) = (contested(counts: true), contested(counts: false))
    #expect(try fixtureFindings(records, try scope(yes, no)).recordedIds == ["A", "B"])
    #expect(try fixtureFindings(records, try scope(no, yes)).recordedIds == ["A", "B", "C", "D"])
  }

  /// C2 becomes C3 when evidence is added; the decision is about the same records.
  @Test func itHoldsWhenContextsAreNumberedAnew() throws {
    var earlier = record(9, "192.0.2.9", ["Z"], minute: 1)
    earlier.session = "another"
    let scope = try scope(contested(counts: true))
    func name(_ records: [FixtureRecord]) throws -> String? {
      try fixtureFindings(records, scope).contexts
        .first { $0.attribution.contestedIsDecided }?.id
    }
    #expect(try name(records) != name([earlier] + records))
    let findings = try fixtureFindings([earlier] + records, scope)
    #expect(findings.recordedIds == ["A", "B", "C", "D"])
  }

  /// A context that differs in anything is not decided, and the decision says that it matches nothing.
  @Test func anotherContextIsNotDecided() throws {
    for decision in [
      contested(counts: false, address: "192.0.2.3"),
      contested(counts: false, mailbox: #""upn": "other@northwind-clinic.example""#),
      contested(counts: false).replacing("\"logonType\": 0, ", with: ""),
    ] {
      let findings = try fixtureFindings(records, try scope(decision))
      #expect(findings.attribution.contestedUndecided == 2, "\(decision)")
      #expect(findings.anomalyCodes.contains("decisionWithoutMatch"))
    }
  }

  /// Texts that print alike are not one context: letters that are composed differently, and addresses
  /// that are none.
  @Test(arguments: [("caf\u{E9}", "cafe\u{301}", nil), ("Outlook", "Outlook", "no address")])
  func whatPrintsAlikeIsNotDecided(_ client: String, _ other: String, _ actor: String?) throws {
    var all = [records[0], records[1], records[1]]
    all[1].client = client
    all[2].id = FixtureRecord(3).id
    all[2].client = other
    all[2].actorIP = actor
    let decision = contested(counts: false).replacing("Client=OWA;Action=ViaProxy", with: client)
    let findings = try fixtureFindings(all, try scope(decision))
    #expect(findings.attribution.contested == 2)
    #expect(findings.attribution.contestedUndecided == 1)
  }

  /// A lone surrogate cannot stand in a scope, which is valid UTF-8: no decision is about it, whatever
  /// is written in its place.
  @Test func whatAScopeCannotNameIsNotDecided() throws {
    var all = [records[0], records[1]]
    all[1].client = "Outlook"
    let bytes = Array(
      String(decoding: FixtureExport.ndjson.bytes(all), as: UTF8.self)
        .replacing("\"Outlook\"", with: #""Outlook\ud800""#).utf8)
    let decision = contested(counts: false).replacing(
      "Client=OWA;Action=ViaProxy", with: "Outlook\u{FFFD}\u{FFFD}\u{FFFD}")
    let findings = try fixtureFindings([FixtureFile(bytes)], try scope(decision))
    let context = try #require(findings.contexts.first { $0.attribution.contested })
    #expect(context.context.client.string == "Outlook\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(!context.attribution.contestedIsDecided)
    #expect(!ContextSelector(context.context, in: context.mailbox).isNameable)
  }

  @Test func aDecisionMakesNoOtherContextTheAttackers() throws {
    // Its session is not the attacker's, so there is nothing to decide.
    var calm = records
    calm[0].session = "elsewhere"
    let findings = try fixtureFindings(calm, try scope(contested(counts: true)))
    #expect(findings.recordedIds == ["A", "B"])
    #expect(findings.attribution[.knownGood] == 2)
    #expect(findings.anomalyCodes.contains("decisionWithoutMatch"))
  }

  @Test func whatIsWrittenIsReadAsTheSame() throws {
    let scope = try scope(
      contested(counts: true), contested(counts: false),
      #"{"by": "D", "why": "w", "what": {"acceptRejected": {"evidence": "E012", "rows": 3}}}"#,
      #"{"by": "D", "why": "w", "what": {"waive": {"requirement": "provenance:E012"}}}"#)
    let written = writeScope(scope)
    #expect(try readScope(try JSONReader.read(written)) == scope)
    #expect(scope.decisions[2].acceptsRejected(12, rows: 3))
    #expect(!scope.decisions[2].acceptsRejected(12, rows: 4))
    #expect(!scope.decisions[2].acceptsRejected(1, rows: 3))
    #expect(scope.decisions[3].waives(.provenance(12)))
    #expect(!scope.decisions[3].waives(.provenance(1)) && !scope.decisions[3].waives(.examiner))
  }

  @Test(arguments: [
    #"{"contested": {"counts": true}}"#,
    #"{"contested": {"context": {"mailbox": {"upn": "a@x"}}}}"#,
    #"{"contested": {"context": {"mailbox": {"upn": "a@x"}}, "counts": "yes"}}"#,
    #"{"contested": {"context": {"user": "a@x"}, "counts": true}}"#,
    #"{"contested": {"context": {"mailbox": {"upn": "a@x"}, "colour": "d"}, "counts": true}}"#,
    #"{"contested": {"context": {"mailbox": {"upn": "a@x"}, "logonType": "owner"}, "counts": true}}"#,
    #"{"contested": "C12"}"#,
    #"{"acceptRejected": {"evidence": "E001"}}"#, #"{"acceptRejected": {"rows": 3}}"#,
    #"{"acceptRejected": {"evidence": "E001", "rows": 0}}"#,
    #"{"acceptRejected": {"evidence": "E001", "rows": -1}}"#,
    #"{"acceptRejected": {"evidence": "1", "rows": 1}}"#,
    #"{"acceptRejected": {"evidence": "E001", "rows": 1, "all": true}}"#,
    #"{"acceptRejected": {"evidence": "E001", "rows": 1}, "retract": {"id": "A1"}}"#, "{}",
    #"{"waive": {}}"#, #"{"waive": {"requirement": "everything"}}"#, #"{"waive": "examiner"}"#,
    #"{"waive": {"requirement": "provenance:E1"}}"#, #"{"waive": {"requirement": "match:"}}"#,
    #"{"waive": {"requirement": "examiner", "and": "actor"}}"#,
  ])
  func anotherIsAnError(_ what: String) throws {
    let decision = #"{"by": "D", "why": "w", "what": \#(what)}"#
    #expect(throws: DocumentProblem.self) { try scope(decision) }
  }

  @Test(arguments: [#""by": " ", "why": "w""#, #""by": "D", "why": """#, #""why": "w""#])
  func nobodyDecidesNothing(_ who: String) throws {
    #expect(throws: DocumentProblem.self) { try scope(contested(counts: true, who: who)) }
    #expect(throws: DocumentProblem.self) {
      try scope(#"{\#(who), "what": {"acceptRejected": {"evidence": "E001", "rows": 1}}}"#)
    }
    #expect(throws: DocumentProblem.self) {
      try scope(#"{\#(who), "what": {"waive": {"requirement": "examiner"}}}"#)
    }
  }
}
