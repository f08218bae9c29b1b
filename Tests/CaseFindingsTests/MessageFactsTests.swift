import CaseFindings
import CaseModel
import TestSupport
import Testing

/// What records say of a message besides that it was accessed (R5).
struct MessageFactsTests {
  private func bind(
    _ number: Int, folder: String = "F", mailbox: Int = 1, _ item: FixtureRecord.Item
  ) -> FixtureRecord {
    var record = FixtureRecord.attackerBind(number)
    record.mailboxGuid = "aaaaaaaa-0000-4000-8000-00000000000\(mailbox)"
    record.mailboxUPN = "m\(mailbox)@x"
    record.folders = [.init(id: folder, path: "\\\(folder)", items: [item])]
    return record
  }

  private func flags(_ records: [FixtureRecord]) throws -> [[String]] {
    var flags: Set<[[String]]> = []
    for order in [records, records.reversed(), records + records] {
      let findings = try fixtureFindings(order, try attackerScope())
      flags.insert(findings.mailboxes.flatMap { $0.recordedMessages.map(\.flags) })
    }
    #expect(flags.count == 1, "the order of the evidence changes nothing")
    return flags.first ?? []
  }

  @Test func twoItemsInOneFolderAreTwoMessages() throws {
    #expect(
      try flags([bind(1, .init("<a@x>", id: "one")), bind(2, .init("<a@x>", id: "two"))])
        == [["idReused"]])
  }

  @Test func twoItemsInTwoFoldersMayBeOneMessageThatMoved() throws {
    #expect(
      try flags([
        bind(1, .init("<a@x>", id: "one")), bind(2, folder: "G", .init("<a@x>", id: "two")),
        bind(3, folder: "H", .init("<a@x>", id: "three")),
      ]) == [[]])
    #expect(
      try flags([
        bind(1, .init("<a@x>", id: "one")), bind(2, folder: "G", .init("<a@x>", id: "two")),
        bind(3, folder: "G", .init("<a@x>", id: "three")),
      ]) == [["idReused"]])
  }

  @Test func mailboxesHaveTheirOwnCopies() throws {
    #expect(
      try flags([
        bind(1, .init("<a@x>", id: "one", size: 1)),
        bind(2, mailbox: 2, .init("<a@x>", id: "two", size: 2)),
        bind(3, mailbox: 3, .init("<a@x>", id: "three", size: 3)),
      ]) == [[], [], []])
    #expect(
      try flags([
        bind(1, .init("<a@x>", size: 1)), bind(2, mailbox: 2, .init("<a@x>", size: 2)),
        bind(3, mailbox: 2, .init("<a@x>", size: 3)),
      ]) == [[], ["idReused"]])
  }

  @Test func aMailboxWithTwoNamesIsOne() throws {
    var named = bind(2, .init("<a@x>", id: "two"))
    named.mailboxUPN = "other@x"
    #expect(try flags([bind(1, .init("<a@x>", id: "one")), named]) == [["idReused"]])
  }

  /// The facts of a message that another mailbox holds too stand in a table of their own.
  @Test func aMailboxWithTwoNamesIsOneForMessagesOfOthersToo() throws {
    var named = bind(3, mailbox: 2, .init("<a@x>", size: 9_000_000_001, subject: "early"))
    named.mailboxUPN = "other@x"
    named.time = "2025-03-12T07:00:00"
    let records = [
      bind(1, .init("<a@x>", size: 1)),
      bind(2, mailbox: 2, .init("<a@x>", size: 9_000_000_002, subject: "late")), named,
    ]
    #expect(try flags(records) == [[], ["idReused"]])
    let message = try fixtureFindings(records, try attackerScope()).mailboxes[1].recordedMessages[0]
    #expect(message.sizeInBytes == 9_000_000_001 && message.subject?.string == "early")
  }

  @Test func theLowestSizeAndTheEarliestSubjectAreShown() throws {
    var late = bind(1, .init("<a@x>", size: 900, subject: "late"))
    late.time = "2025-03-12T09:00:00"
    var early = bind(2, .init("<a@x>", size: 1_200, subject: "early"))
    early.time = "2025-03-12T08:00:00"
    for records in [[late, early], [early, late]] {
      let message = try fixtureFindings(records, try attackerScope()).message("a@x")
      #expect(message?.sizeInBytes == 900)
      #expect(message?.subject?.string == "early")
    }
    let huge = bind(3, .init("<b@x>", size: 9_000_000_000))
    #expect(
      try fixtureFindings([huge], try attackerScope()).message("b@x")?.sizeInBytes
        == 9_000_000_000)
  }

  @Test func copiesThatDifferInTheSizeAreNoCopies() throws {
    let first = bind(1, .init("<a@x>", size: 1))
    let second = bind(1, .init("<a@x>", size: 2))
    let findings = try fixtureFindings([first, second], try attackerScope())
    #expect(findings.totals.uniqueRecords == 1 && findings.totals.duplicates == 1)
    #expect(findings.message("a@x")?.flags == ["idReused"])
    #expect(findings.message("a@x")?.records == 1)
  }
}
