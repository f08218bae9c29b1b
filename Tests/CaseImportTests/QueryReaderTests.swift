import CaseImport
import CaseModel
import TestSupport
import Testing

/// What a search asked for, from what states it (R23).
struct QueryReaderTests {
  private func read(_ text: String) throws -> [StatedQuery] {
    try QueryReader.read(Array(text.utf8))
  }

  private func graph(_ more: String = "") -> String {
    """
    {"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#security/auditLog/queries/$entity",
     "id": "AB12", "displayName": "all", "filterStartDateTime": "2025-03-01T00:00:00Z",
     "filterEndDateTime": "2025-03-22T00:00:00Z", "recordTypeFilters": [], "keywordFilter": null,
     "serviceFilter": null, "operationFilters": [], "userPrincipalNameFilters": [],
     "ipAddressFilters": [], "objectIdFilters": [], "administrativeUnitIdFilters": [],
     "status": "succeeded"\(more)}
    """
  }

  @Test func theObjectOfGraphSaysWhatWasAsked() throws {
    let stated = try #require(try read(graph()).first)
    #expect(stated.id == "ab12")
    #expect(stated.query.from?.iso == "2025-03-01T00:00:00Z")
    #expect(stated.query.to?.iso == "2025-03-22T00:00:00Z")
    #expect(stated.query.isWhole && !stated.query.isNarrow)
    #expect(stated.query.operations == [])
    #expect(stated.isFinished && stated.isLimitExceeded == nil)
  }

  @Test func itStandsAloneInAListOrInAPage() throws {
    #expect(try read("[\(graph()), \(graph())]").count == 2)
    #expect(try read("{\"value\": [\(graph())]}").count == 1)
    #expect(throws: NotAnExport.self) { try read("{\"value\": []}") }
    #expect(throws: NotAnExport.self) { try read("a log of something") }
    #expect(throws: NotAnExport.self) { try read("") }
  }

  @Test(
    arguments: [
      ("\"userPrincipalNameFilters\": []", "\"userPrincipalNameFilters\": [\"a@x\"]"),
      ("\"ipAddressFilters\": []", "\"ipAddressFilters\": [\"203.0.113.66\"]"),
      ("\"keywordFilter\": null", "\"keywordFilter\": \"invoice\""),
      ("\"objectIdFilters\": []", "\"objectIdFilters\": [\"x\"]"),
      ("\"administrativeUnitIdFilters\": []", "\"administrativeUnitIdFilters\": [\"x\"]"),
      ("\"displayName\": \"all\"", "\"somethingNewFilters\": [\"x\"]"),
    ])
  func aFilterMakesItNarrow(_ change: (String, String)) throws {
    let stated = try #require(try read(graph().replacing(change.0, with: change.1)).first)
    #expect(stated.query.isNarrow, "\(change.1)")
  }

  @Test(
    arguments: [
      ("\"recordTypeFilters\": []", "\"recordTypeFilters\": [\"exchangeItemAggregated\"]", false),
      (
        "\"recordTypeFilters\": []",
        "\"recordTypeFilters\": [\"exchangeItemAggregated\", \"exchangeItem\"]", true
      ),
      ("\"serviceFilter\": null", "\"serviceFilter\": \"SharePoint\"", false),
      ("\"serviceFilter\": null", "\"serviceFilter\": \"Exchange\"", true),
      ("\"operationFilters\": []", "\"operationFilters\": [\"send\"]", false),
      ("\"operationFilters\": []", "\"operationFilters\": [\"MailItemsAccessed\"]", true),
    ])
  func mailAccessIsAskedForByEveryTypeOfIt(_ change: (String, String, Bool)) throws {
    let stated = try #require(try read(graph().replacing(change.0, with: change.1)).first)
    let mailbox = MailboxIdentity(organization: "o", guid: "g", upns: ["m@x"])
    #expect(stated.query.mayAsk(for: mailbox) == change.2, "\(change.1)")
  }

  /// What cannot be read, or is not there, is no absent filter.
  @Test(
    arguments: [
      ("\"userPrincipalNameFilters\": [],", ""),
      ("\"userPrincipalNameFilters\": []", "\"userPrincipalNameFilters\": {\"a\": 1}"),
      ("\"operationFilters\": []", "\"operationFilters\": [1]"),
      ("\"recordTypeFilters\": []", "\"recordTypeFilters\": 50"),
      ("\"keywordFilter\": null", "\"keywordFilter\": 5"),
      ("\"objectIdFilters\": []", "\"objectIdFilters\": true"),
      ("\"2025-03-22T00:00:00Z\"", "\"next week\""),
    ])
  func whatIsNotReadIsNotStated(_ change: (String, String)) throws {
    let stated = try #require(try read(graph().replacing(change.0, with: change.1)).first)
    #expect(!stated.query.isWhole, "\(change.0) \(change.1)")
  }

  @Test func theServiceSaysThatItIsCut() throws {
    let cut = try read(graph(", \"isRecordCountLimitExceeded\": true"))
    #expect(cut.map(\.isLimitExceeded) == [true])
    #expect(
      try read(graph(", \"recordCountLimitExceeded\": \"True\"")).map(\.isLimitExceeded) == [true])
    #expect(
      try read(graph(", \"isRecordCountLimitExceeded\": false")).map(\.isLimitExceeded) == [false])
    #expect(
      try read(graph(", \"isRecordCountLimitExceeded\": {}")).map(\.isLimitExceeded) == [true])
    #expect(try read(graph().replacing("succeeded", with: "running")).map(\.isFinished) == [false])
  }

  @Test func collectedLinesAddUp() throws {
    let lines =
      "# Search-UnifiedAuditLog, no filter\r\n2025-03-01 00:00:00Z 2025-03-01 01:00:00Z 12\r\n"
      + "2025-03-01 01:00:00Z 2025-03-01 02:00:00Z 0\r\n"
    let stated = try #require(try read(lines).first)
    #expect(stated.query.from?.iso == "2025-03-01T00:00:00Z")
    #expect(stated.query.to?.iso == "2025-03-01T02:00:00Z")
    #expect(stated.query.isWhole && stated.isLimitExceeded == nil)
    let full = try read(lines + "2025-03-01 02:00:00Z 2025-03-01 03:00:00Z 50000\r\n")
    #expect(full.map(\.isLimitExceeded) == [true])
    let hole = try read(lines + "2025-03-01 05:00:00Z 2025-03-01 06:00:00Z 1\r\n")
    #expect(hole.map { $0.query.to?.iso } == ["2025-03-01T02:00:00Z"], "what was not asked for")
    let unstated = try read(String(lines.split(separator: "\r\n")[1]))
    #expect(unstated.map(\.query.isWhole) == [false], "nobody says that there was no filter")
  }
}
