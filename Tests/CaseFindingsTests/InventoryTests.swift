import Archiving
import CaseModel
import TestSupport
import Testing

@testable import CaseFindings

/// Each message of an inventory gets its tier; the answers are worked out by hand.
@Suite struct InventoryTests {
  static let window = #""windows": [{"from": "2025-03-10", "to": "2025-03-20"}]"#
  static let folder = #""readings": {"sync": "folder"}"#

  /// Records of the owner before and after the window: coverage is indicated.
  static var ownerAround: [FixtureRecord] {
    ["2025-03-08T08:00:00", "2025-03-22T08:00:00"].enumerated().map { index, time in
      var record = FixtureRecord(900 + index)
      record.time = time
      record.folders = [FixtureRecord.Folder(id: "F9", path: "\\Inbox", items: [.init("<o@x>")])]
      return record
    }
  }

  func tiers(
    _ records: [FixtureRecord], _ scope: String, _ inventory: String...
  ) throws -> (tiers: [String: MessageTier], findings: Findings) {
    let findings = try fixtureFindings(
      [FixtureFile(records + InventoryTests.ownerAround)], try attackerScope(scope),
      inventories: inventory.enumerated().map {
        try fixtureInventory($1, evidence: 9 + $0)
      })
    var tiers: [String: MessageTier] = [:]
    for message in findings.inventory { tiers[message.message.string] = message.tier }
    return (tiers, findings)
  }

  @Test func everyMessageHasOneTierAndTheyAddUp() throws {
    let (tiers, findings) = try tiers(
      [.attackerBind(1, "a@x"), .attackerSync(2, "\\Clients")],
      "\(InventoryTests.window), \(InventoryTests.folder)",
      """
      InternetMessageId,Received,Folder
      <a@x>,2025-03-01T00:00:00Z,Inbox
      <b@x>,2025-03-01T00:00:00Z,Clients
      <c@x>,2025-03-01T00:00:00Z,Sent
      <d@x>,2025-03-01T00:00:00Z,
      <e@x>,,Sent
      <o@x>,2025-03-01T00:00:00Z,Inbox
      """)
    #expect(
      tiers == [
        "a@x": .recorded, "b@x": .assumed, "c@x": .notSeen, "d@x": .undetermined,
        "e@x": .undetermined, "o@x": .otherAccess,
      ])
    let counts = try #require(findings.mailboxes[0].inventory)
    #expect(counts.messages == 6)
    #expect(counts.byTier.values.reduce(0, +) == 6)
    #expect(counts.unplaced == 2)
    #expect(findings.mailboxes[0].assumedFolders.map(\.messages) == [1])
  }

  @Test func withoutAnInventoryTheNumberIsUnknownNeverZero() throws {
    let findings = try fixtureFindings(
      [.attackerSync(2, "\\Clients")], attackerScope(InventoryTests.folder))
    #expect(findings.mailboxes[0].inventory == nil)
    #expect(findings.mailboxes[0].assumedFolders[0].messages == nil)
  }

  @Test func anInventoryOfAnotherMailboxSaysNothingOfThisOne() throws {
    let findings = try fixtureFindings(
      [FixtureFile([.attackerSync(2, "\\Clients")])], attackerScope(),
      inventories: [fixtureInventory("MessageId,Mailbox\n<a@x>,other@x.example\n")])
    #expect(findings.mailboxes[0].inventory == nil)
    #expect(findings.inventoryElsewhere == [1])
    #expect(findings.inventory.isEmpty)
  }

  @Test func whatArrivedAfterASyncStaysAssumedToTheEndOfTheWindow() throws {
    let list = """
      MessageId,Received,Folder
      <after-sync@x>,2025-03-15T00:00:00Z,Clients
      <after-window@x>,2025-03-20T00:00:00Z,Clients
      """
    let (tiers, findings) = try tiers(
      [.attackerSync(2, "\\Clients")], "\(InventoryTests.window), \(InventoryTests.folder)", list)
    #expect(tiers == ["after-sync@x": .assumed, "after-window@x": .notSeen])
    #expect(findings.mailboxes[0].inventory?.afterEnd == 1)
    #expect(findings.mailboxes[0].assumedFolders.map(\.messages) == [1])
  }

  @Test func aDecisionSaysWhenAccessEnded() throws {
    let list = """
      MessageId,Received,Folder
      <before@x>,2025-03-13T23:59:59Z,Clients
      <after@x>,2025-03-14T00:00:00Z,Clients
      """
    let end = #""accessEnds": [{"at": "2025-03-14", "why": "reset", "decidedBy": "D"}]"#
    let (tiers, _) = try tiers(
      [.attackerSync(2, "\\Clients")],
      "\(InventoryTests.window), \(InventoryTests.folder), \(end)", list)
    #expect(tiers == ["before@x": .assumed, "after@x": .notSeen])
  }

  @Test func aDecisionThatARecordContradictsDoesNotCount() throws {
    let end = #""accessEnds": [{"at": "2025-03-14", "why": "reset", "decidedBy": "D"}]"#
    let (tiers, findings) = try tiers(
      [.attackerSync(2, "\\Clients"), .attackerBind(3, "z@x", at: "2025-03-14T00:00:00")],
      "\(InventoryTests.window), \(InventoryTests.folder), \(end)",
      "MessageId,Received,Folder\n<after@x>,2025-03-15T00:00:00Z,Clients\n")
    #expect(tiers == ["after@x": .assumed])
    #expect(findings.anomalyCodes.contains("accessAfterEnd"))
  }

  @Test func anEndOfTheWindowsDoesNotCountWhereTheAttackerCameLater() throws {
    let (tiers, _) = try tiers(
      [.attackerSync(2, "\\Clients"), .attackerBind(3, "z@x", at: "2025-03-25T00:00:00")],
      "\(InventoryTests.window), \(InventoryTests.folder)",
      "MessageId,Received,Folder\n<late@x>,2025-03-21T00:00:00Z,Clients\n")
    #expect(tiers == ["late@x": .assumed])
  }

  @Test func aThrottledPeriodConcernsWhatWasThereThen() throws {
    var throttled = FixtureRecord.attackerBind(1, "a@x", at: "2025-03-12T08:00:00")
    throttled.throttled = "\"True\""
    let list = """
      MessageId,Received,Folder
      <in@x>,2025-03-13T07:59:59Z,Sent
      <behind@x>,2025-03-13T08:00:00Z,Sent
      """
    for (reading, tier) in [("assumed", MessageTier.assumed), ("undetermined", .undetermined)] {
      let (tiers, findings) = try tiers(
        [throttled], #"\#(InventoryTests.window), "readings": {"throttle": "\#(reading)"}"#, list)
      #expect(tiers == ["in@x": tier, "behind@x": .notSeen])
      #expect(findings.mailboxes[0].unauditedPeriods.map(\.messages) == [1])
    }
  }

  @Test func aDeletedMessageIsListedFromTheRecordOfItsDeletion() throws {
    var deletion = FixtureRecord(5)
    deletion.operation = "SoftDelete"
    deletion.time = "2025-03-12T09:00:00"
    deletion.extra = [
      (
        "AffectedItems",
        #"[{"InternetMessageId":"<gone@x>","ParentFolder":{"Id":"F1","Path":"\\Inbox"}}]"#
      )
    ]
    var before = deletion
    before.id = fixtureGuid(6)
    before.time = "2025-03-09T09:00:00"
    before.extra = [
      ("AffectedItems", #"[{"InternetMessageId":"<earlier@x>","ParentFolder":{"Id":"F1"}}]"#)
    ]
    let (tiers, findings) = try tiers(
      [deletion, before, .attackerBind(1, "a@x")], InventoryTests.window,
      "MessageId,Received,Folder\n<kept@x>,2025-03-01T00:00:00Z,Inbox\n")
    #expect(tiers == ["kept@x": .notSeen, "gone@x": .undetermined])
    #expect(findings.mailboxes[0].inventory?.removed == 1)
    #expect(findings.mailboxes[0].inventory?.recordedNotListed == 1)
    #expect(findings.inventory.first { $0.message == "gone@x" }?.sources.count == 1)
  }

  @Test func aMessageThatWasMovedOutOfAnAssumedFolderIsAssumed() throws {
    var move = FixtureRecord(5)
    move.operation = "Move"
    move.time = "2025-03-13T09:00:00"
    move.extra = [
      (
        "AffectedItems",
        #"[{"InternetMessageId":"<m@x>","ParentFolder":{"Id":"F-\\Clients","Path":"\\Clients"}}]"#
      )
    ]
    let (tiers, _) = try tiers(
      [move, .attackerSync(2, "\\Clients")], "\(InventoryTests.window), \(InventoryTests.folder)",
      "MessageId,Received,Folder\n<m@x>,2025-03-01T00:00:00Z,Archive\n")
    #expect(tiers == ["m@x": .assumed])
  }

  @Test func twoListsOfOneMailboxAreUnited() throws {
    let (tiers, findings) = try tiers(
      [.attackerSync(2, "\\Clients")], "\(InventoryTests.window), \(InventoryTests.folder)",
      "MessageId,Received\n<a@x>,2025-03-01T00:00:00Z\n", "MessageId,Folder\n<a@x>,Clients\n")
    #expect(tiers == ["a@x": .assumed])
    #expect(findings.mailboxes[0].inventory?.evidence == [9, 10])
    #expect(findings.mailboxes[0].inventory?.messages == 1)
  }

  @Test func aFolderThatCannotBeComparedIsNoOtherFolder() throws {
    // The list names folders by ids of a kind that is not known, the record by name.
    let (tiers, _) = try tiers(
      [.attackerSync(2, "\\Clients")], "\(InventoryTests.window), \(InventoryTests.folder)",
      "MessageId,Received,FolderId\n<a@x>,2025-03-01T00:00:00Z,abc\n")
    #expect(tiers == ["a@x": .undetermined])
  }

  @Test func checkSaysTheSameAsTheInventory() throws {
    let inventory = try fixtureInventory(
      "MessageId,Received,Folder\n<c@x>,2025-03-01T00:00:00Z,Clients\n<d@x>,,\n")
    let verdicts = try fixtureVerdicts(
      ["c@x", "d@x", "e@x"], [.attackerSync(2, "\\Clients")] + InventoryTests.ownerAround,
      attackerScope("\(InventoryTests.window), \(InventoryTests.folder)"),
      inventories: [inventory])
    #expect(verdicts.map(\.tier) == [.assumed, .undetermined, .undetermined])
  }

  /// Records write a folder's id with a length and a type around it, Graph with the mailbox.
  @Test func aFolderIdOfGraphIsThatOfTheRecord() throws {
    let entry = [UInt8](repeating: 0, count: 4) + (1...42).map { UInt8($0) }
    let guid = Array("1b4e28ba-2fa1-4d3b-a3f5-ef19b5a7632b".utf8)
    let record = EvidenceText(base64([46] + entry + [1]))
    let service = EvidenceText(
      base64([0, 3, 36, 0] + guid + [0, 46, 0] + entry).replacing("+", with: "-")
        .replacing("/", with: "_"))
    // Four equal bytes in a row: two of them, and how many more.
    let compressed = EvidenceText(
      base64([1, 3, 36, 0] + guid + [0, 46, 0, 0, 3] + entry.dropFirst(4)))
    let other = EvidenceText(base64([46] + entry.reversed() + [1]))
    #expect(FolderEntryId(record) != nil)
    #expect(FolderEntryId(record) == FolderEntryId(service))
    #expect(FolderEntryId(record) == FolderEntryId(compressed))
    #expect(FolderEntryId(record) != FolderEntryId(other))
    #expect(FolderEntryId("LgAAAABnRtabuCD+GuTWf2iEAAAB") == nil)

    var sync = FixtureRecord.attackerSync(2, "Clients")
    sync.syncFolder = FixtureRecord.Folder(id: record.string, path: "Clients")
    let (tiers, _) = try tiers(
      [sync], "\(InventoryTests.window), \(InventoryTests.folder)",
      """
      MessageId,Received,ParentFolderId
      <same@x>,2025-03-01T00:00:00Z,\(service.string)
      <other@x>,2025-03-01T00:00:00Z,\(other.string)
      """)
    #expect(tiers == ["same@x": .assumed, "other@x": .notSeen])
  }
}
