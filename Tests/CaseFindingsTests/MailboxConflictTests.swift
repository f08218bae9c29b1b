import CaseFindings
import CaseModel
import TestSupport
import Testing

/// Copies that name different mailboxes are different records, whatever their id says (R2, R3).
struct MailboxConflictTests {
  private static let guids = (1...3).map { "0000000\($0)-0001-4000-8000-000000000009" }
  private static let names = (1...3).map { "u\($0)@northwind-clinic.example" }

  /// A copy with the id 1 that names a message.
  private func copy(
    _ guid: Int?, _ name: Int?, _ message: String, at time: String = "2025-03-12T08:00:00"
  ) -> FixtureRecord {
    var record = FixtureRecord.attackerBind(1, message, at: time)
    record.mailboxGuid = guid.map { MailboxConflictTests.guids[$0 - 1] }
    record.mailboxUPN = name.map { MailboxConflictTests.names[$0 - 1] }
    return record
  }

  /// Message ids by mailbox: `1` for a GUID, `u1` for a name without one.
  private func messages(_ findings: Findings) -> [String: [String]] {
    var found: [String: [String]] = [:]
    for mailbox in findings.mailboxes {
      let guid = mailbox.mailbox.guid.string.prefix(8).last.map(String.init)
      let name = mailbox.mailbox.name.string.prefix { $0 != "@" }
      found[guid ?? String(name)] = mailbox.recordedMessages.map(\.message.string).sorted()
    }
    return found
  }

  private func expectRecords(_ findings: Findings, _ unique: Int, duplicates: Int, conflicts: Int) {
    #expect(findings.totals.uniqueRecords == unique)
    #expect(findings.totals.duplicates == Int64(duplicates))
    #expect(findings.totals.conflicts == conflicts)
    #expect(findings.anomalyCodes.contains("conflict") == (conflicts > 0))
    #expect(findings.attribution.sum == findings.totals.uniqueMailAccess)
  }

  // MARK: - Different mailboxes

  @Test func anIdOfTwoGuidsIsTwoRecordsAndOneConflict() throws {
    let findings = try fixtureFindings(
      [copy(1, 1, "a@x"), copy(2, 2, "b@x"), copy(2, 2, "b@x")], try attackerScope())
    expectRecords(findings, 2, duplicates: 1, conflicts: 1)
    #expect(messages(findings) == ["1": ["a@x"], "2": ["b@x"]])
    let conflict = findings.anomalies.first { $0.code == "conflict" }
    #expect(conflict?.sources.count == 2)
    #expect(findings.completeness.files[0].conflicts == 1)
  }

  @Test func oneNameWithTwoGuidsIsTwoRecords() throws {
    let findings = try fixtureFindings(
      [copy(1, 1, "a@x"), copy(2, 1, "b@x")], try attackerScope())
    expectRecords(findings, 2, duplicates: 0, conflicts: 1)
    #expect(messages(findings) == ["1": ["a@x"], "2": ["b@x"]])
  }

  @Test func namesWithoutGuidAreComparedWithoutCase() throws {
    var shouted = copy(nil, 1, "a@x")
    shouted.mailboxUPN = shouted.mailboxUPN?.uppercased()
    let findings = try fixtureFindings(
      [copy(nil, 1, "a@x"), shouted, copy(nil, 2, "b@x")], try attackerScope())
    expectRecords(findings, 2, duplicates: 1, conflicts: 1)
    // Of names that differ in case the first by bytes is shown.
    #expect(messages(findings) == ["U1": ["a@x"], "u2": ["b@x"]])
  }

  @Test func aNameThatIsNotTheGuidsIsAnotherMailbox() throws {
    let findings = try fixtureFindings(
      [copy(1, 1, "a@x"), copy(nil, 2, "b@x")], try attackerScope())
    expectRecords(findings, 2, duplicates: 0, conflicts: 1)
    #expect(messages(findings) == ["1": ["a@x"], "u2": ["b@x"]])
  }

  @Test func organisationsThatDifferAreDifferentMailboxes() throws {
    var other = copy(1, 1, "b@x")
    other.organization = "7c2e0a4f-0c55-4a0b-9a57-1f2e3d4c5b6a"
    let findings = try fixtureFindings([copy(1, 1, "a@x"), other], try attackerScope())
    expectRecords(findings, 2, duplicates: 0, conflicts: 1)
    #expect(
      findings.mailboxes.map { $0.recordedMessages.map(\.message.string) } == [["a@x"], ["b@x"]])
  }

  /// What one copy says of a session explains nothing in another mailbox.
  @Test func nothingIsFilledInFromAnotherMailbox() throws {
    var stolen = copy(1, 1, "a@x")
    stolen.session = "stolen"
    let scope = try fixtureScope("{\"indicators\": [{\"id\": \"A1\", \"sessions\": [\"stolen\"]}]}")
    let findings = try fixtureFindings([stolen, copy(2, 2, "b@x")], scope)
    #expect(messages(findings) == ["1": ["a@x"], "2": []])
    #expect(findings.attribution[.unattributed] == 1)
  }

  // MARK: - One mailbox

  @Test func aCopyWithTheNameAloneIsACopyOfTheOneWithTheGuid() throws {
    for copies in [
      [copy(1, 1, "a@x"), copy(nil, 1, "a@x")], [copy(1, nil, "a@x"), copy(nil, 1, "a@x")],
    ] {
      let findings = try fixtureFindings(copies, try attackerScope())
      expectRecords(findings, 1, duplicates: 1, conflicts: 0)
      #expect(messages(findings) == ["1": ["a@x"]])
    }
  }

  @Test func aMailboxThatWasRenamedIsOneMailbox() throws {
    let findings = try fixtureFindings(
      [copy(1, 1, "a@x"), copy(1, 2, "a@x"), copy(nil, 2, "a@x")], try attackerScope())
    expectRecords(findings, 1, duplicates: 2, conflicts: 1)
    #expect(messages(findings) == ["1": ["a@x"]])
  }

  @Test func aLossyCopyBelongsToTheMailboxThatHasItsName() throws {
    let findings = try fixtureFindings(
      [copy(1, 1, "a@x"), copy(2, 2, "b@x"), copy(nil, 1, "a@x")], try attackerScope())
    expectRecords(findings, 2, duplicates: 1, conflicts: 1)
    #expect(messages(findings) == ["1": ["a@x"], "2": ["b@x"]])
  }

  // MARK: - What may be of several

  @Test func aLossyCopyThatMayBeOfTwoMailboxesCountsByItselfAndWidensBoth() throws {
    let findings = try fixtureFindings(
      [copy(1, 1, "a@x"), copy(2, 1, "b@x"), copy(nil, 1, "c@x")], try attackerScope())
    expectRecords(findings, 3, duplicates: 0, conflicts: 1)
    #expect(
      messages(findings)
        == ["1": ["a@x", "c@x"], "2": ["b@x", "c@x"], "u1": ["a@x", "b@x", "c@x"]])
  }

  @Test func whatMayBeOfAnotherMailboxExplainsNothingAway() throws {
    var lossy = copy(1, 1, "")
    lossy.folders = nil
    lossy.operationCount = 7
    lossy.extra = [("Folders", "\"System.Object[]\"")]
    lossy.throttled = nil
    let open = copy(nil, 1, "c@x")
    let findings = try fixtureFindings([lossy, copy(2, 1, "b@x"), open], try attackerScope())
    let mailbox = try #require(
      findings.mailboxes.first { $0.mailbox.guid.string == MailboxConflictTests.guids[0] })
    #expect(mailbox.recordedMessages.map(\.message.string) == ["c@x"])
    #expect(mailbox.unnamedAccess.map(\.kind) == [.lossyExport])
    #expect(mailbox.unnamedAccess.map(\.items) == [7])
    #expect(findings.totals.throttledNotStated == 1)
  }

  @Test func aKnownAddressOfWhatMayBeOfAnotherMailboxClearsNobody() throws {
    var unknown = copy(1, 1, "a@x")
    unknown.clientIPAddress = nil
    var good = copy(nil, 1, "c@x")
    good.clientIPAddress = "198.51.100.7"
    let scope = try attackerScope(
      """
      "knownGood": [{"id": "K1", "addresses": ["198.51.100.0/24"]}],
      "readings": {"assumption": "everyAccess"}
      """)
    let findings = try fixtureFindings([unknown, copy(2, 1, "b@x"), good], scope)
    #expect(messages(findings)["1"] == ["a@x", "c@x"])
    // And an indicator that matches it reaches what it may be a copy of.
    let attacked = try fixtureFindings(
      [unknown, copy(2, 1, "b@x"), copy(nil, 1, "c@x")], try attackerScope())
    #expect(messages(attacked)["1"] == ["a@x", "c@x"])
  }

  /// A scope by GUID loses nothing with the GUID of one copy.
  @Test func withoutItsGuidACopyStillCountsInItsMailbox() throws {
    let scope = try attackerScope(
      "\"mailboxes\": [{\"guid\": \"\(MailboxConflictTests.guids[0])\"}]")
    for guid in [1, nil] {
      let findings = try fixtureFindings(
        [copy(1, 1, "a@x"), copy(2, 1, "b@x"), copy(guid, 1, "c@x")], scope)
      #expect(messages(findings) == ["1": ["a@x", "c@x"]])
    }
  }

  @Test func aCopyWithoutMailboxIsUnitedWhereOneMailboxIsNamed() throws {
    func attachment(_ guid: Int?, _ item: String) -> FixtureRecord {
      var record = copy(guid, guid, "")
      record.operation = "AttachmentAccess"
      let folder = "{\"FolderItems\":[{\"Id\":\"\(item)\"}],\"Id\":\"F\",\"Path\":\"Inbox\"}"
      record.extra = [("Folders", "[\(folder)]")]
      return record
    }
    func found(_ records: [FixtureRecord]) throws -> (Int, [[String]]) {
      let findings = try fixtureFindings(records, try attackerScope())
      return (
        findings.totals.uniqueRecords,
        findings.mailboxes.map { $0.attachments.map(\.item.string).sorted() }
      )
    }
    let one = try found([attachment(1, "I1"), attachment(nil, "I3")])
    #expect(one == (1, [["I1", "I3"]]))
    let two = try found([attachment(1, "I1"), attachment(2, "I2"), attachment(nil, "I3")])
    #expect(two == (3, [["I1", "I3"], ["I2", "I3"]]))
  }

  /// A row that could not be read is a copy of the record with its id, unless that is of several.
  @Test func aRejectedRowMayBeOfOneMoreMailbox() throws {
    let cut = String(copy(3, 3, "c@x").json.dropLast(40))
    func unread(_ records: [FixtureRecord]) throws -> [Int] {
      let text = (records.map(\.json) + [cut]).joined(separator: "\n") + "\n"
      let findings = try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
      #expect(findings.totals.rejected == 1)
      return findings.mailboxes.map { $0.unnamedAccess.flatMap(\.rejects).count }
    }
    #expect(try unread([copy(1, 1, "a@x")]) == [0])
    #expect(try unread([copy(1, 1, "a@x"), copy(2, 2, "b@x")]) == [1, 1])
  }

  // MARK: - Order

  @Test func theOrderOfTheCopiesChangesNothing() throws {
    let copies = [
      copy(1, 1, "a@x"), copy(2, 1, "b@x"), copy(nil, 1, "c@x"), copy(nil, 3, "d@x"),
      copy(3, nil, "e@x", at: "2025-03-12T07:00:00"), copy(2, 2, "f@x"),
    ]
    let first = withoutLedger(try fixtureFindings(copies, try attackerScope()))
    var random = FixtureRandom(seed: 7)
    for _ in 0..<60 {
      let shuffled = copies.shuffled(using: &random)
      let cut = 1 + random.below(copies.count - 1)
      let findings = try fixtureFindings(
        [FixtureFile(Array(shuffled[..<cut])), FixtureFile(Array(shuffled[cut...]))],
        try attackerScope())
      #expect(withoutLedger(findings) == first)
      #expect(findings.totals.uniqueRecords == 5)
      #expect(findings.totals.conflicts == 1)
    }
  }
}
