import CaseFindings
import CaseModel
import CaseScope
import TestSupport
import Testing

/// A linked record before the first match of its session or token counts, and apart in every number (R14).
struct LinkedEarlierTests {
  private func access(
    _ number: Int, _ id: String, at time: String, session: String? = "s", token: String? = nil
  ) -> FixtureRecord {
    var record = FixtureRecord.attackerBind(number, id, at: "2025-03-12T\(time):00")
    record.clientIPAddress = "192.0.2.140"
    (record.session, record.token) = (session, token)
    return record
  }

  private func signIn(
    _ number: Int, at time: String, session: String? = "s", token: String? = nil,
    from address: String = "203.0.113.66"
  ) -> FixtureRecord {
    var record = FixtureRecord(number)
    record.operation = "UserLoggedIn"
    record.recordType = 15
    record.clientIPAddress = nil
    record.clientIP = address
    (record.session, record.token) = (session, token)
    record.time = "2025-03-12T\(time):00"
    return record
  }

  private var records: [FixtureRecord] {
    [
      access(1, "before@x", at: "06:00"), signIn(2, at: "07:00"), access(3, "at@x", at: "07:00"),
      access(4, "after@x", at: "08:00"), access(5, "before@x", at: "09:00"),
      access(6, "other@x", at: "06:30", session: "t"),
    ]
  }

  @Test func itIsCountedApart() throws {
    let findings = try fixtureFindings(records, try attackerScope())
    let mailbox = findings.mailboxes[0]
    #expect(mailbox.linkedRecords == 3 && mailbox.linkedEarlierRecords == 1)
    #expect(mailbox.attackerRecords == 0 && mailbox.bindRecords == 4 && mailbox.syncRecords == 0)
    #expect(findings.attribution[.linked] == 3 && findings.attribution[.linkedEarlier] == 1)
    #expect(findings.attribution[.unattributed] == 1)
    // A later record of the same session names it too.
    #expect(findings.recordedIds == ["after@x", "at@x", "before@x"])
    #expect(mailbox.messagesByBasis == ["linked": 3])
    // It is one context all the same.
    #expect(findings.contexts.map(\.attribution.kind.name) == ["linked", "unattributed"])
  }

  @Test func aMessageThatOnlyItNamesHasItsBasis() throws {
    let findings = try fixtureFindings(Array(records[..<4]), try attackerScope())
    #expect(findings.message("before@x")?.basis == "linkedEarlier")
    #expect(findings.message("at@x")?.basis == "linked")
    #expect(findings.summary.contains("3 of them only by a linked session or token"))
  }

  /// Of session and token, whichever was matched first.
  @Test func theFirstMatchOfEitherCounts() throws {
    let both = [
      access(1, "a@x", at: "06:00", token: "t"), signIn(2, at: "05:00", session: nil, token: "t"),
      signIn(3, at: "07:00"),
    ]
    let findings = try fixtureFindings(both, try attackerScope())
    #expect(findings.message("a@x")?.basis == "linked")
  }

  @Test func aDecisionLeavesItOut() throws {
    let readings = #""readings": {"linkEarlier": false}"#
    let findings = try fixtureFindings(records, try attackerScope(readings))
    #expect(findings.attribution[.linked] == 3 && findings.attribution[.linkedEarlier] == 0)
    #expect(findings.attribution[.unattributed] == 2)
    func written(_ scope: Scope) -> String { String(decoding: writeScope(scope), as: UTF8.self) }
    #expect(!written(try attackerScope()).contains("linkEarlier"))
    #expect(written(try attackerScope(readings)).contains("\"linkEarlier\": false"))
  }

  // MARK: - For and against

  @Test func whatSpeaksAgainstAnAttributionStandsBesideIt() throws {
    var own = access(7, "own@x", at: "05:00", session: "u")
    own.client = "Client=Outlook"
    let elsewhere = signIn(8, at: "07:30", from: "192.0.2.9")
    let findings = try fixtureFindings(
      [access(1, "a@x", at: "08:00"), signIn(2, at: "07:00"), own, elsewhere], try attackerScope())
    let linked = try #require(findings.contexts.first { $0.attribution.kind.isLinked })
    let other = try #require(findings.contexts.first { $0.attribution.kind == .unattributed })
    #expect(
      linked.against.map(\.english) == [
        "its address 192.0.2.140 is also that of \(other.id), which is unattributed",
        "the sign-ins of its session came from other addresses",
      ])
    // Nothing is said against what is nobody's.
    #expect(other.against.isEmpty)
  }

  // MARK: - Throttled periods (R10)

  @Test func whatWasRecordedInAThrottledPeriodIsCounted() throws {
    var opening = FixtureRecord.attackerBind(1, "a@x", at: "2025-03-12T08:00:00")
    opening.throttled = #""True""#
    var again = FixtureRecord.attackerBind(2, "b@x", at: "2025-03-12T10:00:00")
    again.throttled = #""True""#
    var unsaid = FixtureRecord.attackerBind(3, "c@x", at: "2025-03-12T11:00:00")
    unsaid.throttled = nil
    let records = [
      FixtureRecord.attackerBind(4, "d@x", at: "2025-03-12T07:59:59"), opening, again, unsaid,
      .attackerBind(5, "e@x", at: "2025-03-13T09:59:59"),
      .attackerSync(6, "\\Inbox", at: "2025-03-12T12:00:00"),
      .attackerBind(7, "f@x", at: "2025-03-13T10:00:00"),
    ]
    let findings = try fixtureFindings(records, try attackerScope())
    let period = try #require(findings.mailboxes[0].unauditedPeriods.first)
    let inside = try #require(period.recordsInside)
    #expect(inside.bind == 3 && inside.bindNotThrottled == 1 && inside.sync == 1)
    #expect(findings.anomalyCodes.contains("recordsInsideThrottled"))
    let none = try fixtureFindings([opening], try attackerScope())
    #expect(none.mailboxes[0].unauditedPeriods[0].recordsInside == .init())
    #expect(!none.anomalyCodes.contains("recordsInsideThrottled"))
  }
}
