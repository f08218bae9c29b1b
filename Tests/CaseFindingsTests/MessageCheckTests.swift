import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// The tier of a message that somebody asks about: every tier, its reasons and its sources.
struct MessageCheckTests {
  private let window =
    "\"windows\": [{\"from\": \"2025-03-10T00:00:00Z\", \"to\": \"2025-03-20T00:00:00Z\"}]"

  /// The owner's access before and after the window, so that coverage is indicated.
  private var around: [FixtureRecord] {
    [("2025-03-01T00:00:00", 901, "o1@x"), ("2025-03-25T00:00:00", 902, "o2@x")].map {
      var record = FixtureRecord.attackerBind($0.1, $0.2, at: $0.0)
      record.clientIPAddress = "198.51.100.10"
      return record
    }
  }

  private func check(
    _ ids: [String], _ records: [FixtureRecord], _ more: String = ""
  ) throws -> [MessageVerdict] {
    let scope = try attackerScope(window + (more.isEmpty ? "" : ", " + more))
    return try fixtureVerdicts(ids, around + records, scope)
  }

  @Test func recordedNamesItsRecordsAndContexts() throws {
    let verdict = try check(
      ["a@x"],
      [.attackerBind(1, "a@x"), .attackerBind(2, "a@x", "b@x", at: "2025-03-13T00:00:00")])[0]
    #expect(verdict.tier == .recorded)
    #expect(verdict.sources.map(\.record.string) == [1, 2].map(fixtureGuid))
    #expect(verdict.sources.map(\.source.row) == [3, 4])
    #expect(verdict.reasons[0].contains("2 Bind record(s)"))
    #expect(verdict.reasons[0].contains("last 2025-03-13T00:00:00Z"))
  }

  @Test func notSeenSaysOnWhichCoverageItRests() throws {
    let verdicts = try check(["z@x", "o1@x"], [.attackerBind(1, "a@x")])
    #expect(verdicts.map(\.tier) == [.notSeen, .otherAccess])
    #expect(verdicts[0].reasons[0].contains("coverage is indicated"))
    #expect(verdicts[0].sources.isEmpty)
    #expect(verdicts[1].reasons[0].contains("unattributed"))
  }

  @Test func syncAssumesTheMailboxOrOnlyTheFolderThatIsKnown() throws {
    var owners = FixtureRecord.attackerBind(5, "known@x", at: "2025-03-11T00:00:00")
    owners.clientIPAddress = "198.51.100.10"
    var elsewhere = owners
    elsewhere.id = fixtureGuid(6)
    elsewhere.folders = [.init(id: "F9", path: "\\Other", items: [.init("<other@x>")])]
    var sync = FixtureRecord.attackerSync(1, "\\Inbox")
    sync.syncFolder = .init(id: "F1", path: "\\Inbox")
    let ids = ["known@x", "other@x", "nowhere@x"]
    #expect(
      try check(ids, [owners, elsewhere, sync]).map(\.tier) == [.assumed, .assumed, .assumed])
    let reading =
      "\"readings\": {\"sync\": \"folder\"}, \"decisions\": [{\"at\": \"2025-04-01T00:00:00Z\","
      + " \"by\": \"x\", \"what\": \"reading\", \"why\": \"y\"}]"
    let folder = try check(ids, [owners, elsewhere, sync], reading)
    #expect(folder.map(\.tier) == [.assumed, .otherAccess, .undetermined])
    #expect(folder[0].reasons[0].contains("'\\Inbox' was synchronised"))
    #expect(folder[2].reasons[0].contains("it is not known in which folder the message was"))
  }

  @Test func whatMayHideAccessMakesItUndetermined() throws {
    var off = FixtureRecord(7)
    off.operation = "Set-Mailbox"
    off.recordType = 1
    off.time = "2025-03-12T00:00:00"
    off.mailboxGuid = nil
    off.mailboxUPN = nil
    off.extra = [
      (
        "Parameters",
        "[{\"Name\":\"Identity\",\"Value\":\"m.rivera@northwind-clinic.example\"},"
          + "{\"Name\":\"AuditEnabled\",\"Value\":\"False\"}]"
      )
    ]
    let switchedOff = try check(["z@x"], [off])
    #expect(switchedOff.map(\.tier) == [.undetermined])
    #expect(switchedOff[0].reasons[0].contains("auditDisabled"))
    var lossy = FixtureRecord.attackerBind(8)
    lossy.folders = [.init(id: "F1", path: "\\Inbox", items: [.init(nil)])]
    let unnamed = try check(["z@x"], [lossy])
    #expect(unnamed.map(\.tier) == [.undetermined])
    #expect(unnamed[0].reasons[0].contains("cannot be named (noIdentifier) in folder '\\Inbox'"))
  }

  @Test func theAttackerOutsideTheWindowIsNeverSomebodyElse() throws {
    let verdict = try check(["a@x"], [.attackerBind(1, "a@x", at: "2025-03-05T00:00:00")])[0]
    #expect(verdict.tier == .undetermined)
    #expect(verdict.reasons[0].contains("outside every window"))
  }

  @Test func anotherCaseIsNotPassedOver() throws {
    let verdict = try check(["A@X"], [.attackerBind(1, "a@x")])[0]
    #expect(verdict.tier == .undetermined)
    #expect(verdict.reasons[0].contains("'a@x', which differs only in case"))
  }

  @Test func aMailboxOutsideTheScopeIsMentioned() throws {
    var other = FixtureRecord.attackerBind(1, "a@x")
    other.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000001"
    other.mailboxUPN = "other@x"
    let verdicts = try check(
      ["a@x"], [other], "\"mailboxes\": [{\"upn\": \"m.rivera@northwind-clinic.example\"}]")
    #expect(verdicts.map(\.tier) == [.notSeen])
    #expect(verdicts[0].reasons.last?.contains("also named in other@x") == true)
  }

  @Test func aSalvagedIdIsNeverNotSeen() throws {
    let cut = FixtureRecord.attackerBind(1, "a@x", "b@x").json.dropLast(12)
    let bytes = FixtureExport.ndjson.bytes(around) + Array(cut.utf8)
    let facts = EvidenceFacts(
      evidence: 1, sha256: "", bytes: 0, format: "management-activity-json", query: ExportQuery())
    let tool = ToolIdentity(name: "casefile", version: "test", rules: "1")
    let verdicts = try answer(
      FindingsQuestions(ids: ["a@x"]),
      [EvidenceInput(evidence: facts.evidence, format: .auditJSON) { fixtureSource(bytes) }],
      FindingsRequest(tool: tool, scope: try attackerScope(window), files: [facts])
    ).verdicts
    #expect(verdicts.map(\.tier) == [.undetermined])
    #expect(verdicts[0].reasons[0].contains("salvaged from a row that cannot be read: E001 row 3"))
  }

  @Test func anIdListIsReadAsPeopleKeepIt() throws {
    let place = try Workplace()
    func list(_ bytes: [UInt8]) throws -> MessageIdList {
      var list = MessageIdList()
      try list.add(reading: place.write("ids.txt", bytes))
      return list
    }
    let kept = try list(
      Array("\u{FEFF}<a@x>\r\n\r\n \"<b@x>\" ,\n< a@x >\nNot Available\n'c@x'\rd@x".utf8))
    #expect(kept.ids.map(\.string) == ["a@x", "b@x", "c@x", "d@x"])
    #expect(kept.repeated == 1)
    #expect(kept.unusable.map(\.string) == ["Not Available"])
    let wide = "<a@x>\r\n".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
    #expect(try list([0xFF, 0xFE] + wide).ids.map(\.string) == ["a@x"])
    #expect(try list([]).ids.isEmpty && list([0xEF, 0xBB, 0xBF]).ids.isEmpty)
  }
}
