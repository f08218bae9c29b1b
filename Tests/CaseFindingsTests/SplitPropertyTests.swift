import CaseFindings
import CaseModel
import CaseTally
import TestSupport
import Testing

/// R20: any split of the evidence over files and any order give the same findings, the file
/// ledger and source positions apart.
struct SplitPropertyTests {
  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func anySplitAndOrderGiveTheSameFindings(_ seed: UInt64) throws {
    var random = FixtureRandom(seed: seed)
    let quirky = quirkyRecords(&random)
    let records = quirky + sharedIds(quirky, &random)
    let scope = try attackerScope(
      """
      "knownGood": [{"id": "K1", "addresses": ["198.51.100.0/24"]}],
      "windows": [{"from": "2025-03-11T00:00:00Z", "to": "2025-03-14T00:00:00Z"}]
      """)
    let whole = try fixtureFindings(records, scope)
    #expect(whole.totals.recordedMessages > 0)
    #expect(whole.totals.conflicts > 0)
    for _ in 0..<3 {
      var shuffled = records + records.filter { _ in random.below(5) == 0 }
      shuffled.shuffle(using: &random)
      var files: [FixtureFile] = []
      while !shuffled.isEmpty {
        let count = 1 + random.below(shuffled.count)
        let export = random.pick(FixtureExport.whole)
        files.append(FixtureFile(Array(shuffled.prefix(count)), as: export))
        shuffled.removeFirst(count)
      }
      let split = try fixtureFindings(files, scope)
      #expect(withoutLedger(split) == withoutLedger(whole))
    }
  }

  @Test func mergeOfTalliesIsTheTallyOfAll() throws {
    var random = FixtureRandom(seed: 99)
    let records = quirkyRecords(&random)
    let half = records.count / 2
    func tally(_ part: ArraySlice<FixtureRecord>, evidence: Int) throws -> Tally {
      try fixtureTally(Array(part), evidence: evidence)
    }
    let first = try tally(records[..<half], evidence: 1)
    let second = try tally(records[(half - 40)...], evidence: 2)
    var left = first
    left.merge(second)
    var right = second
    right.merge(first)
    let files = [1, 2].map {
      EvidenceFacts(evidence: $0, sha256: "", bytes: 0, format: "", query: ExportQuery())
    }
    let request = FindingsRequest(
      tool: ToolIdentity(name: "casefile", version: "test", rules: "1"), scope: try attackerScope(),
      files: files)
    let one = try left.answer(
      FindingsQuestions(), request, attribute: fixtureAttribution(request.scope)
    ).findings
    let two = try right.answer(
      FindingsQuestions(), request, attribute: fixtureAttribution(request.scope)
    ).findings
    #expect(writeFindings(one) == writeFindings(two))
    #expect(one.totals.duplicates == 40)
  }

  /// Records with an id that another has, or with none; mailboxes that are named by halves (R2, R3).
  private func sharedIds(
    _ records: [FixtureRecord], _ random: inout FixtureRandom
  ) -> [FixtureRecord] {
    (0..<50).map { _ in
      var record = random.pick(records)
      record.id = random.below(4) == 0 ? random.pick(fixturePlaceholders) : random.pick(records).id
      record.mailboxGuid = random.pick([
        nil, record.mailboxGuid, "cccccccc-0000-4000-8000-000000000003",
      ])
      record.organization = random.pick([nil, record.organization, record.organization])
      let name = random.pick([record.mailboxUPN, "K.Brandt@northwind-clinic.example", nil])
      record.mailboxUPN = record.mailboxGuid == nil && name == nil ? record.mailboxUPN : name
      return record
    }
  }

  private func quirkyRecords(_ random: inout FixtureRandom) -> [FixtureRecord] {
    (1...160).map { number in
      var record = FixtureRecord(number)
      let day = 10 + random.below(5)
      let minute = random.below(50) + 10
      record.time = "2025-03-\(day)T0\(random.below(9)):\(minute):00"
      let isOther = random.below(3) == 0
      record.mailboxGuid =
        isOther ? "bbbbbbbb-0000-4000-8000-000000000002" : record.mailboxGuid
      record.mailboxUPN = isOther ? "k.brandt@northwind-clinic.example" : record.mailboxUPN
      record.clientIPAddress = random.pick([
        "203.0.113.66", "203.0.113.66:4431", "198.51.100.7", "192.0.2.44", "",
      ])
      record.session = random.pick(["s-1", "s-2", "s-3", nil, nil])
      record.sessionPlace = random.pick([.topLevel, .accessContext, .deviceProperties])
      record.throttled = random.pick(["\"False\"", nil, "false", "\"True\"", "\"False\""])
      if random.below(5) == 0 {
        record.recordType = 2
        record.access = "Sync"
        record.folders = nil
        let name = random.pick(["Inbox", "Posteingang", "Gesendete Elemente"])
        record.syncFolder = .init(id: "ID-\(name)", path: name)
      } else if random.below(6) == 0 {
        record.operation = random.pick(["UserLoggedIn", "Send", "AttachmentAccess"])
      } else {
        let items = (0..<(1 + random.below(4))).map { _ in
          FixtureRecord.Item("<m\(random.below(40))@x>", size: 100 + random.below(2))
        }
        record.folders = [.init(id: "ID-Inbox", path: "Inbox", items: items)]
        record.operationCount = items.count + random.below(2)
      }
      return record
    }
  }
}
