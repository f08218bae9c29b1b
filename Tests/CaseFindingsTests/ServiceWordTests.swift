import CaseFindings
import CaseModel
import TestSupport
import Testing

/// The service's own word of whether an export is whole goes before what numbers only suggest (R18).
struct ServiceWordTests {
  // MARK: - Pages of Graph

  /// A page of as many records as `numbers` has.
  private func page(
    _ numbers: ClosedRange<Int>, query: String = "q-1", next: Bool = false, count: Int? = nil,
    isBehind: Bool = false
  ) -> FixtureFile {
    let records = numbers.map { FixtureRecord($0).json }.joined(separator: ",")
    let address = "https://graph.microsoft.com/v1.0/security/auditLog/queries/\(query)/records"
    var own = [
      "\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/auditLog"
        + "/queries('\(query)')/records\""
    ]
    if let count { own.append("\"@odata.count\":\(count)") }
    if next { own.append("\"@odata.nextLink\":\"\(address)?$skiptoken=\(numbers.upperBound)\"") }
    let list = "\"value\":[\(records)]"
    let members = isBehind ? [own[0], list] + own.dropFirst() : own + [list]
    return FixtureFile(Array("{\(members.joined(separator: ","))}".utf8))
  }

  private func signs(_ files: [FixtureFile]) throws -> [[String]] {
    try fixtureFindings(files).completeness.files.map { file in
      file.signs.map(\.code).filter { $0 != "onlyOwner" }
    }
  }

  @Test(arguments: [false, true])
  func aNextPageThatIsNotThereIsASign(_ isBehind: Bool) throws {
    let first = page(1...2, next: true, isBehind: isBehind)
    #expect(try signs([first]) == [["nextPageMissing"]])
    #expect(try signs([first, page(3...4)]) == [[], []], "the last page is here")
    #expect(
      try signs([first, page(3...4, query: "q-2")]) == [["nextPageMissing"], []],
      "a page of another query follows nothing")
    #expect(
      try signs([first, page(3...4, next: true, isBehind: isBehind)])
        == [["nextPageMissing"], ["nextPageMissing"]])
    #expect(try fixtureFindings([first]).completeness.statement == .signsFound)
  }

  @Test func pagesInOneFileAreAChainToo() throws {
    let pages = [page(1...2, next: true), page(3...4, next: true), page(5...6)]
    func joined(_ pages: [FixtureFile]) -> FixtureFile {
      FixtureFile(Array(pages.map(\.bytes).joined(separator: [0x0A])))
    }
    #expect(try signs([joined(pages)]) == [[]])
    #expect(try signs([joined(Array(pages.dropLast()))]) == [["nextPageMissing"]])
  }

  @Test func aMiddlePageThatIsMissingShowsInTheCountAlone() throws {
    let first = page(1...2, next: true, count: 6)
    let middle = page(3...4, next: true, count: 6)
    let last = page(5...6, count: 6)
    #expect(try signs([first, middle, last]) == [[], [], []])
    #expect(try signs([first, last]) == [["countMismatch"], ["countMismatch"]])
    #expect(try signs([first]) == [["nextPageMissing", "countMismatch"]])
    let ownRows = [page(1...2, next: true, count: 2), page(3...4, count: 2)]
    #expect(try signs(ownRows) == [[], []], "each page states its own records")
  }

  @Test func anExportThatTheServiceCallsCutCoversNothing() throws {
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-12T00:00:00Z\", \"to\": \"2025-03-13T00:00:00Z\"}]")
    func causes(_ file: FixtureFile) throws -> [UnauditedCause] {
      var file = file
      file.query.from = UTCTime(seconds: 0)
      file.query.to = UTCTime(seconds: 2_000_000_000)
      file.query.operations = []
      file.query.users = []
      file.query.mailboxes = []
      file.query.freeText = ""
      return try fixtureFindings([file], scope).mailboxes[0].unauditedPeriods.map(\.cause)
    }
    #expect(try causes(page(1...2)).isEmpty)
    #expect(try causes(page(1...2, next: true)) == [.exportGap])
  }

  // MARK: - Search-UnifiedAuditLog

  /// Rows of one search: ResultIndex, ResultCount, and what AuditSearchRequestMetadata says.
  private func search(_ rows: [(index: Int, count: Int, more: String?)]) -> FixtureFile {
    let lines = rows.enumerated().map { number, row in
      let record = FixtureRecord(number + 1).json.replacing("\"", with: "\"\"")
      return "MailItemsAccessed,\(row.index),\(row.count),\(row.more ?? ""),\"\(record)\"\r\n"
    }
    let header = "Operations,ResultIndex,ResultCount,AuditSearchRequestMetadata,AuditData\r\n"
    return FixtureFile(Array((header + lines.joined()).utf8))
  }

  private let yes = "\"{\"\"moreRecordsAvailable\"\":true,\"\"x\"\":1}\""
  private let no = "@{MoreRecordsAvailable=False; x=1}"

  @Test func theLastPageSaysThatThereIsNoMore() throws {
    #expect(try signs([search([(1, 5_000, yes), (2, 5_000, yes)])]) == [["moreRecordsAvailable"]])
    #expect(try signs([search([(1, 5_000, yes), (1, 5_000, no)])]) == [[]])
    #expect(
      try signs([search([(1, 5_000, no), (2, 5_000, no)])]) == [[]],
      "ResultCount repeats the size of a page")
    #expect(
      try signs([search([(1, 5_000, nil), (2, 5_000, nil)])]) == [["resultIndexGap"]],
      "the service's own word is missing")
    #expect(try signs([search([(1, 3, no), (3, 3, no)])]) == [["resultIndexGap"]])
    #expect(
      try signs([search([(1, 2, "System.Object"), (5, 9, "[object]")])]) == [
        ["resultIndexGap", "resultIndexGap"]
      ],
      "what cannot be read says nothing")
  }

  @Test func jsonSaysItInTheObjectItIs() throws {
    func file(_ metadata: String) -> FixtureFile {
      let row =
        "{\"ResultIndex\":1,\"ResultCount\":5000,\"AuditSearchRequestMetadata\":\(metadata),"
        + "\"AuditData\":\(FixtureRecord(1).json)}"
      return FixtureFile(Array("[\(row)]".utf8))
    }
    #expect(try signs([file("{\"moreRecordsAvailable\":true}")]) == [["moreRecordsAvailable"]])
    #expect(try signs([file("{\"moreRecordsAvailable\":\"False\"}")]) == [[]])
    #expect(
      try signs([file("\"{\\\"MoreRecordsAvailable\\\":true}\"")]) == [["moreRecordsAvailable"]])
    #expect(try signs([file("null")]) == [["resultIndexGap"]])
  }

  @Test func aRejectedRowIsNoGapOfResultIndex() throws {
    let text = String(decoding: search([(1, 3, nil), (2, 3, nil)]).bytes, as: UTF8.self)
    let rejected = FixtureFile(Array((text + "MailItemsAccessed,,,,cut\r\n").utf8))
    #expect(try signs([rejected]) == [[]])
    let known = FixtureFile(Array((text + "MailItemsAccessed,2,3,,cut\r\n").utf8))
    #expect(try signs([known]) == [[]])
    #expect(try signs([FixtureFile(Array(text.utf8))]) == [["resultIndexGap"]])
  }
}
