import CaseModel
import TestSupport
import Testing

/// The traps that peers fall into (design section 4), one test each.
struct TrapTests {
  @Test func syncHasRecordTypeTwoAndItsFolderInParentFolderWithPathNotAvailable() throws {
    let findings = try fixtureFindings([.attackerSync(1, "Posteingang")], try attackerScope())
    let folder = try #require(findings.mailboxes.first?.assumedFolders.first)
    #expect(folder.folder.name.string == "Posteingang")
    #expect(findings.totals.sync == 1)
    #expect(findings.totals.bind == 0)
    #expect(findings.recordedIds.isEmpty)
    #expect(findings.mailboxes.first?.assumedBases == ["sync"])
  }

  @Test func folderReadingAssumesTheFolderOnly() throws {
    let scope = try attackerScope("\"readings\": {\"sync\": \"folder\"}")
    let findings = try fixtureFindings([.attackerSync(1, "Inbox")], scope)
    #expect(findings.totals.assumedFolders == 1)
    #expect(findings.mailboxes.first?.assumedBases == [])
  }

  @Test func throttledRecordOfTheOwnersOwnClientOpensAPeriod() throws {
    var record = FixtureRecord(1)
    record.throttled = "\"True\""
    let findings = try fixtureFindings([record], try attackerScope())
    let period = try #require(findings.mailboxes.first?.unauditedPeriods.first)
    #expect(period.cause == .throttled)
    #expect(period.raw.from.iso == "2025-03-12T08:00:00Z")
    #expect(period.raw.to.iso == "2025-03-13T08:00:00Z")
    #expect(findings.mailboxes.first?.assumedBases == ["throttled"])
    #expect(findings.attribution[.attacker] == 0)
  }

  @Test func throttledRecordTwentyThreeHoursBeforeTheWindowReachesIntoIt() throws {
    var record = FixtureRecord(1)
    record.time = "2025-03-11T01:00:00"
    record.throttled = "true"
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-12T00:00:00Z\", \"to\": \"2025-03-13T00:00:00Z\"}]")
    let findings = try fixtureFindings([record], scope)
    let period = try #require(findings.mailboxes.first?.unauditedPeriods.first)
    #expect(period.inWindow.map(\.from.iso) == ["2025-03-12T00:00:00Z"])
    #expect(period.inWindow.map(\.to.iso) == ["2025-03-12T01:00:00Z"])
    #expect(findings.mailboxes.first?.unauditedSeconds == 3_600)
  }

  @Test func throttledPeriodEndsTwentyFourHoursAfterItsRecordAndNotLater() throws {
    var record = FixtureRecord(1)
    record.time = "2025-03-11T00:00:00"
    record.throttled = "true"
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-12T00:00:00Z\", \"to\": \"2025-03-13T00:00:00Z\"}]")
    let findings = try fixtureFindings([record], scope)
    #expect(findings.mailboxes.first?.unauditedPeriods.count { $0.cause == .throttled } == 0)
  }

  @Test func chainOfTouchingThrottledPeriodsIsOnePeriod() throws {
    let records = (0..<3).map { day in
      var record = FixtureRecord(day + 1)
      record.time = "2025-03-1\(day)T00:00:00"
      record.throttled = "\"True\""
      return record
    }
    let periods = try fixtureFindings(records, try attackerScope()).mailboxes[0].unauditedPeriods
    #expect(periods.count == 1)
    #expect(periods[0].raw.seconds == 3 * 86_400)
    #expect(periods[0].sources.count == 3)
  }

  @Test func severalFoldersInOneBindKeepTheirMessages() throws {
    var record = FixtureRecord.attackerBind(1)
    record.folders = [
      .init(id: "F1", path: "\\Inbox", items: [.init("<a@x>")]),
      .init(id: "F2", path: "\\Gesendet", items: [.init("<b@x>"), .init("<c@x>")]),
    ]
    record.operationCount = 3
    let findings = try fixtureFindings([record], try attackerScope())
    #expect(findings.recordedIds == ["a@x", "b@x", "c@x"])
    #expect(findings.message("b@x")?.folders.map(\.name.string) == ["\\Gesendet"])
  }

  @Test func theSameMessageInTwoMailboxesIsTwoMessagesAndOneId() throws {
    var other = FixtureRecord.attackerBind(2, "a@x")
    other.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000002"
    other.mailboxUPN = "k.brandt@northwind-clinic.example"
    let findings = try fixtureFindings([.attackerBind(1, "a@x"), other], try attackerScope())
    #expect(findings.totals.recordedMessages == 2)
    #expect(findings.totals.distinctMessageIds == 1)
  }

  @Test func duplicatesCountOnce() throws {
    let record = FixtureRecord.attackerBind(1, "a@x")
    let findings = try fixtureFindings(
      [
        FixtureFile([record, record], as: .searchCSV), FixtureFile([record], as: .jsonArray),
      ], try attackerScope())
    #expect(findings.totals.records == 3)
    #expect(findings.totals.uniqueRecords == 1)
    #expect(findings.totals.duplicates == 2)
    #expect(findings.totals.conflicts == 0)
    #expect(findings.message("a@x")?.records == 1)
  }

  @Test(arguments: [FixtureRecord.SessionPlace.topLevel, .accessContext, .deviceProperties])
  func sessionIsFoundWhereverItStands(_ place: FixtureRecord.SessionPlace) throws {
    var record = FixtureRecord.attackerBind(1, "a@x")
    record.clientIPAddress = "192.0.2.9"
    record.session = "9F6B1C0E-7D44-4F59-9F0E-3C5A7B2D1E66"
    record.sessionPlace = place
    let scope = try fixtureScope(
      "{\"indicators\": [{\"id\": \"A1\", \"sessions\": [\"9f6b1c0e-7d44-4f59-9f0e-3c5a7b2d1e66\"]}]}"
    )
    #expect(try fixtureFindings([record], scope).recordedIds == ["a@x"])
  }

  @Test func itemsWithoutInternetMessageIdFallBackAndSayWhichIdWasUsed() throws {
    var record = FixtureRecord.attackerBind(1)
    record.folders = [
      .init(
        id: "F", path: "\\Inbox",
        items: [
          .init(nil, immutableId: "IMM-1", id: "ID-1"), .init(nil, id: "ID-2"),
          .init("Not Available", id: "ID-3"), .init(nil), .init("  <kept Case@X>  "),
        ])
    ]
    record.operationCount = 5
    let findings = try fixtureFindings([record], try attackerScope())
    #expect(findings.message("IMM-1")?.identifiedBy == .immutableId)
    #expect(findings.message("ID-2")?.identifiedBy == .id)
    #expect(findings.message("ID-3")?.identifiedBy == .id)
    #expect(findings.message("kept Case@X")?.identifiedBy == .internetMessageId)
    #expect(findings.totals.recordedMessages == 4)
    #expect(findings.totals.distinctMessageIds == 1)
    let unnamed = findings.mailboxes[0].unnamedAccess
    #expect(unnamed.map(\.kind) == [.noIdentifier])
    #expect(unnamed.map(\.items) == [1])
  }

  @Test(
    arguments: [
      (nil, false, 0, 1), ("\"False\"", false, 0, 0), ("false", false, 0, 0),
      ("\"True\"", false, 1, 0),
      ("true", true, 1, 0), ("\"TRUE\"", true, 1, 0),
    ] as [(String?, Bool, Int, Int)])
  func isThrottledHasThreeStates(
    _ value: String?, _ first: Bool, _ throttled: Int, _ notStated: Int
  ) throws {
    var record = FixtureRecord.attackerBind(1, "a@x")
    record.throttled = value
    record.throttledFirst = first
    let totals = try fixtureFindings([record], try attackerScope()).totals
    #expect(totals.throttled == throttled)
    #expect(totals.throttledNotStated == notStated)
  }

  @Test func nullFoldersAndNullItemsAreNoItems() throws {
    var none = FixtureRecord.attackerBind(1)
    none.folders = nil
    none.extra = [("Folders", "null")]
    var empty = FixtureRecord.attackerBind(2)
    empty.folders = nil
    empty.extra = [("Folders", "[{\"FolderItems\":[null],\"Id\":\"F\",\"Path\":\"\\\\Inbox\"}]")]
    let findings = try fixtureFindings([none, empty], try attackerScope())
    #expect(findings.recordedIds.isEmpty)
    #expect(findings.totals.bind == 2)
    #expect(findings.mailboxes[0].unnamedAccess.map(\.kind) == [.noIdentifier, .noIdentifier])
  }

  @Test func attachmentAccessIsReportedBesideTheMessages() throws {
    var record = FixtureRecord.attackerBind(1)
    record.operation = "AttachmentAccess"
    record.extra = [
      ("Folders", "[{\"FolderItems\":[{\"Id\":\"ITEM-1\"}],\"Id\":\"F\",\"Path\":\"\\\\Inbox\"}]")
    ]
    let findings = try fixtureFindings([record], try attackerScope())
    #expect(findings.totals.uniqueMailAccess == 0)
    #expect(findings.recordedIds.isEmpty)
    #expect(findings.mailboxes[0].attachments.map(\.item.string) == ["ITEM-1"])
    #expect(findings.mailboxes[0].unnamedAccess.map(\.kind) == [.attachment])
  }

  @Test func trueOnASyncRecordIsHonouredAndFlagged() throws {
    var record = FixtureRecord.attackerSync(1, "Inbox")
    record.throttled = "\"True\""
    let findings = try fixtureFindings([record], try attackerScope())
    #expect(findings.anomalyCodes.contains("throttledSync"))
    #expect(findings.mailboxes[0].unauditedPeriods.count == 1)
  }

  @Test func missingAccessTypeIsPlacedByWhatTheRecordNames() throws {
    var items = FixtureRecord.attackerBind(1, "a@x")
    items.access = nil
    var folder = FixtureRecord.attackerSync(2, "Inbox")
    folder.access = nil
    var neither = FixtureRecord.attackerBind(3)
    neither.access = "Peek"
    neither.folders = []
    let totals = try fixtureFindings([items, folder, neither], try attackerScope()).totals
    #expect([totals.bind, totals.sync, totals.accessTypeUnknown] == [1, 1, 1])
    #expect(totals.bind + totals.sync + totals.accessTypeUnknown == totals.uniqueMailAccess)
  }

  @Test func moreOperationsThanItemsIsAccessThatCannotBeNamed() throws {
    var record = FixtureRecord.attackerBind(1, "a@x")
    record.operationCount = 4
    let unnamed = try fixtureFindings([record], try attackerScope()).mailboxes[0].unnamedAccess
    #expect(unnamed.map(\.kind) == [.moreOperationsThanItems])
    #expect(unnamed.map(\.items) == [3])
  }

  @Test func aCountThatNoNumberHoldsStillCountsAsMore() throws {
    var record = FixtureRecord.attackerBind(1, "a@x")
    record.operationCount = 5_000_000_000
    let unnamed = try fixtureFindings([record], try attackerScope()).mailboxes[0].unnamedAccess
    #expect(unnamed.map(\.kind) == [.moreOperationsThanItems])
    record.operationCount = -3
    #expect(try fixtureFindings([record], try attackerScope()).mailboxes[0].unnamedAccess.isEmpty)
  }

  @Test func flattenedFoldersAreALossyExport() throws {
    var record = FixtureRecord.attackerBind(1)
    record.folders = nil
    record.operationCount = 7
    record.extra = [("Folders", "\"System.Object[]\"")]
    let findings = try fixtureFindings([record], try attackerScope())
    #expect(findings.mailboxes[0].unnamedAccess.map(\.kind) == [.lossyExport])
    #expect(findings.mailboxes[0].unnamedAccess.map(\.items) == [7])
    #expect(findings.completeness.files[0].signs.map(\.code).contains("flattenedLists"))
  }

  @Test func aLossyCopyNeverHidesTheWholeOne() throws {
    let whole = FixtureRecord.attackerBind(1, "a@x", "b@x")
    var lossy = whole
    lossy.folders = nil
    lossy.extra = [("Folders", "\"System.Object[]\"")]
    for records in [[whole, lossy], [lossy, whole]] {
      let findings = try fixtureFindings(records, try attackerScope())
      #expect(findings.recordedIds == ["a@x", "b@x"])
      #expect(findings.mailboxes[0].unnamedAccess.isEmpty)
      #expect(findings.totals.conflicts == 0)
    }
  }

  @Test func contradictingCopiesAreAConflictAndTheWideningOneDecides() throws {
    let attacker = FixtureRecord.attackerBind(1, "a@x")
    var owner = attacker
    owner.session = "other"
    owner.user = "someone.else@northwind-clinic.example"
    var attackerWithSession = attacker
    attackerWithSession.session = "stolen"
    let scope = try fixtureScope("{\"indicators\": [{\"id\": \"A1\", \"sessions\": [\"stolen\"]}]}")
    for records in [[owner, attackerWithSession], [attackerWithSession, owner]] {
      let findings = try fixtureFindings(records, scope)
      #expect(findings.totals.conflicts == 1)
      #expect(findings.recordedIds == ["a@x"])
      #expect(findings.anomalyCodes.contains("conflict"))
    }
  }

  @Test func oneIdWithDifferentSizesIsFlagged() throws {
    var first = FixtureRecord.attackerBind(1)
    first.folders = [.init(id: "F", path: "\\Inbox", items: [.init("<a@x>", size: 100)])]
    var second = first
    second.id = fixtureGuid(2)
    second.folders = [.init(id: "F", path: "\\Inbox", items: [.init("<a@x>", size: 200)])]
    let findings = try fixtureFindings([first, second], try attackerScope())
    #expect(findings.message("a@x")?.flags == ["idReused"])
    #expect(try fixtureFindings([first], try attackerScope()).message("a@x")?.flags == [])
  }

  @Test func composedAndDecomposedLettersAreDifferentIds() throws {
    let record = FixtureRecord.attackerBind(1, "caf\u{E9}@x", "cafe\u{301}@x")
    #expect(try fixtureFindings([record], try attackerScope()).totals.recordedMessages == 2)
  }
}
