import CaseFindings
import CaseModel
import TestSupport
import Testing

/// No door is silent: what an attacker context did besides mail access is told, read or not (R25).
struct ActTests {
  private func record(
    _ number: Int, _ operation: String, type: Int = 6, at time: String = "2025-03-12T09:00:00",
    _ change: (inout FixtureRecord) -> Void = { _ in }
  ) -> FixtureRecord {
    var record = FixtureRecord(number)
    record.operation = operation
    record.recordType = type
    record.time = time
    record.folders = nil
    record.clientIPAddress = nil
    record.clientIP = "203.0.113.66"
    (record.mailboxGuid, record.mailboxUPN) = (nil, nil)
    change(&record)
    return record
  }

  private func acts(_ records: [FixtureRecord]) throws -> [Act] {
    try fixtureFindings(
      [.attackerBind(99, "a@x")] + records,
      try attackerScope(
        #""windows": [{"from": "2025-03-12T00:00:00Z", "to": "2025-03-13T00:00:00Z"}]"#)
    ).acts
  }

  @Test func filesChatsAndSearchesAreOtherDoors() throws {
    let found = try acts([
      record(1, "FileDownloaded"), record(2, "FileDownloaded", at: "2025-03-12T10:00:00"),
      record(3, "MessageSent", type: 25), record(4, "CopilotInteraction", type: 261),
      record(5, "SearchQueryPerformed"),
    ])
    #expect(Set(found.map(\.group)) == [.otherDoor])
    let files = try #require(found.first { $0.operation == "FileDownloaded" })
    #expect(files.records == 2 && files.workload == "SharePoint" && files.isRead)
    #expect(files.first.iso == "2025-03-12T09:00:00Z" && files.last.iso == "2025-03-12T10:00:00Z")
    #expect(files.addresses == ["203.0.113.66"] && files.sources.count == 2)
  }

  @Test func whatNobodyReadsIsCounted() throws {
    let found = try acts([record(1, "SomethingOfTomorrow", type: 999)])
    #expect(found.map(\.operation) == ["SomethingOfTomorrow"])
    #expect(found[0].group == .otherAct && !found[0].isRead && found[0].workload.isEmpty)
    let findings = try fixtureFindings(
      [record(1, "SomethingOfTomorrow", type: 999)], try attackerScope())
    #expect(findings.summary.contains("1 of operations that casefile does not read"))
  }

  @Test func linkedContextsActToo() throws {
    var anchor = FixtureRecord.attackerBind(1, "b@x")
    anchor.session = "s"
    let other = record(2, "FileAccessed") {
      $0.clientIP = "198.51.100.9"
      $0.session = "s"
    }
    let owner = record(3, "FileAccessed") { $0.clientIP = "198.51.100.10" }
    let found = try acts([anchor, other, owner])
    #expect(found.map(\.records) == [1])
    #expect(found[0].addresses == ["198.51.100.9"] && found[0].sessions == ["s"])
  }

  @Test func whatCarriesMailOutIsInAGroupOfItsOwn() throws {
    func rule(_ number: Int, _ name: String, _ value: String) -> FixtureRecord {
      record(number, "New-InboxRule", type: 1) {
        $0.extra = [
          ("Parameters", "[{\"Name\":\"\(name)\",\"Value\":\"\(value)\"}]")
        ]
      }
    }
    let found = try acts([rule(1, "ForwardTo", "x@evil.example"), rule(2, "DeleteMessage", "True")])
    #expect(found.map(\.group) == [.mailSentOut, .accessKept])
    #expect(found[0].details == ["forwardto=x@evil.example"])
  }

  @Test func outsideTheWindowsIsApart() throws {
    let found = try acts([
      record(1, "FileAccessed"), record(2, "FileAccessed", at: "2025-03-20T09:00:00"),
    ])
    #expect(found.map(\.isInScope) == [true, false] && found.map(\.records) == [1, 1])
  }
}
