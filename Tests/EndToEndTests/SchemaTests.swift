import CaseFindings
import CaseModel
import CaseReport
import Files
import TestSupport
import TextFormats
import Testing

/// Every key of findings.json is in its schema, and every value is what it says.
struct SchemaTests {
  private let schema = Result { () throws -> JSONValue in
    let text = try #require(TemplateSet.builtIn.files["schema/findings.json"])
    return try JSONReader.read(Array(text.utf8))
  }

  private func problems(_ findings: [UInt8]) throws -> [String] {
    SchemaCheck(try JSONReader.read(findings), try schema.get()).problems
  }

  @Test func theGoldenFindingsAreDocumented() throws {
    let golden = "\(repositoryRoot)/Tests/EndToEndTests/Golden/northwind.findings.json"
    #expect(try problems(try readSmallFile(golden)) == [])
  }

  @Test(arguments: ["attributed", "everyAccess"])
  func findingsOfQuirkyRecordsAreDocumented(_ assumption: String) throws {
    let text = QuirkyRecords(count: 400, seed: 5).json.joined(separator: "\n")
    let damaged = text + "\n{\"Operation\":\"MailItemsAccessed\",\"InternetMessageId\":\"<x@y>\n"
    let findings = try fixtureFindings(
      [FixtureFile(Array(damaged.utf8))],
      try attackerScope(
        """
        "windows": [{"from": "2025-03-10T00:00:00Z", "to": "2025-03-11T06:00:00Z"}],
        "readings": {"assumption": "\(assumption)"}
        """))
    #expect(findings.rejected.count == 1)
    #expect(findings.totals.recordedMessages > 0)
    #expect(findings.outsideScope.isEmpty == false)
    #expect(try problems(writeFindings(findings)) == [])
  }

  @Test func theCheckFindsWhatIsWrong() throws {
    func wrong(_ old: String, _ new: String) throws -> [String] {
      let text = String(
        decoding: writeFindings(try fixtureFindings([FixtureFile](), Scope())), as: UTF8.self)
      #expect(text.contains(old))
      return try problems(Array(text.replacing(old, with: new).utf8))
    }
    #expect(try wrong("\"rows\": 0", "\"rows\": -1") == [".totals.rows: -1 is below 0"])
    #expect(try wrong("\"rows\": 0", "\"rows\": null").count == 1)
    #expect(try wrong("\"rows\": 0,", "").contains(".totals: rows is missing"))
    #expect(
      try wrong("\"rows\": 0", "\"rose\": 1, \"rows\": 0") == [".totals: rose is not documented"])
    #expect(try wrong("findings/1", "findings/2").count == 1)
  }

  @Test func theCommandPrintsItAndNamesWhatThereIs() throws {
    let runner = CommandRunner()
    #expect(
      runner.run("schema", "findings").out == TemplateSet.builtIn.files["schema/findings.json"])
    let unknown = runner.run("schema", "report")
    #expect(unknown.code == 2)
    #expect(unknown.error.contains("expected findings"))
  }
}
