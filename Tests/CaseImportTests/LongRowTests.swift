import CaseImport
import CaseModel
import CasePipeline
import TestSupport
import Testing

/// A row that is longer than any record is rejected once, with its place; its neighbours are read,
/// and no more of it is held than the longest row that is waited for.
struct LongRowTests {
  private static let long =
    "{\"CreationTime\":\"2025-03-02T10:00:00\",\"Operation\":\"Send\",\"x\":{\"InternetMessageId\":\"<a@x>\"},"
    + "\"Blob\":\"" + String(repeating: "x \\\" } ] ", count: 800) + "\"}"

  private static let neighbour = FixtureRecord.attackerBind(1, "m@x").json

  static let files: [(name: String, before: String, row: String, after: String)] = [
    ("lines", neighbour + "\n", long, "\n" + neighbour + "\n"),
    ("lines with CRLF", neighbour + "\r\n", long, "\r\n" + neighbour + "\r\n"),
    ("a list on one line", "[" + neighbour + ",", long, "," + neighbour + "]"),
    (
      "CSV", "CreationDate,AuditData\n2025,\"\(doubled(neighbour))\"\n",
      "2025,\"\(doubled(long))\"",
      "\n2025,\"\(doubled(neighbour))\"\n"
    ),
    ("the end of the file", neighbour + "\n" + neighbour + "\n", long, ""),
  ]

  private static func doubled(_ text: String) -> String { text.replacing("\"", with: "\"\"") }

  @Test(arguments: files.map(\.name))
  func aLongRowIsOneReject(_ name: String) throws {
    let file = try #require(LongRowTests.files.first { $0.name == name })
    let bytes = Array((file.before + file.row + file.after).utf8)
    let format = try recognise(bytes, isWhole: true)
    var random = FixtureRandom(seed: 3)
    for threads in [1, 2, 3] {
      for _ in 0..<6 {
        var rejects: [RejectedRow] = []
        let ledger = try walkEvidence(
          fixtureSource(bytes, part: 1 + random.below(900)), format: format, evidence: 1,
          threads: threads, blockBytes: 16 + random.below(1_500), longestRow: 2_000
        ) { rejects += $0.rejects }
        #expect(ledger.rows == 3)
        #expect(ledger.records == 2)
        #expect(rejects.map(\.reason) == [.tooLong])
        #expect(rejects.map(\.source.offset) == [Int64(file.before.utf8.count)])
        #expect(rejects.map(\.source.length) == [Int64(file.row.utf8.count)])
        #expect(rejects.flatMap(\.salvaged).map(\.string) == ["a@x"])
        // What it says of itself is not believed: nobody saw all of it (R17).
        #expect(rejects.map(\.operation) == [nil])
      }
    }
  }
}
