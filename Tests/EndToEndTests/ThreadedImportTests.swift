import CaseModel
import CasePipeline
import TestSupport
import Testing

/// What people see of an import does not depend on how many threads read it.
struct ThreadedImportTests {
  /// Some megabytes, so that there are several blocks; behind the first, which one thread walks as a
  /// whole, every hundredth row is cut.
  private let export: [UInt8] = {
    var bytes: [UInt8] = []
    for number in 1...9_000 {
      let row = Array(FixtureRecord.attackerBind(number, "m\(number)@x").json.utf8)
      bytes += number > 4_000 && number % 100 == 0 ? row.prefix(row.count / 2) : row[...]
      bytes.append(0x0A)
    }
    return bytes
  }()

  @Test func rejectedRowsAreListedInTheOrderOfTheFile() throws {
    let place = try Workplace()
    let file = try place.write("x.ndjson", export)
    var seen: Set<String> = []
    for (round, threads) in [1, 2, 3].enumerated() {
      let runner = CommandRunner()
      runner.run("new", place.path("case\(round)"))
      let outcome = runner.run(
        "import", place.path("case\(round)"), file, "--threads", "\(threads)")
      #expect(outcome.code == 3)
      let rows = outcome.error.split(separator: "\n").filter {
        $0.contains(" row ") || $0.contains("more rows")
      }
      #expect(rows.count == 21)
      #expect(rows.first?.contains("E001 row 4100, byte ") == true)
      #expect(rows.last == "casefile: and 30 more rows")
      seen.insert(rows.joined(separator: "\n"))
    }
    #expect(seen.count == 1)
  }

  @Test(arguments: [1, 3])
  func batchesStaySmallHoweverManyItemsARecordNames(_ threads: Int) throws {
    var record = FixtureRecord.attackerBind(1)
    record.folders = [
      .init(id: "F", path: "\\F", items: (0..<400).map { .init("<message-\($0)@x.example>") })
    ]
    let row = Array(record.json.utf8) + [0x0A]
    var most = 0
    let ledger = try walkEvidence(
      fixtureSource(Array(repeatElement(row, count: 600).joined())), format: .auditJSON,
      evidence: 1, threads: threads
    ) { most = max(most, $0.items.count) }
    #expect(ledger.records == 600)
    // No more than the limit and what one block adds to it.
    let block = blockBytes * (threads == 1 ? 1 : threads * 4)
    #expect(most < 1 << 15 + (block / row.count + 2) * 400)
  }
}
