import CaseFindings
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// What an investigator decides a context by.
struct ContextDetailTests {
  private func details(
    _ records: [FixtureRecord], _ scope: Scope
  ) throws -> [(finding: ContextFindings, detail: ContextDetail)] {
    var listed = 0
    let all = try details(records, scope, &listed)
    #expect(listed == all.count)
    return all
  }

  private func details(
    _ records: [FixtureRecord], _ scope: Scope, _ listed: inout Int
  ) throws -> [(finding: ContextFindings, detail: ContextDetail)] {
    let tally = try fixtureTally(records)
    let facts = EvidenceFacts(
      evidence: 1, sha256: "", bytes: 0, format: "management-activity-json", query: ExportQuery())
    let tool = ToolIdentity(name: "casefile", version: "test", rules: "1")
    let answer = try tally.answer(
      FindingsQuestions(contexts: true),
      FindingsRequest(tool: tool, scope: scope, files: [facts]),
      attribute: fixtureAttribution(scope))
    #expect(answer.details.count == answer.contexts.count)
    listed = answer.findings.contexts.count
    return zip(answer.contexts, answer.details).map { ($0, $1) }
  }

  /// Findings list who concerns the scope; the others stand behind them, for whoever asks.
  @Test func contextsOfOtherMailboxesStandBehindThoseOfTheScope() throws {
    func other(_ number: Int, _ address: String, _ session: String) -> FixtureRecord {
      var record = bind(number, address, session: session, ["m\(number)"])
      record.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000001"
      record.mailboxUPN = "other@northwind-clinic.example"
      record.time = "2025-03-0\(number)T00:00:00"
      return record
    }
    let records = [
      other(1, "198.51.100.1", "s-9"), other(2, "203.0.113.66", "s-1"),
      other(3, "198.51.100.3", "s-1"), bind(4, "203.0.113.66", session: "s-2", ["a"]),
      bind(5, "198.51.100.4", session: "s-3", ["b"]),
    ]
    var listed = 0
    let mailbox = try #require(FixtureRecord.attackerBind(1).mailboxGuid)
    let all = try details(
      records, try attackerScope(#""mailboxes": [{"guid": "\#(mailbox)"}]"#), &listed)
    #expect(all.map(\.finding.id) == ["C1", "C2", "C3", "C4", "C5"])
    #expect(listed == 4)
    #expect(all.last?.finding.context.canonicalAddresses == ["198.51.100.1"])
    #expect(all.last?.detail.messages == 1)
    #expect(
      all.prefix(4).map(\.finding.attribution.kind)
        == [.attacker, .linked, .attacker, .unattributed])
  }

  private func bind(_ number: Int, _ address: String, session: String?, _ ids: [String])
    -> FixtureRecord
  {
    var record = FixtureRecord.attackerBind(number)
    record.clientIPAddress = address
    record.session = session
    record.folders = [.init(id: "F", path: "\\Inbox", items: ids.map { .init("<\($0)>") })]
    return record
  }

  private func signIn(
    _ number: Int, _ address: String, session: String, at time: String,
    operation: String = "UserLoggedIn"
  ) -> FixtureRecord {
    var record = FixtureRecord(number)
    record.operation = operation
    record.recordType = 15
    record.time = time
    record.mailboxGuid = nil
    record.mailboxUPN = nil
    record.clientIPAddress = address
    record.session = session
    return record
  }

  @Test func messagesCountOnceInAContext() throws {
    let found = try details(
      [
        bind(1, "203.0.113.66", session: "s1", ["a@x", "b@x", "a@x"]),
        bind(2, "203.0.113.66", session: "s1", ["b@x", "c@x"]),
        bind(3, "198.51.100.1", session: "s2", ["a@x"]),
      ], try attackerScope())
    #expect(found.map(\.finding.context.session.string) == ["s1", "s2"])
    #expect(found.map(\.detail.messages) == [3, 1])
    #expect(found.allSatisfy { $0.detail.signIns.isEmpty && $0.detail.contradictions.isEmpty })
  }

  @Test func signInsOfTheSessionAreTold() throws {
    let found = try details(
      [
        signIn(1, "203.0.113.66", session: "S1", at: "2025-03-12T07:00:00"),
        signIn(2, "203.0.113.7", session: "s1", at: "2025-03-12T07:30:00"),
        signIn(
          3, "203.0.113.7", session: "s1", at: "2025-03-12T07:40:00", operation: "UserLoginFailed"),
        signIn(4, "203.0.113.7", session: "other", at: "2025-03-12T07:50:00"),
        bind(5, "203.0.113.66", session: "s1", ["a@x"]),
      ], try attackerScope())
    #expect(found.count == 1)
    let signIns = found[0].detail.signIns
    #expect(signIns.map(\.operation.string) == ["UserLoggedIn", "UserLoginFailed"])
    #expect(signIns.map(\.records) == [2, 1])
    #expect(signIns[0].first.iso == "2025-03-12T07:00:00Z")
    #expect(signIns[0].last.iso == "2025-03-12T07:30:00Z")
    #expect(signIns[0].addresses == ["203.0.113.66", "203.0.113.7"])
    #expect(found[0].detail.contradictions.isEmpty)
  }

  @Test func whatSpeaksAgainstAClassIsSaidOnBothSides() throws {
    let scope = try fixtureScope(
      """
      {"indicators": [{"id": "A1", "clients": ["evil"]}],
       "knownGood": [{"id": "K1", "users": ["owner@x"]}],
       "readings": {"linkSessions": false}}
      """)
    var attacker = bind(1, "203.0.113.66", session: "s1", ["a@x"])
    attacker.client = "Client=Evil"
    var good = bind(2, "203.0.113.66", session: "s9", ["a@x"])
    good.user = "owner@x"
    let same = bind(3, "198.51.100.9", session: "s1", ["b@x"])
    let login = signIn(4, "192.0.2.1", session: "s1", at: "2025-03-12T07:00:00")
    let found = try details([attacker, good, same, login], scope)
    func contradictions(_ session: String, _ kind: AttributionClass) -> [String] {
      found.first {
        $0.finding.context.session.string == session && $0.finding.attribution.kind == kind
      }?.detail.contradictions ?? ["no such context"]
    }
    let ids = Dictionary(
      uniqueKeysWithValues: found.map { ($0.finding.attribution.kind, $0.finding.id) })
    let (attackers, goods) = (try #require(ids[.attacker]), try #require(ids[.knownGood]))
    let others = try #require(ids[.unattributed])
    #expect(
      contradictions("s1", .attacker) == [
        "its session is also that of \(others), which is unattributed",
        "its address 203.0.113.66 is also that of \(goods), which is known good",
        "the sign-ins of its session came from other addresses",
      ])
    #expect(
      contradictions("s9", .knownGood) == [
        "its address 203.0.113.66 is also that of \(attackers), which is attacker"
      ])
    #expect(
      contradictions("s1", .unattributed) == [
        "its session is also that of \(attackers), which is attacker",
        "the sign-ins of its session came from other addresses",
      ])
  }
}
