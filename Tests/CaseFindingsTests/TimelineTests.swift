import CaseFindings
import CaseModel
import CaseReport
import TestSupport
import Testing

/// What each hour of a mailbox holds: recorded, assumed, other access, and time without records.
struct TimelineTests {
  private let window =
    "\"windows\": [{\"from\": \"2025-03-12T00:30:00Z\", \"to\": \"2025-03-13T00:00:00Z\"}]"

  private func other(_ number: Int, at time: String) -> FixtureRecord {
    var record = FixtureRecord.attackerBind(number, "o\(number)@x", at: time)
    record.clientIPAddress = "198.51.100.7"
    return record
  }

  private func hours(_ records: [FixtureRecord]) throws -> [String] {
    try fixtureFindings(records, try attackerScope(window)).mailboxes[0].timeline.map {
      "\($0.hour.iso.dropFirst(8).prefix(8)) \($0.recorded) \($0.assumed) \($0.otherAccess)"
        + " \($0.unauditedSeconds)"
    }
  }

  @Test func recordsCountInTheirHourAndOnlyInTheWindow() throws {
    let found = try hours([
      .attackerBind(1, "before@x", at: "2025-03-12T00:29:59"),
      .attackerBind(2, "a@x", at: "2025-03-12T00:30:00"),
      .attackerBind(3, "a@x", "b@x", at: "2025-03-12T00:59:59"),
      .attackerSync(4, "\\Inbox", at: "2025-03-12T01:00:00"),
      other(5, at: "2025-03-12T01:59:59"), other(6, at: "2025-03-12T05:00:00"),
      .attackerBind(7, "after@x", at: "2025-03-13T00:00:00"),
    ])
    #expect(found == ["12T00:00 2 0 0 0", "12T01:00 0 1 1 0", "12T05:00 0 0 1 0"])
  }

  @Test func unauditedTimeIsSplitByHourAndCountsOnce() throws {
    var throttled = other(1, at: "2025-03-12T21:40:00")
    throttled.throttled = "true"
    var again = other(2, at: "2025-03-12T21:50:00")
    again.throttled = "true"
    let found = try hours([throttled, again])
    #expect(found == ["12T21:00 0 0 2 1200", "12T22:00 0 0 0 3600", "12T23:00 0 0 0 3600"])
    let findings = try fixtureFindings([throttled, again], try attackerScope(window))
    let mailbox = findings.mailboxes[0]
    #expect(mailbox.timeline.map(\.unauditedSeconds).reduce(0, +) == mailbox.unauditedSeconds)
  }

  @Test func sumsAreThoseOfTheRecords() throws {
    var random = FixtureRandom(seed: 12)
    let records = (1...200).map { number in
      let time = "2025-03-12T\(10 + random.below(10)):\(10 + random.below(50)):00"
      return random.below(3) == 0
        ? other(number, at: time)
        : random.below(2) == 0
          ? .attackerSync(number, "\\Inbox", at: time) : .attackerBind(number, "m@x", at: time)
    }
    let findings = try fixtureFindings(records, try attackerScope(window))
    let timeline = findings.mailboxes[0].timeline
    let attackers = timeline.map { $0.recorded + $0.assumed }.reduce(0, +)
    #expect(attackers == findings.mailboxes[0].attackerRecords)
    #expect(
      timeline.map(\.otherAccess).reduce(0, +) + attackers == findings.totals.uniqueMailAccess)
    #expect(timeline.map(\.hour) == timeline.map(\.hour).sorted())
  }

  @Test func anEmptyMailboxHasNoHours() throws {
    #expect(try hours([other(1, at: "2025-04-12T00:00:00")]) == [])
  }
}
