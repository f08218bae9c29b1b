import CaseFindings
import CaseModel
import TestSupport
import Testing

/// Mailboxes, bursts, windows, completeness: rules R3, R12, R16, R17, R18.
struct RuleTests {
  private static let guid = "aaaaaaaa-0000-4000-8000-000000000001"

  @Test func recordWithoutGuidJoinsByNameWhereTheNameHasOneGuid() throws {
    var bare = FixtureRecord.attackerBind(2, "b@x")
    bare.mailboxGuid = nil
    bare.mailboxUPN = "M.Rivera@Northwind-Clinic.example"
    let findings = try fixtureFindings([.attackerBind(1, "a@x"), bare], try attackerScope())
    #expect(findings.mailboxes.count == 1)
    #expect(findings.recordedIds == ["a@x", "b@x"])
  }

  @Test func recordWithoutGuidIsAMailboxOfItsOwnWhereTheNameHasTwoGuids() throws {
    var archive = FixtureRecord.attackerBind(2, "b@x")
    archive.mailboxGuid = "cccccccc-0000-4000-8000-000000000003"
    var bare = FixtureRecord.attackerBind(3, "c@x")
    bare.mailboxGuid = nil
    let scope = try attackerScope(
      "\"mailboxes\": [{\"upn\": \"m.rivera@northwind-clinic.example\"}]")
    let findings = try fixtureFindings([.attackerBind(1, "a@x"), archive, bare], scope)
    #expect(findings.mailboxes.count == 3)
    #expect(findings.totals.recordedMessages == 3)
    #expect(findings.anomalyCodes.contains("severalMailboxes"))
  }

  @Test func delegatesAreInScopeWithTheMailboxAndNotWithTheirOwnName() throws {
    var delegate = FixtureRecord.attackerBind(1, "a@x")
    delegate.user = "k.brandt@northwind-clinic.example"
    delegate.logonType = 2
    let own = try attackerScope("\"mailboxes\": [{\"guid\": \"\(RuleTests.guid)\"}]")
    #expect(try fixtureFindings([delegate], own).recordedIds == ["a@x"])
    let other = try attackerScope(
      "\"mailboxes\": [{\"upn\": \"k.brandt@northwind-clinic.example\"}]")
    let findings = try fixtureFindings([delegate], other)
    #expect(findings.recordedIds.isEmpty)
    #expect(findings.attribution.otherMailbox == 1)
    #expect(findings.outsideScope.map(\.records) == [1])
    #expect(findings.mailboxes.map(\.coverage.state) == [.notShown])
    #expect(findings.anomalyCodes.contains("mailboxNotInEvidence"))
  }

  @Test func windowIncludesItsStartAndExcludesItsEnd() throws {
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-12T08:00:00Z\", \"to\": \"2025-03-12T09:00:00Z\"}]")
    let findings = try fixtureFindings(
      [
        .attackerBind(1, "before@x", at: "2025-03-12T07:59:59"),
        .attackerBind(2, "start@x", at: "2025-03-12T08:00:00"),
        .attackerBind(3, "last@x", at: "2025-03-12T08:59:59"),
        .attackerBind(4, "end@x", at: "2025-03-12T09:00:00"),
        .attackerBind(5, "late@x", at: "2025-03-12T09:02:01"),
      ], scope)
    #expect(findings.recordedIds == ["last@x", "start@x"])
    #expect(findings.attribution.outsideWindow == 3)
    #expect(findings.outsideScope.map(\.records) == [3])
    let boundary = findings.anomalies.first { $0.code == "boundaryRecord" }
    #expect(boundary?.sources.count == 2)
  }

  @Test func emptyEvidenceSaysSoAndCountsZero() throws {
    let findings = try fixtureFindings([FixtureFile(Array("[]".utf8))], try attackerScope())
    #expect(findings.totals == FindingsTotals())
    #expect(findings.mailboxes.isEmpty)
    #expect(findings.completeness.statement == .notAssessable)
    #expect(findings.anomalyCodes == ["indicatorWithoutMatch"])
  }

  @Test func aThousandRecordsInADayWithoutTheFlagAreSuspected() throws {
    func records(_ count: Int, _ throttled: String?) -> [FixtureRecord] {
      (0..<count).map { number in
        var record = FixtureRecord(number + 1)
        record.time = "2025-03-12T0\(number / 360):\(10 + number / 60 % 6):\(10 + number % 50)"
        record.throttled = throttled
        return record
      }
    }
    let suspected = try fixtureFindings(records(1_000, nil))
    #expect(suspected.mailboxes[0].unauditedPeriods.map(\.cause) == [.throttlingSuspected])
    #expect(suspected.anomalyCodes.contains("burst"))
    let stated = try fixtureFindings(records(1_000, "\"False\""))
    #expect(stated.mailboxes[0].unauditedPeriods.isEmpty)
    #expect(stated.anomalyCodes.contains("burst"))
    let few = try fixtureFindings(records(999, nil))
    #expect(few.mailboxes[0].unauditedPeriods.isEmpty)
    #expect(!few.anomalyCodes.contains("burst"))
  }

  @Test func rejectedMailAccessMakesEveryMailboxOfTheScopeUndetermined() throws {
    let whole = FixtureRecord.attackerBind(1, "a@x")
    let cut = FixtureRecord.attackerBind(2, "salvaged@x", "lost@x").json
    let text = whole.json + "\n" + String(cut.prefix(cut.utf8.count - 60)) + "\n"
    let findings = try fixtureFindings([FixtureFile(Array(text.utf8))], try attackerScope())
    #expect(findings.totals.rejected == 1)
    #expect(findings.totals.rows == 2)
    #expect(findings.rejected[0].salvaged.map(\.string).first == "salvaged@x")
    #expect(findings.recordedIds == ["a@x"])
    #expect(findings.mailboxes[0].unnamedAccess.map(\.kind) == [.salvaged])
    #expect(findings.mailboxes[0].unnamedAccess[0].rejects == [RejectIndex(0)])
  }

  @Test func aRejectWhoseRecordWasReadElsewhereHidesNothing() throws {
    let whole = FixtureRecord.attackerBind(1, "a@x")
    let cut = String(whole.json.prefix(whole.json.utf8.count - 40))
    let findings = try fixtureFindings(
      [
        FixtureFile([whole]), FixtureFile(Array((cut + "\n").utf8)),
      ], try attackerScope())
    #expect(findings.totals.rejected == 1)
    #expect(findings.mailboxes[0].unnamedAccess.isEmpty)
  }

  @Test func rejectedRowsOfOtherOperationsAreNoMailAccess() throws {
    let text = "{\"Operation\":\"FileAccessed\",\"CreationTime\":\"yesterday\"}\n"
    let findings = try fixtureFindings(
      [FixtureFile([.attackerBind(1, "a@x")]), FixtureFile(Array(text.utf8))],
      try attackerScope())
    #expect(findings.totals.rejected == 1)
    #expect(findings.mailboxes[0].unnamedAccess.isEmpty)
  }

  @Test func mailAccessWithoutAnyMailboxIsRejected() throws {
    var record = FixtureRecord.attackerBind(1, "a@x")
    record.mailboxGuid = nil
    record.mailboxUPN = nil
    let findings = try fixtureFindings([record], try attackerScope())
    #expect(findings.rejected.map(\.reason) == [.noMailbox])
    #expect(findings.totals.mailAccess == 0)
    #expect(findings.totals.rows == 1)
  }

  @Test func everyAccessCountsWhatIsNotKnownGood() throws {
    var owner = FixtureRecord.attackerBind(2, "b@x")
    owner.clientIPAddress = "192.0.2.77"
    var good = FixtureRecord.attackerBind(3, "c@x")
    good.clientIPAddress = "198.51.100.5"
    let scope = try attackerScope(
      """
      "knownGood": [{"id": "K1", "addresses": ["198.51.100.0/24"]}],
      "readings": {"assumption": "everyAccess"}
      """)
    let findings = try fixtureFindings([.attackerBind(1, "a@x"), owner, good], scope)
    #expect(findings.recordedIds == ["a@x", "b@x"])
    #expect(findings.message("b@x")?.basis == "assumption")
    #expect(findings.attribution[.assumption] == 1)
  }

  @Test func softerThrottleReadingKeepsThePeriodAndNotTheAssumption() throws {
    var record = FixtureRecord(1)
    record.throttled = "\"True\""
    let scope = try attackerScope("\"readings\": {\"throttle\": \"undetermined\"}")
    let findings = try fixtureFindings([record], scope)
    #expect(findings.mailboxes[0].assumedBases.isEmpty)
    #expect(findings.mailboxes[0].unauditedPeriods.count == 1)
    #expect(findings.anomalyCodes.contains("readingWithoutDecision"))
  }

  // MARK: - R18

  @Test func roundCountsAndFiltersAreSigns() throws {
    let records = (1...100).map { FixtureRecord(number: $0, at: "2025-03-12T08:00:00") }
    var query = ExportQuery()
    query.users = ["m.rivera@northwind-clinic.example"]
    query.freeText = "invoice"
    let file = FixtureFile(FixtureExport.ndjson.bytes(records), query: query)
    let completeness = try fixtureFindings([file]).completeness
    #expect(
      completeness.files[0].signs.map(\.code)
        == ["roundCount", "onlyOwner", "queryFilteredByUser", "queryFilteredByText"])
    #expect(completeness.statement == .signsFound)
  }

  @Test func missingResultRowsAreASign() throws {
    let records = (1...7).map { FixtureRecord(number: $0, at: "2025-03-12T08:00:00") }
    let text = String(decoding: FixtureExport.searchCSV.bytes(records), as: UTF8.self)
    let cut = text.split(separator: "\r\n").dropLast(2).joined(separator: "\r\n") + "\r\n"
    let file = try fixtureFindings([FixtureFile(Array(cut.utf8))]).completeness.files[0]
    #expect(file.signs.map(\.code) == ["resultIndexGap", "onlyOwner"])
    let whole = try fixtureFindings([FixtureFile(Array(text.utf8))]).completeness.files[0]
    #expect(whole.signs.map(\.code) == ["onlyOwner"])
  }

  @Test func aStatedQueryThatDoesNotCoverTheWindowIsAGap() throws {
    var query = ExportQuery()
    query.from = UTCTime(year: 2025, month: 3, day: 11, hour: 0, minute: 0, second: 0)
    query.to = UTCTime(year: 2025, month: 3, day: 13, hour: 0, minute: 0, second: 0)
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-12T00:00:00Z\", \"to\": \"2025-03-14T00:00:00Z\"}]")
    let file = FixtureFile(FixtureExport.ndjson.bytes([FixtureRecord(1)]), query: query)
    let gap = try #require(try fixtureFindings([file], scope).mailboxes[0].unauditedPeriods.first)
    #expect(gap.cause == .exportGap)
    #expect(gap.inWindow.map(\.from.iso) == ["2025-03-13T00:00:00Z"])
    #expect(gap.inWindow.map(\.to.iso) == ["2025-03-14T00:00:00Z"])
  }

  @Test func coverageIsIndicatedByRecordsOnBothSidesOnly() throws {
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-12T00:00:00Z\", \"to\": \"2025-03-13T00:00:00Z\"}]")
    func state(_ times: [String]) throws -> Coverage.State {
      let records = times.enumerated().map { FixtureRecord(number: $0.offset + 1, at: $0.element) }
      return try fixtureFindings(records, scope).mailboxes[0].coverage.state
    }
    #expect(try state(["2025-03-11T23:59:59", "2025-03-13T00:00:00"]) == .indicated)
    #expect(try state(["2025-03-12T12:00:00", "2025-03-13T00:00:00"]) == .notShown)
    #expect(try state(["2025-03-11T23:59:59"]) == .notShown)
  }

  @Test func aFolderIsCalledAsItsEarliestRecordCallsIt() throws {
    var later = FixtureRecord.attackerBind(1, "a@x", at: "2025-03-12T09:00:00")
    later.folders?[0].path = "\\Renamed"
    let earlier = FixtureRecord.attackerBind(2, "b@x", at: "2025-03-12T08:00:00")
    let findings = try fixtureFindings([later, earlier], try attackerScope())
    #expect(findings.message("a@x")?.folders.map(\.name) == ["\\Inbox"])
    #expect(findings.message("b@x")?.folders.map(\.name) == ["\\Inbox"])
  }

  @Test func contextsAreNumberedByFirstAccess() throws {
    var late = FixtureRecord(1)
    late.time = "2025-03-12T10:00:00"
    late.session = "late"
    var early = FixtureRecord(2)
    early.time = "2025-03-12T09:00:00"
    early.session = "early"
    let contexts = try fixtureFindings([late, early]).contexts
    #expect(contexts.map(\.id) == ["C1", "C2"])
    #expect(contexts.map(\.context.session.string) == ["early", "late"])
  }

  @Test func serviceIsByLogonOrUserTypeAndNotByRESTSystem() throws {
    var system = FixtureRecord(1)
    system.userType = 4
    var transport = FixtureRecord(2)
    transport.logonType = 3
    var graph = FixtureRecord(3)
    graph.client = "Client=REST;Client=RESTSystem;;"
    let findings = try fixtureFindings([system, transport, graph])
    #expect(findings.attribution[.service] == 2)
    #expect(findings.attribution[.unattributed] == 1)
  }
}

extension FixtureRecord {
  init(number: Int, at time: String) {
    self.init(number)
    self.time = time
  }
}
