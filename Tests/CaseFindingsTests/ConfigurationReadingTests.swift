import CaseActions
import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing
import TextFormats

/// What an imported audit configuration shows of a mailbox, leaves open, or shows switched off (R13).
struct ConfigurationReadingTests {
  private let scope = Result {
    try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-10T00:00:00Z\", \"to\": \"2025-03-20T00:00:00Z\"}]")
  }

  private let mailbox = """
    UserPrincipalName    : m.rivera@northwind-clinic.example
    RecipientTypeDetails : UserMailbox
    AuditEnabled         : True
    AuditLogAgeLimit     : 90.00:00:00
    AuditOwner           : {MailItemsAccessed}
    AuditDelegate        : {MailItemsAccessed}
    AuditAdmin           : {MailItemsAccessed}

    """
  private let rest = """

    UserPrincipalName : m.rivera@northwind-clinic.example
    SkuPartNumber     : SPE_E5

    AuditDisabled                   : False
    UnifiedAuditLogIngestionEnabled : True

    Identity           : alex
    AuditBypassEnabled : False

    """

  private func configuration(
    _ text: String, collected: String? = "2025-04-01T00:00:00Z"
  ) throws -> AuditConfiguration {
    var found = try readAuditConfiguration(fixtureSource(Array(text.utf8)))
    found.evidence = 2
    found.collectedAt = collected.flatMap { TimeReader.read($0) }
    return found
  }

  private func reading(
    _ text: String, collected: String? = "2025-04-01T00:00:00Z", changes: [FixtureRecord] = []
  ) throws -> MailboxFindings {
    try fixtureFindings(
      [FixtureFile([FixtureRecord.attackerBind(1, "a@x")] + changes)], try scope.get(),
      configurations: [try configuration(text, collected: collected)]
    ).mailboxes[0]
  }

  private func isOpen(_ found: MailboxFindings, _ word: String) -> Bool {
    found.coverage.state != .shown
      && found.coverage.reasons.contains { $0.english.hasPrefix("not ruled out: \(word)") }
  }

  @Test func aWholeConfigurationShowsAuditingAndSaysByWhat() throws {
    let found = try reading(mailbox + rest)
    #expect(found.coverage.state == .shown)
    #expect(found.unauditedPeriods.map(\.cause) == [])
    for word in ["configuration:", "organisation:", "licence:", "bypass:"] {
      let reason = found.coverage.reasons.first { $0.english.hasPrefix(word) }
      #expect(reason?.english.contains("E002") == true, "\(word) \(found.coverage.reasons)")
    }
    #expect(!found.coverage.reasons.contains { $0.english.hasPrefix("not ruled out") })
  }

  @Test(arguments: [
    (
      "m.rivera@northwind-clinic.example\nRecip", "other@northwind-clinic.example\nRecip",
      "configuration"
    ),
    ("RecipientTypeDetails : UserMailbox\n", "", "configuration"),
    ("AuditEnabled         : True\n", "", "configuration"),
    (
      "AuditAdmin           : {MailItemsAccessed}", "AuditAdmin           : {Update...}",
      "configuration"
    ),
    ("AuditAdmin           : {MailItemsAccessed}\n", "", "configuration"),
    ("AuditEnabled         : True", "AuditEnabled         : False", "configuration"),
    ("SkuPartNumber     : SPE_E5", "SkuPartNumber     : {SPE_F1...}", "licence"),
    ("SkuPartNumber     : SPE_E5\n", "", "licence"),
    ("AuditDisabled                   : False\n", "", "organisation"),
    ("UnifiedAuditLogIngestionEnabled : True\n", "", "organisation"),
    ("AuditBypassEnabled : False\n", "", "bypass"),
    ("AuditBypassEnabled : False", "AuditBypassEnabled : ?", "bypass"),
  ])
  func whatIsMissingLeavesItsCauseOpen(_ part: String, _ other: String, _ word: String) throws {
    let text = mailbox + rest
    #expect(text.contains(part))
    let found = try reading(text.replacing(part, with: other))
    #expect(isOpen(found, word), "\(found.coverage.reasons)")
    #expect(found.unauditedPeriods.map(\.cause) == [])
  }

  @Test func theTimeOfCollectionMustBeStatedAndBehindTheWindow() throws {
    #expect(isOpen(try reading(mailbox + rest, collected: nil), "time"))
    #expect(isOpen(try reading(mailbox + rest, collected: "2025-03-19T23:59:59Z"), "time"))
    #expect(!isOpen(try reading(mailbox + rest, collected: "2025-03-20T00:00:00Z"), "time"))
    let always = try fixtureFindings(
      [FixtureFile([FixtureRecord.attackerBind(1, "a@x")])], try attackerScope(),
      configurations: [try configuration(mailbox + rest)])
    #expect(isOpen(always.mailboxes[0], "time"))
  }

  @Test(arguments: [
    ("UserMailbox", "RoomMailbox", UnauditedCause.unsupported, [Int16]()),
    (
      "AuditOwner           : {MailItemsAccessed}", "AuditOwner           : {Update}",
      .auditDisabled, [0]
    ),
    (
      "AuditDelegate        : {MailItemsAccessed}", "AuditDelegate        : {}", .auditDisabled, [2]
    ),
    ("SkuPartNumber     : SPE_E5", "SkuPartNumber     : SPE_F1", .licence, []),
    (
      "AuditDisabled                   : False", "AuditDisabled                   : True",
      .auditDisabled, []
    ),
    ("IngestionEnabled : True", "IngestionEnabled : False", .auditDisabled, []),
    ("AuditBypassEnabled : False", "AuditBypassEnabled : True", .bypass, []),
  ])
  func whatIsOffCountsFromTheStartOfTheWindow(
    _ part: String, _ other: String, _ cause: UnauditedCause, _ types: [Int16]
  ) throws {
    let text = mailbox + rest
    #expect(text.contains(part))
    let found = try reading(text.replacing(part, with: other))
    #expect(found.coverage.state != .shown)
    #expect(found.unauditedPeriods.map(\.cause) == [cause])
    #expect(found.unauditedPeriods.map(\.logonTypes) == [types])
    #expect(found.unauditedPeriods.map(\.raw.from.iso) == ["2025-03-10T00:00:00Z"])
    #expect(found.unauditedPeriods.map(\.raw.to.iso) == ["2025-03-20T00:00:00Z"])
    #expect(found.unauditedPeriods[0].opens == .windowStart)
    #expect(found.unauditedPeriods[0].note.english.contains("E002 entry"))
    #expect(found.unauditedPeriods[0].accounts.map(\.string) == (cause == .bypass ? ["alex"] : []))
  }

  @Test func auditEnabledFalseCountsWhereAuditingIsNotOnByDefault() throws {
    let text = mailbox.replacing(
      "AuditEnabled         : True", with: "AuditEnabled         : False")
    let found = try reading(
      text + rest.replacing("AuditDisabled                   : False\n", with: ""))
    #expect(found.unauditedPeriods.map(\.cause) == [.auditDisabled])
  }

  /// The record says since when; the configuration must not widen it to the whole window.
  @Test func aRecordThatShowsTheOpeningIsNotCountedTwice() throws {
    var change = FixtureRecord(10)
    change.operation = "Set-Mailbox"
    change.recordType = 1
    change.time = "2025-03-12T00:00:00"
    change.mailboxGuid = nil
    change.mailboxUPN = nil
    change.extra = [
      ("ObjectId", quoted("x")), ("ResultStatus", quoted("True")),
      (
        "Parameters",
        #"[{"Name":"Identity","Value":"M.Rivera@northwind-clinic.example"},{"Name":"AuditOwner","Value":"Update"}]"#
      ),
    ]
    let text = mailbox.replacing(
      "AuditOwner           : {MailItemsAccessed}", with: "AuditOwner           : {Update}")
    let found = try reading(text + rest, changes: [change])
    #expect(found.unauditedPeriods.map(\.raw.from.iso) == ["2025-03-12T00:00:00Z"])
    #expect(found.unauditedPeriods.map(\.logonTypes) == [[0]])
    #expect(found.coverage.state != .shown)
  }

  @Test func aRecordOfAContraryChangeKeepsAuditingFromBeingShown() throws {
    var change = FixtureRecord(10)
    change.operation = "Set-OrganizationConfig"
    change.recordType = 1
    change.time = "2025-03-12T00:00:00"
    change.mailboxGuid = nil
    change.mailboxUPN = nil
    change.extra = [
      ("ResultStatus", quoted("True")),
      ("Parameters", #"[{"Name":"AuditDisabled","Value":"True"}]"#),
    ]
    let found = try reading(mailbox + rest, changes: [change])
    #expect(found.unauditedPeriods.map(\.cause) == [.auditDisabled])
    #expect(found.coverage.state != .shown)
  }

  @Test func aThousandAccountsMayBeACutList() throws {
    func accounts(_ count: Int) -> String {
      (1...count).map { "\nIdentity : a\($0)\nAuditBypassEnabled : False\n" }.joined()
    }
    #expect(isOpen(try reading(mailbox + rest + accounts(999)), "bypass"))
    #expect(!isOpen(try reading(mailbox + rest + accounts(998)), "bypass"))
  }

  @Test func aConfigurationOfAnotherOrganisationShowsNothing() throws {
    var other = FixtureRecord.attackerBind(3, "b@x")
    other.organization = "bbbbbbbb-0000-4000-8000-00000000000b"
    other.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000001"
    other.mailboxUPN = "x@other.example"
    let found = try fixtureFindings(
      [FixtureFile([FixtureRecord.attackerBind(1, "a@x"), other])], try scope.get(),
      configurations: [try configuration(mailbox + rest)])
    #expect(found.mailboxes.count == 2)
    #expect(found.mailboxes.allSatisfy { isOpen($0, "organisation") })
  }

  /// Get-MgUserLicenseDetail writes an object for each licence of an account.
  @Test func theLicencesOfAnAccountCountTogether() throws {
    func another(_ licence: String) -> String {
      "\nUserPrincipalName : m.rivera@northwind-clinic.example\nSkuPartNumber : \(licence)\n"
    }
    let free = try reading(mailbox + another("FLOW_FREE") + rest)
    #expect(free.unauditedPeriods.isEmpty)
    #expect(free.coverage.state == .shown)
    let none = rest.replacing("SPE_E5", with: "SPE_F1")
    let two = try reading(mailbox + another("FLOW_FREE") + none)
    #expect(two.unauditedPeriods.map(\.cause) == [.licence])
    let cut = try reading(mailbox + another("{FLOW_FREE...}") + none)
    #expect(cut.unauditedPeriods.isEmpty)
    #expect(isOpen(cut, "licence"))
  }

  /// A window of 2024 and one of 2025, with the licence that carries the action since then only.
  @Test(arguments: [("SPE_E3", false, true), ("SPE_E5", true, true), ("SPE_E3,SPE_E5", true, true)])
  func aStandardLicenceIsNotTakenForGrantedLongAgo(
    _ licence: String, _ early: Bool, _ late: Bool
  ) throws {
    for (year, isShown) in [("2024", early), ("2025", late)] {
      let scope = try attackerScope(
        "\"windows\": [{\"from\": \"\(year)-03-10T00:00:00Z\", \"to\": \"\(year)-03-20T00:00:00Z\"}]"
      )
      let text = mailbox + rest.replacing("SPE_E5", with: licence)
      let found = try fixtureFindings(
        [FixtureFile([FixtureRecord.attackerBind(1, "a@x", at: "\(year)-03-12T08:00:00")])], scope,
        configurations: [try configuration(text)]
      ).mailboxes[0]
      #expect((found.coverage.state == .shown) == isShown, "\(year) \(found.coverage.reasons)")
      #expect(found.unauditedPeriods.isEmpty)
      #expect(isOpen(found, "licence") == !isShown)
    }
  }

  @Test func withoutAConfigurationNothingIsSaidOfIt() throws {
    let found = try fixtureFindings([FixtureRecord.attackerBind(1, "a@x")], try scope.get())
    #expect(!found.mailboxes[0].coverage.reasons.contains { $0.english.contains("ruled out") })
  }

  // MARK: - Time of the exports

  @Test func recordsMayArriveADayLateWhereTheExportWasMadeSoon() throws {
    func periods(_ times: [String?]) throws -> [UnauditedPeriod] {
      let files = times.enumerated().map { index, time in
        var file = FixtureFile([FixtureRecord.attackerBind(index + 1, "a\(index)@x")])
        file.collectedAt = time.flatMap { TimeReader.read($0) }
        return file
      }
      return try fixtureFindings(files, try scope.get()).mailboxes[0].unauditedPeriods
    }
    let early = try periods(["2025-03-15T00:00:00Z", "2025-03-20T12:00:00Z"])
    #expect(early.map(\.cause) == [.lag])
    #expect(early.map(\.raw.from.iso) == ["2025-03-19T12:00:00Z"])
    #expect(early.map(\.raw.to.iso) == ["2025-03-20T00:00:00Z"])
    #expect(try periods(["2025-03-21T00:00:00Z"]).isEmpty)
    #expect(try periods(["2025-03-20T12:00:00Z", nil]).map(\.cause) == [.lag])
    #expect(try periods([nil]).isEmpty)
  }

  @Test func theMailboxesOwnLogIsNoOlderThanItsLimit() throws {
    let header =
      "LastAccessed,Identity,Operation,MailboxGuid,MailboxResolvedOwnerName,LogonType\r\n"
    let row =
      "2025-03-12T00:00:00,x1,MailItemsAccessed,aaaaaaaa-0000-4000-8000-000000000001,M,Owner\r\n"
    func periods(_ limit: String, collected: String?) throws -> MailboxFindings {
      var file = FixtureFile(Array((header + row).utf8))
      file.collectedAt = collected.flatMap { TimeReader.read($0) }
      let text = mailbox.replacing("90.00:00:00", with: limit)
        .replacing(
          "m.rivera@northwind-clinic.example", with: "aaaaaaaa-0000-4000-8000-000000000001")
      return try fixtureFindings(
        [file], try scope.get(), configurations: [try configuration(text + rest)]
      ).mailboxes[0]
    }
    let cut = try periods("10.00:00:00", collected: "2025-03-25T00:00:00Z")
    let retention = try #require(cut.unauditedPeriods.first { $0.cause == .retention })
    #expect(retention.raw.from.iso == "2025-03-10T00:00:00Z")
    #expect(retention.raw.to.iso == "2025-03-15T00:00:00Z")
    let kept = try periods("90.00:00:00", collected: "2025-03-25T00:00:00Z")
    #expect(!kept.unauditedPeriods.contains { $0.cause == .retention })
    #expect(kept.coverage.reasons.contains { $0.english.hasPrefix("retention:") })
    #expect(isOpen(try periods("90.00:00:00", collected: nil), "retention"))
  }
}
