import CaseFindings
import CaseModel
import CaseReport
import CaseScope
import Files
import TestSupport
import TextFormats
import Testing

@testable import CasefileCLI

/// Every key that casefile writes is in its schema, and every value is what it says.
struct SchemaTests {
  private func problems(_ document: [UInt8], _ name: String = "findings") throws -> [String] {
    let schema = try #require(TemplateSet.builtIn.files["schema/\(name).json"], "\(name)")
    return SchemaCheck(try JSONReader.read(document), try JSONReader.read(Array(schema.utf8)))
      .problems
  }

  /// With --json every command prints one document, of the schema that its name says.
  @Test func everyCommandPrintsWhatItsSchemaSays() throws {
    var seen: Set<String> = []
    try runExamples(["--json"]) { command, example, outcome in
      #expect(outcome.code == 0, "\(example.command): \(outcome.error)")
      for line in outcome.error.split(separator: "\n") {
        #expect(try problems(Array(line.utf8), "warning") == [], "\(example.command): \(line)")
      }
      if command.row.document == "schema" { return }
      let json = try JSONReader.read(Array(outcome.out.utf8))
      let name = try #require(json["schema"]?.text?.split(separator: "/").dropFirst().first)
      #expect(["results", command.row.document].contains(String(name)), "\(example.command)")
      #expect(try problems(Array(outcome.out.utf8), String(name)) == [], "\(example.command)")
      seen.insert(String(name))
    }
    #expect(seen.isSuperset(of: commandTable.map(\.row.document).filter { $0 != "schema" }))
  }

  /// Errors and warnings are a line each, also where something was made before.
  @Test func errorsAndWarningsAreLines() throws {
    let place = try Workplace()
    let runner = CommandRunner()
    runner.run("new", place.path("case"))
    let row = #"{"CreationTime":"2025-03-12T08:00:00","Operation":"Send","Id":"1"}"#
    try place.write("a.json", "\(row)\n{\"Operation\":")
    try place.write("b.pdf", "%PDF-1.7")
    let outcome = runner.run(
      "import", place.path("case"), place.path("a.json"), place.path("b.pdf"), place.path("none"),
      "--json")
    #expect(outcome.code == 1)
    #expect(try problems(Array(outcome.out.utf8), "results") == [])
    #expect(outcome.out.contains("\"evidence\": \"E001\""))
    #expect(outcome.out.contains("\"exitCode\": 1"))
    var kinds: [String] = []
    for line in outcome.error.split(separator: "\n") {
      let json = try JSONReader.read(Array(line.utf8))
      let name = String(try #require(json["schema"]?.text?.split(separator: "/")[1]))
      #expect(try problems(Array(line.utf8), name) == [])
      kinds.append(name)
    }
    #expect(Set(kinds) == ["error", "warning"])
    #expect(kinds.last == "error")
  }

  /// What people edit: what casefile writes is documented, and what is documented can be read.
  @Test func caseAndScopeAreDocumented() throws {
    let place = try Workplace()
    let runner = CommandRunner()
    let folder = place.path("case")
    runner.run(
      "new", folder, "--title", "t", "--question", "q", "--regime", "gdpr", "--zone",
      "America/Chicago")
    runner.run(
      "trigger", folder, "--regime", "gdpr", "--name", "awareness", "--at", "2025-03-20",
      "--by", "a", "--why", "b")
    runner.run("hold", folder, "--by", "a", "--why", "b")
    runner.run("findings", folder)
    runner.run("issue", folder, "--by", "a", "--why", "b")
    runner.run("close", folder, "--by", "a", "--why", "b", "--draft")
    #expect(try problems(try place.read("case/case.json"), "case") == [])
    let keys = try JSONReader.read(try place.read("case/case.json")).members?.map(\.key) ?? []
    let schema = try JSONReader.read(
      Array((TemplateSet.builtIn.files["schema/case.json"] ?? "").utf8))
    // Nothing writes holidays: people do.
    #expect(
      Set(keys) == Set(schema["properties"]?.members?.map(\.key) ?? []).subtracting(["holidays"]))
    let scope = """
      {"accessEnds": [{"at": "2025-03-18", "mailboxes": [{"guid": "g"}], "why": "w", "decidedBy": "d"}],
       "decisions": [{"at": "2025-03-18", "by": "b", "what": "w", "why": "y"},
         {"by": "b", "why": "y", "what": {"leaveOutside":
           {"mailbox": {"upn": "u@x"}, "from": "2025-03-18", "to": "2025-03-18"}}},
         {"by": "b", "why": "y", "what": {"retract": {"id": "K1"}}}],
       "indicators": [{"id": "A1", "why": "w", "decidedBy": "d", "decidedAt": "2025-03-18",
         "addresses": ["203.0.113.0/24"], "sessions": ["s"], "tokens": ["t"], "clients": ["c"],
         "applications": ["a"], "users": ["u"], "logonTypes": [0], "mailboxes": [{"upn": "u@x"}],
         "from": "2025-03-01", "to": "2025-03-02"}],
       "knownGood": [{"id": "K1", "users": ["k"]}], "mailboxes": [{"upn": "u@x"}],
       "readings": {"sync": "folder", "throttle": "assumed", "assumption": "attributed",
         "linkSessions": false},
       "schema": "casefile/scope/1",
       "windows": [{"from": "2025-03-01", "to": "2025-03-02", "mailboxes": [], "why": "w",
         "decidedBy": "d"}]}
      """
    #expect(try problems(Array(scope.utf8), "scope") == [])
    let written = writeScope(try readScope(try JSONReader.read(Array(scope.utf8))))
    #expect(try problems(written, "scope") == [])
  }

  /// Other programs rely on what is there: names are added, and never go away or change their type.
  @Test func schemasOnlyGrow() throws {
    var lines: [String] = []
    for name in SchemaCommand.names {
      let text = try #require(TemplateSet.builtIn.files["schema/\(name).json"])
      list(try JSONReader.read(Array(text.utf8)), name, into: &lines)
    }
    let path = "\(repositoryRoot)/Tests/EndToEndTests/Golden/schemas.txt"
    let kept = String(decoding: try readSmallFile(path), as: UTF8.self).split(separator: "\n")
    #expect(kept.count > 300)
    let now = Set(lines)
    for line in kept where !now.contains(String(line)) { Issue.record("gone: \(line)") }
    if Golden.isRecording {
      try replaceFile(path, with: Array((lines.sorted().joined(separator: "\n") + "\n").utf8))
    }
  }

  private func list(_ schema: JSONValue, _ place: String, into lines: inout [String]) {
    let types = schema["type"]?.elements?.compactMap(\.text).joined(separator: "|")
    let required = Set(schema["required"]?.elements?.compactMap(\.text) ?? [])
    lines.append("\(place) \(types ?? schema["type"]?.text ?? "")")
    for word in schema["enum"]?.elements?.compactMap(\.text) ?? [] {
      lines.append("\(place) = \(word)")
    }
    for member in (schema["properties"]?.members ?? []) + (schema["$defs"]?.members ?? []) {
      let mark = required.contains(member.key) ? "!" : ""
      list(member.value, "\(place).\(member.key)\(mark)", into: &lines)
    }
    if let items = schema["items"] { list(items, "\(place)[]", into: &lines) }
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

  @Test func theCommandPrintsThemAndNamesWhatThereIs() throws {
    let runner = CommandRunner()
    #expect(Set(SchemaCommand.names).isSuperset(of: ["results", "scope", "verdict"]))
    for name in SchemaCommand.names {
      #expect(runner.run("schema", name).out == TemplateSet.builtIn.files["schema/\(name).json"])
    }
    let unknown = runner.run("schema", "report")
    #expect(unknown.code == 2)
    #expect(unknown.error.contains("expected case or cases or check"))
  }
}
