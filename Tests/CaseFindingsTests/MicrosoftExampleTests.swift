import CaseModel
import TestSupport
import Testing

/// The example of Microsoft's page on MailItemsAccessed: three records, two addresses, two sessions.
struct MicrosoftExampleTests {
  /// Record 1: address 1, session 2, messages A D E F. Record 2: address 2, session 2, A C.
  /// Record 3: address 1, session 3, B.
  private var records: [FixtureRecord] {
    func record(_ number: Int, _ address: String, _ session: String, _ ids: [String])
      -> FixtureRecord
    {
      var record = FixtureRecord(number)
      record.time = "2025-03-12T08:0\(number):00"
      record.clientIPAddress = address
      record.session = session
      record.folders = [
        FixtureRecord.Folder(id: "F", path: "\\Inbox", items: ids.map { .init("<\($0)>") })
      ]
      return record
    }
    return [
      record(1, "192.0.2.1", "session-2", ["A", "D", "E", "F"]),
      record(2, "192.0.2.2", "session-2", ["A", "C"]), record(3, "192.0.2.1", "session-3", ["B"]),
    ]
  }

  private func scope(_ indicator: String, _ more: String = "") throws -> Scope {
    try fixtureScope("{\"indicators\": [{\"id\": \"A1\", \(indicator)}]\(more)}")
  }

  @Test func attackerIsSessionTwo() throws {
    let findings = try fixtureFindings(records, try scope("\"sessions\": [\"session-2\"]"))
    #expect(findings.recordedIds == ["A", "C", "D", "E", "F"])
    #expect(findings.attribution[.attacker] == 2)
    #expect(findings.attribution[.unattributed] == 1)
  }

  @Test func attackerIsAddressOneAndCIsLinkedThroughSessionTwo() throws {
    let findings = try fixtureFindings(records, try scope("\"addresses\": [\"192.0.2.1\"]"))
    #expect(findings.recordedIds == ["A", "B", "C", "D", "E", "F"])
    for id in ["A", "B", "D", "E", "F"] { #expect(findings.message(id)?.basis == "direct") }
    #expect(findings.message("C")?.basis == "linked")
    #expect(findings.attribution[.linked] == 1)
    let linked = findings.contexts.first { $0.attribution.kind == .linked }
    #expect(linked?.attribution.reasons.first?.english.contains(fixtureGuid(1)) == true)
  }

  @Test func withoutLinkingCIsNotRecorded() throws {
    let scope = try scope(
      "\"addresses\": [\"192.0.2.1\"]", ", \"readings\": {\"linkSessions\": false}")
    let findings = try fixtureFindings(records, scope)
    #expect(findings.recordedIds == ["A", "B", "D", "E", "F"])
    #expect(findings.attribution[.unattributed] == 1)
  }

  @Test func knownGoodAddressTwoIsContestedAndCIsNotRecorded() throws {
    let good = ", \"knownGood\": [{\"id\": \"K1\", \"addresses\": [\"192.0.2.2\"]}]"
    let findings = try fixtureFindings(records, try scope("\"addresses\": [\"192.0.2.1\"]", good))
    #expect(findings.recordedIds == ["A", "B", "D", "E", "F"])
    #expect(findings.attribution[.knownGood] == 1)
    #expect(findings.attribution.contested == 1)
    #expect(findings.contexts.count { $0.attribution.contested } == 1)
  }

  @Test func contestedIsCountedWithLinkingSwitchedOffToo() throws {
    let more =
      ", \"knownGood\": [{\"id\": \"K1\", \"addresses\": [\"192.0.2.2\"]}]"
      + ", \"readings\": {\"linkSessions\": false}"
    let findings = try fixtureFindings(records, try scope("\"addresses\": [\"192.0.2.1\"]", more))
    #expect(findings.attribution.contested == 1)
  }

  @Test func indicatorSessionTwoOutweighsKnownGoodAddressTwoAndIsFlagged() throws {
    let good = ", \"knownGood\": [{\"id\": \"K1\", \"addresses\": [\"192.0.2.2\"]}]"
    let findings = try fixtureFindings(records, try scope("\"sessions\": [\"session-2\"]", good))
    #expect(findings.recordedIds.contains("C"))
    #expect(findings.anomalyCodes.contains("alsoKnownGood"))
  }
}
