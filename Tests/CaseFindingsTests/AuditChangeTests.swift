import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import Files
import TestSupport
import Testing

/// Records that switch auditing off open a period, records that switch it on close it (R13).
struct AuditChangeTests {
  private let window =
    "\"windows\": [{\"from\": \"2025-03-10T00:00:00Z\", \"to\": \"2025-03-20T00:00:00Z\"}]"

  /// A record of an administrator.
  private func change(
    _ number: Int, _ operation: String, at time: String, _ parameters: [(String, String)],
    objectId: String = "x", status: String = "True", extra: [(String, String)] = []
  ) -> FixtureRecord {
    var record = FixtureRecord(number)
    record.operation = operation
    record.recordType = 1
    record.time = time
    record.mailboxGuid = nil
    record.mailboxUPN = nil
    record.user = "stinger@northwind-clinic.example"
    let list = parameters.map { "{\"Name\":\(quoted($0)),\"Value\":\(quoted($1))}" }
    record.extra =
      [
        ("ObjectId", quoted(objectId)), ("ResultStatus", quoted(status)),
        ("Parameters", "[\(list.joined(separator: ","))]"),
      ] + extra
    return record
  }

  private func periods(_ changes: [FixtureRecord]) throws -> [UnauditedPeriod] {
    try findings(changes).mailboxes.flatMap(\.unauditedPeriods)
  }

  private func findings(_ changes: [FixtureRecord]) throws -> Findings {
    var last = FixtureRecord.attackerBind(2, "b@x", at: "2025-03-25T00:00:00")
    last.operation = "Send"
    return try fixtureFindings(
      [FixtureRecord.attackerBind(1, "a@x", at: "2025-03-09T00:00:00"), last] + changes,
      try attackerScope(window))
  }

  private let off = "2025-03-12T00:00:00"
  private let on = "2025-03-14T00:00:00"
  private let identity = ("Identity", "M.Rivera@northwind-clinic.example")

  @Test func aBypassBlindsAnAccountInEveryMailbox() throws {
    let name = "Set-MailboxAuditBypassAssociation"
    let alex = ("Identity", "alex@northwind-clinic.example")
    let found = try findings([
      change(10, name, at: off, [("AuditBypassEnabled", "True"), alex]),
      change(11, name, at: on, [("AuditBypassEnabled", "False"), alex]),
    ])
    let period = try #require(found.mailboxes[0].unauditedPeriods.first)
    #expect(found.mailboxes[0].unauditedPeriods.count == 1)
    #expect(period.cause == .bypass)
    #expect(period.raw.from.iso == "2025-03-12T00:00:00Z")
    #expect(period.raw.to.iso == "2025-03-14T00:00:00Z")
    #expect(period.accounts.map(\.string) == ["alex@northwind-clinic.example"])
    #expect(period.opens == .record && period.closes == .record)
    #expect(
      period.sources.map { found.records[$0.int].record.string } == [10, 11].map(fixtureGuid))
    #expect(found.anomalyCodes.contains("auditingSwitchedOff"))
    #expect(found.mailboxes[0].unauditedSeconds == 2 * 86_400)
    #expect(found.totals.administration == 2)
  }

  @Test(arguments: [
    ("Set-Mailbox", "AuditEnabled", "False", UnauditedCause.auditDisabled, [Int16]()),
    ("Set-Mailbox", "AuditOwner", "UpdateFolderPermissions,SoftDelete", .auditDisabled, [0]),
    ("Set-Mailbox", "AuditDelegate", "@{Remove=MailItemsAccessed}", .auditDisabled, [2]),
    ("Set-Mailbox", "AuditAdmin", "", .auditDisabled, [1]),
    ("Set-Mailbox", "AuditLogAgeLimit", "00:00:00", .retention, []),
    ("Set-Mailbox", "AuditLogAgeLimit", "1.00:00:00", .retention, []),
    ("Set-OrganizationConfig", "AuditDisabled", "True", .auditDisabled, []),
    (
      "Set-AdminAuditLogConfig", "UnifiedAuditLogIngestionEnabled", "False", .auditDisabled, []
    ),
  ])
  func whatNobodyClosesRunsToTheEndOfTheWindow(
    _ operation: String, _ name: String, _ value: String, _ cause: UnauditedCause, _ types: [Int16]
  ) throws {
    let found = try periods([change(10, operation, at: off, [identity, (name, value)])])
    #expect(found.map(\.cause) == [cause])
    #expect(found.map(\.raw.from.iso) == ["2025-03-12T00:00:00Z"])
    #expect(found.map(\.raw.to.iso) == ["2025-03-20T00:00:00Z"])
    #expect(found.map(\.closes) == [.windowEnd])
    #expect(found.map(\.logonTypes) == [types])
  }

  @Test(arguments: [
    ("AuditLogAgeLimit", "180.00:00:00"), ("AuditOwner", "MailItemsAccessed,Send"),
    ("AuditOwner", "@{Add=Send}"), ("AuditOwner", "@{Remove=Send}"), ("AuditEnabled", "maybe"),
    ("ForwardingSmtpAddress", "x@evil.example"),
  ])
  func whatTakesNothingAwayOpensNothing(_ name: String, _ value: String) throws {
    let change = change(10, "Set-Mailbox", at: "2025-03-01T00:00:00", [identity, (name, value)])
    #expect(try periods([change]).isEmpty)
  }

  @Test func whatClosesWithoutAnOpeningCountsFromTheStart() throws {
    let found = try periods([
      change(10, "Set-Mailbox", at: on, [identity, ("AuditEnabled", "True")])
    ])
    #expect(found.map(\.raw.from.iso) == ["2025-03-10T00:00:00Z"])
    #expect(found.map(\.raw.to.iso) == ["2025-03-14T00:00:00Z"])
    #expect(found.map(\.opens) == [.windowStart])
  }

  @Test func aFailedCommandChangesNothing() throws {
    let change = change(
      10, "Set-Mailbox", at: off, [identity, ("AuditEnabled", "False")], status: "False")
    #expect(try periods([change]).isEmpty)
  }

  @Test(arguments: [
    ("aaaaaaaa-0000-4000-8000-000000000001", 1), ("m.rivera", 1),
    ("NAMPR06.PROD.OUTLOOK.COM/Hosted/northwind/m.rivera", 1),
    ("other@northwind-clinic.example", 0),
    ("a88ae17c-f562-4c1f-a377-8910b6847d76", 1), ("Somebody Else", 1),
  ])
  func theMailboxIsFoundByAnyOfItsNamesOrAnyIsMeant(_ name: String, _ count: Int) throws {
    let found = try periods([
      change(10, "Set-Mailbox", at: off, [("Identity", name), ("AuditEnabled", "False")])
    ])
    #expect(found.count == count)
    let isUnplaced = name.hasPrefix("a88") || name.hasPrefix("Somebody")
    #expect(found.allSatisfy { $0.note.english.contains("any may be meant") == isUnplaced })
  }

  @Test func aLicenceWithoutTheAuditingPlanIsOneToo() throws {
    func licence(_ number: Int, _ time: String, _ old: String, _ new: String) -> FixtureRecord {
      let inner =
        "[{\"Name\":\"AssignedLicense\",\"OldValue\":[\"[SkuName=E5, DisabledPlans=[\(old)]]\"],"
        + "\"NewValue\":[\"[SkuName=E5, DisabledPlans=[\(new)]]\"]},{\"Name\":\"X\"}]"
      let details = "{\"targetUpdatedProperties\":\(quoted(inner))}"
      return change(
        number, "Update user.", at: time, [], objectId: "m.rivera@northwind-clinic.example",
        status: "Success",
        extra: [
          (
            "ExtendedProperties",
            "[{\"Name\":\"additionalDetails\",\"Value\":\(quoted(details))}]"
          )
        ])
    }
    let found = try periods([
      licence(10, off, "", "M365_ADVANCED_AUDITING,EQUIVIO_ANALYTICS"),
      licence(11, on, "M365_ADVANCED_AUDITING", ""),
    ])
    #expect(found.map(\.cause) == [.licence])
    #expect(found.map(\.raw.to.iso) == ["2025-03-14T00:00:00Z"])
  }

  @Test func anotherOrganisationIsNotMeant() throws {
    var change = change(10, "Set-OrganizationConfig", at: off, [("AuditDisabled", "True")])
    change.organization = "99999999-0000-4000-8000-000000000000"
    #expect(try periods([change]).map(\.note) == [])
  }

  @Test(
    .enabled(if: PublicData.isPresent, Comment(rawValue: PublicData.absence)),
    arguments: [
      "t1562-Set-MailboxAuditBypassAssociation.json", "t1562-UnifiedAuditlogIngestion-Stopped.json",
      "t1562.001_Set-Mailbox-AuditLogAgeLimitoZero.csv",
      "t1562.008_Advanced Auditing policy removed from a user.csv",
      "t1562.008_Disable UAL ingestion.csv", "t1562.008_Set-MailboxAuditBypassAssociation.csv",
      "t1562_Set-Mailbox-AuditLogAgeLimitoZero.json",
    ])
  func realSamplesAreNamed(_ name: String) throws {
    let bytes = try readSmallFile("\(PublicData.folder)/det-eng-samples/\(name)")
    let found = try fixtureFindings([FixtureFile(bytes)])
    #expect(found.anomalyCodes.contains("auditingSwitchedOff"))
  }
}
