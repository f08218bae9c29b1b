import Archiving
@testable import CaseFindings
import CaseModel
import CasePipeline
@testable import CaseTally
import TestSupport
import Testing
import TextFormats

/// Exports that were asked for the same time are held against each other, record by record (R24).
struct ExportOverlapTests {
  private static let box = "m.rivera@northwind-clinic.example"

  /// Records 1 to `count`, ten minutes apart from 2025-03-12T00:00Z on, every other one by a delegate.
  private func records(_ numbers: some Sequence<Int>) -> [FixtureRecord] {
    numbers.map { number in
      var record = FixtureRecord(number)
      record.time = UTCTime(seconds: 1_741_737_600 + Int64(number) * 600).iso
      record.time.removeLast()
      record.user = number % 2 == 0 ? "delegate@x" : ExportOverlapTests.box
      record.operation = number % 5 == 0 ? "SoftDelete" : "MailItemsAccessed"
      record.folders = [
        FixtureRecord.Folder(id: "F", path: "\\Inbox", items: [.init("<m\(number)@x>")])
      ]
      return record
    }
  }

  private func query(
    _ from: String = "2025-03-10", _ to: String = "2025-03-20", users: [String] = [],
    operations: [String] = [], mailboxes: [String] = [], freeText: String = ""
  ) -> ExportQuery {
    var query = ExportQuery()
    query.from = TimeReader.readDateOrTime(from)
    query.to = TimeReader.readDateOrTime(to)
    (query.users, query.operations, query.mailboxes) = (users, operations, mailboxes)
    query.freeText = freeText
    return query
  }

  private func file(
    _ records: [FixtureRecord], _ query: ExportQuery, made: String? = nil
  ) -> FixtureFile {
    var file = FixtureFile(
      records.isEmpty
        ? Array("Operations,CreationDate,AuditData\n".utf8) : FixtureExport.ndjson.bytes(records),
      query: query)
    file.collectedAt = made.flatMap { TimeReader.readDateOrTime($0) }
    return file
  }

  private let windowed = """
    "windows": [{"from": "2025-03-12T00:00:00Z", "to": "2025-03-13T00:00:00Z"}]
    """

  private func findings(_ files: FixtureFile...) throws -> Findings {
    try fixtureFindings(files, try attackerScope(windowed))
  }

  private func codes(_ findings: Findings) -> [[SignKind]] {
    findings.completeness.files.map { file in
      file.signs.map(\.kind).filter { $0 == .overlapDiffers }
    }
  }

  @Test func twoThatAgreeSpeakForEachOther() throws {
    let findings = try findings(
      file(records(1...100), query("2025-03-12", "2025-03-13"), made: "2025-04-01"),
      file(records(1...140), query("2025-03-10", "2025-03-20"), made: "2025-04-02"))
    // From the first second of the 12th to the last: 143 records would fit, numbers 1 to 100 are there
    // in both, and 101 to 140 are of that day too.
    let overlap = try #require(findings.overlaps.first)
    #expect(findings.overlaps.count == 1)
    #expect(overlap.records == 100 && overlap.onlyInFirst == 0 && overlap.onlyInSecond == 40)
    let same = try self.findings(
      file(records(1...100), query("2025-03-12", "2025-03-13"), made: "2025-04-01"),
      file(records(1...100) + records(200...240), query(), made: "2025-04-02"))
    #expect(same.overlaps.map(\.records) == [100])
    #expect(!same.overlaps[0].differs && codes(same) == [[], []])
    #expect(same.mailboxes[0].unauditedPeriods.allSatisfy { $0.cause != .exportGap })
  }

  @Test func whatOneLacksBothMayLack() throws {
    let findings = try findings(
      file(records(1...100), query(), made: "2025-04-01"),
      file(records((1...100).filter { !(30...40).contains($0) }), query(), made: "2025-04-02"))
    #expect(findings.overlaps[0].records == 89 && findings.overlaps[0].onlyInFirst == 11)
    #expect(codes(findings) == [[.overlapDiffers], [.overlapDiffers]])
    #expect(findings.completeness.statement == .signsFound)
    // Records 30 to 40 are of 05:00 to 06:40: the hours in which they lie, and no others.
    let gaps = findings.mailboxes[0].unauditedPeriods.filter { $0.cause == .exportGap }
    #expect(gaps.map(\.raw.from.iso) == ["2025-03-12T05:00:00Z"])
    #expect(gaps.map(\.raw.to.iso) == ["2025-03-12T07:00:00Z"])
    #expect(findings.summary.contains("1 pair(s) of exports"))
  }

  @Test func onlyWhatBothAskedForIsCompared() throws {
    let all = records(1...100)
    let delegates = all.filter { $0.user == "delegate@x" }
    let byUser = try findings(
      file(all, query(), made: "2025-04-01"),
      file(delegates, query(users: ["Delegate@X"]), made: "2025-04-02"))
    #expect(byUser.overlaps.map(\.records) == [50] && codes(byUser) == [[], []])
    let byOperation = try findings(
      file(all, query(), made: "2025-04-01"),
      file(
        all.filter { $0.operation == "MailItemsAccessed" },
        query(operations: ["mailitemsaccessed"]),
        made: "2025-04-02"))
    #expect(byOperation.overlaps.map(\.records) == [80] && codes(byOperation) == [[], []])
    let other = try findings(
      file(all, query(), made: "2025-04-01"),
      file([], query(mailboxes: ["someone-else@x"]), made: "2025-04-02"))
    #expect(other.overlaps.isEmpty && codes(other) == [[], []])
  }

  /// Made earlier, it cannot hold what was recorded later.
  @Test func whatCameAfterAnExportIsNoDifference() throws {
    let findings = try findings(
      file(records(1...50), query(), made: "2025-03-12T08:30:00Z"),
      file(records(1...100), query(), made: "2025-04-02"))
    #expect(findings.overlaps.map(\.records) == [50] && codes(findings) == [[], []])
  }

  @Test func partsOfOneExportAreNotComparedWithEachOther() throws {
    for made in [nil, "2025-04-01"] {
      let findings = try findings(
        file(records(1...50), query(), made: made), file(records(51...100), query(), made: made),
        file(records(1...100), query("2025-03-11"), made: "2025-04-05"))
      #expect(findings.overlaps.count == 1)
      #expect(findings.overlaps[0].first + findings.overlaps[0].second == [1, 2, 3])
      #expect(findings.overlaps[0].records == 100 && codes(findings) == [[], [], []])
    }
  }

  /// One query, asked twice: the second answer is no part of the first, and the less they have in
  /// common, the less either is to be relied on.
  @Test(arguments: [51, 50, 2, 1])
  func twoAnswersOfOneQueryAreCompared(_ first: Int) throws {
    let findings = try findings(
      file(records(1...50), query(), made: "2025-04-01T10:00:00Z"),
      file(records(first...100), query(), made: "2025-04-01T10:05:00Z"))
    let overlap = try #require(findings.overlaps.first)
    #expect(overlap.records == 51 - first && overlap.onlyInFirst == first - 1)
    #expect(overlap.onlyInSecond == 50 && findings.overlaps.count == 1)
    #expect(codes(findings) == [[.overlapDiffers], [.overlapDiffers]])
  }

  @Test func whatCannotBeComparedIsNot() throws {
    let all = records(1...20)
    var unstated = query()
    unstated.mailboxes = nil
    let others = [
      file([], unstated, made: "2025-04-02"),
      file([], query(freeText: "invoice"), made: "2025-04-02"),
      file([], query("2025-04-01", "2025-04-02"), made: "2025-04-02"),
    ]
    for other in others {
      let findings = try findings(file(all, query(), made: "2025-04-01"), other)
      #expect(findings.overlaps.isEmpty && codes(findings) == [[], []])
    }
    // Records without an id are told apart by all that they say, and tools write that differently.
    let bare = all.map { record in
      var record = record
      record.id = ""
      return record
    }
    let findings = try findings(
      file(bare, query(), made: "2025-04-01"), file(all, query(), made: "2025-04-02"))
    #expect(findings.overlaps.isEmpty)
  }

  /// A row that is cut behind its id is in its file all the same.
  @Test func aRowThatCannotBeReadIsNoDifference() throws {
    let all = records(1...20)
    var cut = FixtureExport.ndjson.bytes(Array(all.dropLast()))
    cut += Array(all[19].json.utf8.dropLast(200))
    let findings = try findings(
      file(all, query(), made: "2025-04-01"),
      FixtureFile(cut, query: query()))
    #expect(findings.rejected.count == 1)
    #expect(findings.overlaps.map(\.records) == [20] && codes(findings) == [[], []])
  }

  /// Whatever is read first, and through files of tallies or not.
  @Test func anyOrderOfTalliesComparesTheSame() throws {
    let shares = [
      records((1...60).filter { $0 % 7 != 0 }), records(20...80),
      records((1...80).filter { $0 != 33 }),
    ]
    let queries = ["2025-03-10", "2025-03-11", "2025-03-12"].map { query($0) }
    let files = zip(shares, queries).map { file($0, $1, made: "2025-04-01") }
    let scope = try attackerScope(windowed)
    let (inputs, request) = try fixtureRequest(files, scope)
    let whole = try answer(FindingsQuestions(), inputs, request).findings.overlaps
    #expect(whole.count == 3)
    let tallies = try shares.enumerated().map { try fixtureTally($1, evidence: $0 + 1) }
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [0, 2, 1]] {
      var merged = Tally()
      for index in order { merged.merge(tallies[index]) }
      let both = try answer(FindingsQuestions(), merged, request)
      #expect(both.findings.overlaps == whole, "\(order)")
    }
  }
}
