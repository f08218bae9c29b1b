import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// Records inside the JSON of Graph, Splunk, Elastic, Defender and Sentinel: the same findings.
struct JSONContainerTests {
  static let containers = FixtureExport.allCases.filter {
    $0.format.readAlike.contains(.auditJSON) && $0.holding != .fields
  }

  private var records: [FixtureRecord] {
    (1...30).map { number in
      var record = FixtureRecord.attackerBind(number, "m\(number)@x", "\u{E9}\(number % 5)@x")
      record.session = "s-\(number % 3)"
      return record
    }
  }

  @Test(arguments: containers)
  func everyContainerGivesTheSameFindings(_ container: FixtureExport) throws {
    let scope = try attackerScope()
    let plain = try fixtureFindings([FixtureFile(records)], scope)
    let wrapped = try fixtureFindings([FixtureFile(container.bytes(records))], scope)
    #expect(wrapped.totals.rows == 30)
    #expect(wrapped.totals.rejected == 0)
    #expect(withoutLedger(wrapped) == withoutLedger(plain))
    #expect(wrapped.completeness.files[0].signs == plain.completeness.files[0].signs)
    #expect(wrapped.completeness.files[0].ledger.unclosedLists == 0)
  }

  @Test(arguments: containers.filter { $0.holding == .text })
  func aCutRecordInsideIsOneReject(_ container: FixtureExport) throws {
    var json = records.map(\.json)
    json[4] = String(json[4].prefix(json[4].utf8.count / 2))
    let findings = try fixtureFindings([FixtureFile(container.text(json, records))])
    #expect(findings.totals.rows == 30)
    #expect(findings.rejected.map(\.source.row) == [5])
    #expect(findings.rejected.map(\.reason) == [.truncatedJSON])
  }

  @Test(arguments: containers)
  func mutatedContainersNeverCrashAndAlwaysReconcile(_ container: FixtureExport) throws {
    let bytes = container.bytes(Array(records.prefix(4)))
    var random = FixtureRandom(seed: 77)
    for _ in 0..<200 {
      var mutated = bytes
      for _ in 0..<(1 + random.below(3)) {
        let place = random.below(mutated.count)
        switch random.below(3) {
        case 0: mutated[place] = random.pick(Array("\"{}[],:\\\n".utf8))
        case 1: mutated.remove(at: place)
        default: mutated.insert(random.pick(Array("\"{}[],:\\\n".utf8)), at: place)
        }
      }
      var counted: Int64 = 0
      let ledger = try walkEvidence(
        fixtureSource(mutated, part: 1 + random.below(300)), format: .auditJSON, evidence: 1,
        blockBytes: 64
      ) { counted += Int64($0.records.count + $0.rejects.count) }
      #expect(ledger.rows == ledger.records + ledger.rejected)
      #expect(counted == ledger.rows)
    }
  }

  // MARK: - What it is called

  private func title(_ text: String) throws -> String {
    let bytes = Array(text.utf8)
    let format = try recognise(bytes, isWhole: true)
    let ledger = try walkEvidence(fixtureSource(bytes), format: format, evidence: 1) { _ in }
    return format.refined(by: ledger.formats).title
  }

  /// The first rows do not speak for the rest, and a row that cannot be read says nothing.
  @Test func theKindIsWhatAllRowsAre() throws {
    let own = records.map { $0.json + "\n" }.joined()
    let graph = String(decoding: FixtureExport.graphLines.bytes(records), as: UTF8.self)
    #expect(try title(own) == "Management Activity JSON")
    #expect(try title(graph) == "Graph audit log query JSON")
    #expect(try title(own + graph) == "Audit log JSON")
    #expect(try title(own + "{\"auditData\":{\"Operation\":1}}\n") == "Management Activity JSON")
    #expect(try title("[]") == "Audit log JSON")
    let unnamed = "{\"UserIds\":\"u\",\"AuditData\":\(quoted(records[0].json))}\n"
    #expect(try title(unnamed) == "Audit log JSON")
  }

  @Test func aPartDoesNotSayWhatTheWholeIs() {
    let graph = ExportFormat.graphJSON.rawValue
    let own = ExportFormat.managementActivityJSON.rawValue
    #expect(ExportFormat.whole([graph]) == graph)
    #expect(ExportFormat.whole([graph, own]) == ExportFormat.auditJSON.rawValue)
    #expect(ExportFormat.whole([]) == "")
    // Rows of a kind that this casefile does not know are not taken for those that it does.
    #expect(ExportFormat.whole(["a newer kind", graph]) == ExportFormat.auditJSON.rawValue)
    #expect(ExportFormat.graphJSON.refined(by: ["a newer kind", graph]) == .auditJSON)
    #expect(ExportFormat.whole(["x", "y"]) == "x")
  }

  @Test func aSecondListInAPageIsReadToo() throws {
    let json = records.map(\.json)
    let page =
      "{\"@odata.context\":\"c\",\"value\":[\(json[0])],\"x\":{\"value\":[1]},\"value\":[\(json[1])]}"
    let totals = try fixtureFindings([FixtureFile(Array(page.utf8))]).totals
    #expect(totals.rows == 2)
    #expect(totals.rejected == 0)
  }

  @Test func anEmptyPageIsAnExportWithoutRows() throws {
    let bytes = Array("{\"@odata.context\":\"c\",\"value\":[]}".utf8)
    #expect(try fixtureFindings([FixtureFile(bytes)]).totals.rows == 0)
  }

  @Test func sentinelRowsAreReadByTheirOwnNames() throws {
    let row =
      "{\"TimeGenerated\":\"2025-03-12T08:00:00Z\",\"Operation\":\"MailItemsAccessed\","
      + "\"OfficeId\":\"\(fixtureGuid(1))\",\"UserType\":\"Regular\",\"Logon_Type\":\"Delegated\","
      + "\"MailboxGuid\":\"aaaaaaaa-0000-4000-8000-000000000001\",\"UserId\":\"u@x\","
      + "\"Client_IPAddress\":\"203.0.113.66\",\"Folders\":"
      + quoted(
        "[{\"FolderItems\":[{\"InternetMessageId\":\"<a@x>\"}],\"Id\":\"F\",\"Path\":\"\\\\Inbox\"}]"
      )
      + ",\"OperationProperties\":" + quoted("[{\"Name\":\"MailAccessType\",\"Value\":\"Bind\"}]")
      + "}\n"
    let findings = try fixtureFindings([FixtureFile(Array(row.utf8))], try attackerScope())
    #expect(findings.recordedIds == ["a@x"])
    #expect(findings.message("a@x")?.folders.map(\.name.string) == ["\\Inbox"])
    #expect(findings.contexts.map(\.context.logonType) == [2])
    #expect(findings.records.map(\.record.string) == [fixtureGuid(1)])
  }

  @Test func syncItemsAsTextNameTheirFolder() throws {
    var record = FixtureRecord.attackerSync(1, "Inbox")
    record.syncFolder = nil
    record.extra = [
      ("Item", quoted("{\"Id\":\"F\",\"ParentFolder\":{\"Id\":\"F\",\"Name\":\"Posteingang\"}}"))
    ]
    let findings = try fixtureFindings([record], try attackerScope())
    #expect(findings.mailboxes[0].assumedFolders.map(\.folder.name.string) == ["Posteingang"])
  }
}
