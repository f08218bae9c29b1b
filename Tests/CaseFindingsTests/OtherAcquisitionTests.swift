import CaseFindings
import CaseModel
import TestSupport
import Testing

/// Other ways that mail left: listed with their sources, never mixed into the tiers.
struct OtherAcquisitionTests {
  private func record(
    _ number: Int, _ operation: String, attacker: Bool = false,
    _ parameters: [(String, String)] = []
  ) -> FixtureRecord {
    var record = FixtureRecord.attackerBind(number)
    record.operation = operation
    record.recordType = parameters.isEmpty ? 2 : 1
    record.clientIPAddress = attacker ? "203.0.113.66" : "198.51.100.10"
    let list = parameters.map { "{\"Name\":\(quoted($0.0)),\"Value\":\(quoted($0.1))}" }
    if !parameters.isEmpty {
      record.extra = [
        ("ObjectId", quoted("m.rivera\\rule1")), ("Parameters", "[\(list.joined(separator: ","))]"),
      ]
    }
    return record
  }

  private func findings(_ records: [FixtureRecord]) throws -> Findings {
    try fixtureFindings(records, try attackerScope())
  }

  @Test func whatTheAttackerDidIsListedAndWhatOthersDidIsNot() throws {
    let found = try findings([
      record(1, "Send", attacker: true), record(2, "Send", attacker: true), record(3, "Send"),
      record(4, "HardDelete", attacker: true), record(5, "FileAccessed", attacker: true),
    ])
    #expect(found.otherAcquisition.map(\.kind) == [.sending, .deletion])
    #expect(found.otherAcquisition.map(\.records) == [2, 1])
    let names = found.otherAcquisition[0].sources.map { found.records[$0.int].record.string }
    #expect(names == [1, 2].map(fixtureGuid))
    #expect(found.totals.recordedMessages == 0)
    #expect(found.mailboxes.allSatisfy { $0.recordedMessages.isEmpty && $0.assumedBases.isEmpty })
  }

  @Test func settingsAreListedWhoeverMadeThem() throws {
    let found = try findings([
      record(1, "New-InboxRule", [("Name", "rule1"), ("ForwardTo", "x@evil.example")]),
      record(2, "Set-Mailbox", [("ForwardingSmtpAddress", "smtp:x@evil.example")]),
      record(3, "Set-Mailbox", [("GrantSendOnBehalfTo", "y@x")]),
      record(4, "Set-Mailbox", [("Name", "renamed")]),
      record(5, "Add-MailboxPermission", [("User", "y@x"), ("AccessRights", "FullAccess")]),
      record(6, "New-TransportRule", [("BlindCopyTo", "x@evil.example")]),
      record(7, "New-ComplianceSearchAction", [("SearchName", "all"), ("Action", "Export")]),
    ])
    #expect(
      found.otherAcquisition.map(\.kind) == [
        .forwarding, .inboxRule, .transportRule, .permission, .permission, .export,
      ])
    #expect(found.otherAcquisition.allSatisfy { $0.attribution == .unattributed })
    let rule = try #require(found.otherAcquisition.first { $0.kind == .inboxRule })
    #expect(rule.details.map(\.string) == ["name=rule1", "forwardto=x@evil.example"])
    #expect(rule.target.string == "m.rivera\\rule1")
    #expect(
      found.acquisitionNotHeld == [
        .restore, .consent, .sending, .deletion, .search, .copying, .signIn,
      ])
  }

  @Test func aCommandThatFailedSaysSo() throws {
    var failed = record(1, "New-InboxRule", [("ForwardTo", "x@evil.example")])
    failed.extra.append(("ResultStatus", quoted("False")))
    let found = try findings([failed])
    #expect(found.otherAcquisition.map { $0.details.map(\.string) } == [["resultstatus=failed"]])
  }

  @Test func sentinelNamesTheObjectInAColumnOfItsOwn() throws {
    let text = """
      TimeGenerated [UTC],OfficeId,RecordType,Operation,UserId,OfficeObjectId,ResultStatus,Parameters
      2025-03-12T08:00:00Z,\(fixtureGuid(1)),ExchangeAdmin,New-InboxRule,a@x,tenant/a\\rule1,True,\
      "[{""Name"":""Name"",""Value"":""rule1""}]"

      """
    let found = try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
    #expect(found.otherAcquisition.map(\.target.string) == ["tenant/a\\rule1"])
  }

  @Test func theAuditSettingsAreNoWayOut() throws {
    let found = try findings([record(1, "Set-Mailbox", [("AuditEnabled", "False")])])
    #expect(found.otherAcquisition.isEmpty)
    #expect(found.acquisitionNotHeld == AcquisitionKind.allCases)
  }

  // MARK: - Forwarding while a message arrived

  private func forwarded(
    _ records: [FixtureRecord], _ deliveries: String...
  ) throws -> [Bool] {
    let rows = deliveries.enumerated().map { "<m\($0)@x>,\($1),Inbox\n" }.joined()
    let inventory = try fixtureInventory("MessageId,Received,Folder\n" + rows)
    let found = try fixtureFindings(
      [FixtureFile(records)], attackerScope(), inventories: [inventory])
    let byId = Dictionary(
      uniqueKeysWithValues: found.inventory.map { ($0.message.string, $0.isForwarded) })
    #expect(found.mailboxes[0].inventory?.forwarded == byId.values.count { $0 })
    return deliveries.indices.map { byId["m\($0)@x"] ?? false }
  }

  private func at(_ time: String, _ record: FixtureRecord) -> FixtureRecord {
    var record = record
    record.time = time
    return record
  }

  @Test func aMessageThatArrivedWhileARuleForwardedIsNeverPlainNotSeen() throws {
    let made = at(
      "2025-03-12T08:00:00",
      record(1, "New-InboxRule", [("Name", "rule1"), ("ForwardTo", "x@evil.example")]))
    let removed = at(
      "2025-03-14T08:00:00", record(2, "Remove-InboxRule", [("Identity", "m.rivera\\rule1")]))
    #expect(
      try forwarded(
        [made, removed], "2025-03-12T07:59:59Z", "2025-03-12T08:00:00Z", "2025-03-14T07:59:59Z",
        "2025-03-14T08:00:00Z", "") == [false, true, true, false, true])
    #expect(try forwarded([made], "2025-04-30T00:00:00Z") == [true])
    let verdict = try fixtureVerdicts(["z@x"], [made, .attackerBind(9, "a@x")], attackerScope())[0]
    #expect(verdict.reasons.contains { $0.contains("forwards to x@evil.example") })
  }

  @Test func mailboxForwardingLastsUntilItIsTakenAway() throws {
    let on = at(
      "2025-03-12T08:00:00",
      record(1, "Set-Mailbox", [("Identity", "m.rivera"), ("ForwardingSmtpAddress", "smtp:x@e")]))
    let off = at(
      "2025-03-13T08:00:00",
      record(2, "Set-Mailbox", [("Identity", "m.rivera"), ("ForwardingSmtpAddress", "")]))
    #expect(
      try forwarded([on, off], "2025-03-12T09:00:00Z", "2025-03-13T08:00:00Z") == [true, false])
    let other = at(
      "2025-03-12T08:00:00",
      record(3, "Set-Mailbox", [("Identity", "z@x.example"), ("ForwardingSmtpAddress", "x@e")]))
    var elsewhere = other
    elsewhere.extra[0] = ("ObjectId", quoted("z@x.example"))
    #expect(
      try forwarded([elsewhere, .attackerBind(5, "a@x")], "2025-03-12T09:00:00Z") == [false])
  }

  @Test func aTransportRuleForwardsForEveryMailbox() throws {
    let rule = at(
      "2025-03-12T08:00:00", record(1, "New-TransportRule", [("BlindCopyTo", "x@evil.example")]))
    #expect(
      try forwarded(
        [rule, .attackerBind(5, "a@x")], "2025-03-12T09:00:00Z", "2025-03-11T00:00:00Z")
        == [true, false])
  }

  @Test func aRuleThatFailedForwardsNothing() throws {
    var failed = record(1, "New-InboxRule", [("ForwardTo", "x@evil.example")])
    failed.extra.append(("ResultStatus", quoted("False")))
    #expect(
      try forwarded([failed, .attackerBind(5, "a@x")], "2025-04-01T00:00:00Z") == [false])
  }
}
