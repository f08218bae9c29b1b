import CaseFindings
import CaseModel
import CasePipeline
import TestSupport
import Testing
import TextFormats

/// What the evidence states of a query, and what somebody told of it (R23).
struct QueryOfFileTests {
  private func found(
    told: (inout ExportQuery) -> Void = { _ in }, _ stated: (inout StatedQuery) -> Void
  ) throws -> Findings {
    let scope = try attackerScope(
      "\"windows\": [{\"from\": \"2025-03-10T00:00:00Z\", \"to\": \"2025-03-20T00:00:00Z\"}]")
    let records = [(1, "2025-03-02T00:00:00"), (2, "2025-03-21T00:00:00")].map { number, at in
      FixtureRecord(number: number, at: at)
    }
    let page =
      "{\"@odata.context\":\"https://graph.microsoft.com/v1.0/$metadata#security/auditLog"
      + "/queries('Q-1')/records\",\"value\":[\(records.map(\.json).joined(separator: ","))]}"
    var file = FixtureFile(Array(page.utf8))
    told(&file.query)
    var (inputs, request) = try fixtureRequest([file], scope)
    var query = StatedQuery()
    query.evidence = 2
    query.id = "q-1"
    query.query = whole
    stated(&query)
    request.queries = [query]
    return try answer(FindingsQuestions(), inputs, request).findings
  }

  private var whole: ExportQuery {
    var query = ExportQuery()
    query.from = TimeReader.read("2025-03-01T00:00:00Z")
    query.to = TimeReader.read("2025-03-22T00:00:00Z")
    query.operations = []
    query.users = []
    query.mailboxes = []
    query.freeText = ""
    return query
  }

  private func causes(_ findings: Findings) -> [UnauditedCause] {
    findings.mailboxes[0].unauditedPeriods.map(\.cause)
  }

  private func signs(_ findings: Findings) -> [String] {
    findings.completeness.files[0].signs.map(\.code).filter { $0 != "onlyOwner" }
  }

  @Test func itBelongsToThePagesThatNameIt() throws {
    let own = try found { $0.query.users = ["a@x"] }
    #expect(causes(own) == [.exportGap])
    #expect(signs(own) == ["queryFilteredByUser"])
    let other = try found {
      $0.query.users = ["a@x"]
      $0.id = "q-2"
    }
    #expect(causes(other).isEmpty)
    let said = try found {
      $0.query.users = ["a@x"]
      $0.id = ""
      $0.exports = [1]
    }
    #expect(causes(said) == [.exportGap])
  }

  @Test func itStatesWhatNobodyTold() throws {
    let stated = try found { _ in }
    #expect(causes(stated).isEmpty)
    #expect(stated.completeness.reasons.allSatisfy { !$0.english.contains("is not stated") })
    #expect(!stated.anomalyCodes.contains("queryDiffers"))
  }

  @Test func whereTheyDifferItIsSaidAndTheNarrowerCounts() throws {
    let told = whole
    let narrow = try found(told: { $0 = told }) {
      $0.query.users = ["a@x"]
      $0.query.to = TimeReader.read("2025-03-15T00:00:00Z")
    }
    let anomaly = try #require(narrow.anomalies.first { $0.code == "queryDiffers" })
    #expect(anomaly.text.english.contains("E002 states differ in to, users"))
    #expect(causes(narrow) == [.exportGap])
    let person = try found(told: { $0.users = ["a@x"] }) { _ in }
    #expect(causes(person) == [.exportGap], "a filter that somebody told stays one")
  }

  @Test func theServiceSaysThatItIsCutOrNotFinished() throws {
    let cut = try found { $0.isLimitExceeded = true }
    #expect(signs(cut) == ["recordLimitExceeded"])
    #expect(causes(cut) == [.exportGap])
    let running = try found { $0.status = "running" }
    #expect(signs(running) == ["queryNotFinished"])
    #expect(causes(running) == [.exportGap])
    #expect(signs(try found { $0.status = "succeeded" }).isEmpty)
  }

  @Test func findingsSayWhoStatesIt() throws {
    let told = whole
    let json = try JSONReader.read(
      writeFindings(try found(told: { $0 = told }) { $0.status = "succeeded" }))
    let queries = json["completeness"]?["queries"]?.elements ?? []
    #expect(queries.map { $0["source"]?.text } == ["person", "bytes"])
    #expect(queries.map { $0["evidence"]?.text } == ["E001", "E002"])
    #expect(queries.last?["status"]?.text == "succeeded")
  }
}
