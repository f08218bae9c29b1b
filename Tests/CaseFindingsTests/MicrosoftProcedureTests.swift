import CaseModel
import TestSupport
import Testing

/// Microsoft's procedure (throttled, sync, context, bind), sentence by sentence, each with the
/// record that shows it. Source: "Use MailItemsAccessed to investigate compromised accounts".
struct MicrosoftProcedureTests {
  private static let window = #""windows": [{"from": "2025-03-10", "to": "2025-03-20"}]"#

  private static func throttled(_ number: Int, at time: String) -> FixtureRecord {
    var record = FixtureRecord(number)
    record.time = time
    record.throttled = "\"True\""
    record.folders = [.init(id: "F1", path: "\\Inbox", items: [.init("<own@x>")])]
    return record
  }

  // MARK: - What is recorded

  @Test(arguments: [
    "Client=POP3/IMAP4;Protocol=POP3", "Client=POP3/IMAP4;Protocol=IMAP4",
    "Client=MSExchangeRPC", "Client=WebServices;EWS", "Client=ActiveSync",
    "Client=REST;Client=RESTSystem",
  ])
  func everyProtocolIsCovered(_ client: String) throws {
    var record = FixtureRecord.attackerBind(1, "a@x")
    record.client = client
    let findings = try fixtureFindings([record], attackerScope())
    #expect(findings.recordedIds == ["a@x"])
  }

  @Test func aSyncRecordNamesAFolderAndNoMessage() throws {
    let findings = try fixtureFindings([.attackerSync(1, "\\Clients")], attackerScope())
    #expect(findings.recordedIds.isEmpty)
    #expect(findings.mailboxes[0].assumedFolders.map(\.folder.name) == ["\\Clients"])
  }

  @Test func operationsOfTwoMinutesStandInOneRecordWithTheirNumber() throws {
    let findings = try fixtureFindings([.attackerBind(1, "a@x", "b@x", "c@x")], attackerScope())
    #expect(findings.recordedIds == ["a@x", "b@x", "c@x"])
    #expect(findings.message("b@x")?.records == 1)
    #expect(findings.mailboxes[0].unnamedAccess.isEmpty)
  }

  // MARK: - Step 1: throttling

  @Test func afterAThrottledRecordNothingWasAuditedForTwentyFourHours() throws {
    let findings = try fixtureFindings(
      [MicrosoftProcedureTests.throttled(1, at: "2025-03-12T08:00:00")],
      attackerScope(MicrosoftProcedureTests.window))
    let mailbox = findings.mailboxes[0]
    #expect(mailbox.unauditedPeriods.map(\.raw.from.iso) == ["2025-03-12T08:00:00Z"])
    #expect(mailbox.unauditedPeriods.map(\.raw.to.iso) == ["2025-03-13T08:00:00Z"])
    #expect(mailbox.assumedBases == ["throttled"])
  }

  @Test func otherOperationsAreNotThrottled() throws {
    var send = FixtureRecord(2)
    send.operation = "Send"
    send.time = "2025-03-12T09:00:00"
    send.clientIPAddress = "203.0.113.66"
    let findings = try fixtureFindings(
      [MicrosoftProcedureTests.throttled(1, at: "2025-03-12T08:00:00"), send],
      attackerScope(MicrosoftProcedureTests.window))
    #expect(findings.mailboxes[0].unauditedSeconds == 86_400)
    #expect(findings.otherAcquisition.map(\.kind) == [.sending])
  }

  @Test func syncIsNotThrottledAndStaysEvidence() throws {
    let findings = try fixtureFindings(
      [
        MicrosoftProcedureTests.throttled(1, at: "2025-03-12T08:00:00"),
        .attackerSync(2, "\\Clients", at: "2025-03-12T20:00:00"),
      ], attackerScope(MicrosoftProcedureTests.window))
    #expect(findings.mailboxes[0].assumedFolders.map(\.folder.name) == ["\\Clients"])
    #expect(findings.mailboxes[0].assumedBases == ["sync", "throttled"])
  }

  @Test func recordingGoesOnWhenTheTwentyFourHoursAreOver() throws {
    let findings = try fixtureFindings(
      [
        MicrosoftProcedureTests.throttled(1, at: "2025-03-12T08:00:00"),
        .attackerBind(2, "late@x", at: "2025-03-13T08:00:00"),
      ], attackerScope(MicrosoftProcedureTests.window))
    #expect(findings.recordedIds == ["late@x"])
    #expect(findings.mailboxes[0].unauditedSeconds == 86_400)
  }

  // MARK: - Steps 2 and 3: synchronisation in the attacker's context

  @Test func aSyncInTheAttackersContextMeansTheWholeMailbox() throws {
    let findings = try fixtureFindings([.attackerSync(1, "\\Clients")], attackerScope())
    #expect(findings.mailboxes[0].assumedBases == ["sync"])
  }

  @Test func aSyncInAnotherContextAssumesNothing() throws {
    var sync = FixtureRecord.attackerSync(1, "\\Clients")
    sync.clientIPAddress = "198.51.100.10"
    let findings = try fixtureFindings([sync], attackerScope())
    #expect(findings.mailboxes[0].assumedBases.isEmpty)
    #expect(findings.mailboxes[0].assumedFolders.isEmpty)
    #expect(findings.attribution[.unattributed] == 1)
  }

  /// ClientInfoString, ClientIPAddress, SessionId and UserId; and, of the list of what makes a new
  /// record, the logon type.
  @Test(arguments: [
    #""clients": ["EWSEditor"]"#, #""addresses": ["203.0.113.66"]"#, #""sessions": ["s-evil"]"#,
    #""users": ["eve@x.example"]"#, #""logonTypes": [2]"#,
  ])
  func eachPropertyOfAContextTellsAttackerAndOwnerApart(_ property: String) throws {
    var owner = FixtureRecord(1)
    owner.folders = [.init(id: "F1", path: "\\Inbox", items: [.init("<own@x>")])]
    var attacker = FixtureRecord.attackerBind(2, "a@x", at: owner.time)
    attacker.client = "Client=WebServices;EWSEditor"
    attacker.session = "s-evil"
    attacker.user = "eve@x.example"
    attacker.logonType = 2
    let scope = try fixtureScope("{\"indicators\": [{\"id\": \"A1\", \(property)}]}")
    let findings = try fixtureFindings([owner, attacker], scope)
    #expect(findings.recordedIds == ["a@x"])
    #expect(findings.attribution[.attacker] == 1)
    #expect(findings.attribution[.unattributed] == 1)
    #expect(findings.contexts.count == 2)
  }

  // MARK: - Step 4: Bind

  @Test func accessedMessagesAreNamedByTheirInternetMessageId() throws {
    let message = try fixtureFindings([.attackerBind(1, "A.b+C@x")], attackerScope())
      .message("A.b+C@x")
    #expect(message?.identifiedBy == .internetMessageId)
  }

  /// The second of the two uses: search the records for ids that somebody worries about.
  @Test func idsThatSomebodyWorriesAboutAreLookedUp() throws {
    let verdicts = try fixtureVerdicts(
      ["a@x", "never@x"], [.attackerBind(1, "a@x", "b@x")], attackerScope())
    #expect(verdicts.map(\.tier) == [.recorded, .undetermined])
    #expect(verdicts[0].sources.count == 1)
  }

  // MARK: - Filtered duplicates

  @Test func aMessageThatIsBoundAgainAfterAnHourIsOneMessageInTwoRecords() throws {
    let findings = try fixtureFindings(
      [
        .attackerBind(1, "a@x", at: "2025-03-12T08:00:00"),
        .attackerBind(2, "a@x", at: "2025-03-12T09:00:01"),
      ], attackerScope())
    #expect(findings.totals.recordedMessages == 1)
    #expect(findings.message("a@x")?.records == 2)
    #expect(findings.message("a@x")?.first.iso == "2025-03-12T08:00:00Z")
    #expect(findings.message("a@x")?.last.iso == "2025-03-12T09:00:01Z")
  }

  @Test func oneMessageInTwoContextsIsOneMessageWithBoth() throws {
    var other = FixtureRecord.attackerBind(2, "a@x", at: "2025-03-12T08:00:00")
    other.client = "Client=WebServices;EWSEditor"
    let findings = try fixtureFindings([.attackerBind(1, "a@x"), other], attackerScope())
    #expect(findings.message("a@x")?.contexts == ["C1", "C2"])
    #expect(findings.totals.recordedMessages == 1)
  }

  @Test func theMailboxIsWhoseMessageItIsAndTheUserWhoAccessedIt() throws {
    var record = FixtureRecord.attackerBind(1, "a@x")
    record.user = "delegate@x.example"
    let findings = try fixtureFindings([record], attackerScope())
    #expect(findings.mailboxes.map(\.mailbox.name) == ["m.rivera@northwind-clinic.example"])
    #expect(findings.contexts[0].context.user == "delegate@x.example")
  }
}
