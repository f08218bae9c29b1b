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
    let names = found.otherAcquisition[0].sources.map { found.records[$0].record.string }
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
}
