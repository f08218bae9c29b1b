import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// Records inside the JSON of Graph, Splunk, Elastic, Defender and Sentinel: the same findings.
struct JSONContainerTests {
  static let containers = [
    "graphPages", "graphLines", "splunkRaw", "splunkResult", "elasticOriginal", "elasticHits",
    "elasticFields", "defender", "doubleEncoded",
  ]

  private var records: [FixtureRecord] {
    (1...30).map { number in
      var record = FixtureRecord.attackerBind(number, "m\(number)@x", "\u{E9}\(number % 5)@x")
      record.session = "s-\(number % 3)"
      return record
    }
  }

  private func text(_ container: String, _ json: [String]) -> String {
    func lines(_ wrap: (String) -> String) -> String { json.map { wrap($0) + "\n" }.joined() }
    switch container {
    case "graphPages":
      let half = json.count / 2
      return [json[..<half], json[half...]].map { part in
        let value = part.map { data in
          "{\"@odata.type\":\"#microsoft.graph.security.auditLogRecord\",\"id\":\"x\","
            + "\"userPrincipalName\":\"u@x\",\"clientIp\":null,\"auditData\":\(data)}"
        }
        return
          "{\"@odata.context\":\"c\",\"@odata.count\":2,\"value\":[\(value.joined(separator: ",\n"))],"
          + "\"@odata.nextLink\":\"https://graph.example/next\"}"
      }.joined(separator: "\n")
    case "graphLines":
      return lines {
        "{\"id\":\"x\",\"createdDateTime\":\"2025-01-01T00:00:00Z\",\"auditData\":\($0)}"
      }
    case "splunkRaw": return lines { "{\"_time\":\"t\",\"_raw\":\(quoted($0))}" }
    case "splunkResult":
      return lines {
        "{\"preview\":false,\"offset\":1,\"result\":{\"host\":\"h\",\"_raw\":\(quoted($0))}}"
      }
    case "elasticOriginal":
      return lines {
        "{\"@timestamp\":\"t\",\"event\":{\"module\":\"o365\",\"original\":\(quoted($0))}}"
      }
    case "elasticHits":
      let hits = json.map { "{\"_index\":\"i\",\"_source\":{\"o365\":{\"audit\":\($0)}}}" }
      return
        "{\"took\":3,\"timed_out\":false,\"_shards\":{\"total\":1},\"hits\":{\"total\":{\"value\":30},"
        + "\"max_score\":1.0,\"hits\":[\(hits.joined(separator: ","))]}}\n"
    case "elasticFields": return lines { "{\"_source\":{\"o365audit\":\($0)}}" }
    case "defender":
      return lines { "{\"Timestamp\":\"t\",\"RawEventData\":\($0),\"ActionType\":\"a\"}" }
    default: return lines { quoted($0) }
    }
  }

  @Test(arguments: containers)
  func everyContainerGivesTheSameFindings(_ container: String) throws {
    let scope = try attackerScope()
    let plain = try fixtureFindings([FixtureFile(records)], scope)
    let bytes = Array(text(container, records.map(\.json)).utf8)
    let wrapped = try fixtureFindings([FixtureFile(bytes)], scope)
    #expect(wrapped.totals.rows == 30)
    #expect(wrapped.totals.rejected == 0)
    #expect(withoutLedger(wrapped) == withoutLedger(plain))
    #expect(wrapped.completeness.files[0].signs == plain.completeness.files[0].signs)
  }

  @Test(arguments: containers)
  func blocksOfAnySizeGiveTheSameRows(_ container: String) throws {
    let bytes = Array(text(container, records.map(\.json)).utf8)
    let format = try recognise(bytes, isWhole: true)
    var random = FixtureRandom(seed: 21)
    for _ in 0..<6 {
      var sources: [SourcePosition] = []
      let ledger = try walkEvidence(
        fixtureSource(bytes, part: 1 + random.below(500)), format: format, evidence: 1,
        blockBytes: 16 + random.below(3_000)
      ) { sources += $0.records.map(\.source) }
      #expect(ledger.rows == 30)
      #expect(ledger.unclosedLists == 0)
      for source in sources {
        let row = bytes[Int(source.offset)..<Int(source.offset + source.length)]
        #expect(String(decoding: row, as: UTF8.self).contains(fixtureGuid(Int(source.row))))
      }
    }
  }

  @Test(arguments: ["splunkRaw", "elasticOriginal", "doubleEncoded"])
  func aCutRecordInsideIsOneReject(_ container: String) throws {
    var json = records.map(\.json)
    json[4] = String(json[4].prefix(json[4].utf8.count / 2))
    let findings = try fixtureFindings([FixtureFile(Array(text(container, json).utf8))])
    #expect(findings.totals.rows == 30)
    #expect(findings.rejected.map(\.source.row) == [5])
    #expect(findings.rejected.map(\.reason) == [.truncatedJSON])
  }

  @Test(arguments: containers)
  func mutatedContainersNeverCrashAndAlwaysReconcile(_ container: String) throws {
    let bytes = Array(text(container, records.prefix(4).map(\.json)).utf8)
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
