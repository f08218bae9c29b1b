import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

/// That matches stay outside the scope is data of scope.json, whatever a mailbox is called (F3).
struct OutsideDecisionTests {
  private let case_: AttackedCase
  private var folder: String { case_.folder }
  private var runner: CommandRunner { case_.runner }
  private static let by = ["--by", "D", "--why", "the owner's own"]

  init() throws { case_ = try AttackedCase() }

  /// Two records of the attacker in another mailbox, outside the window.
  private func add(_ name: String?, guid: String?) throws {
    let records = [2, 4].map { number in
      var record = FixtureRecord.attackerBind(number, "m2@x", at: "2025-03-14T08:00:00")
      (record.mailboxUPN, record.mailboxGuid) = (name, guid)
      return record
    }
    try case_.place.write("b.json", FixtureExport.ndjson.bytes(records))
    #expect(runner.run("import", folder, case_.place.path("b.json")).code == 0)
    runner.run(
      ["scope", folder, "--mailbox", "m.rivera@northwind-clinic.example"]
        + OutsideDecisionTests.by)
  }

  @discardableResult
  private func final() -> CommandOutcome {
    runner.run(
      ["scope", folder, "--final"] + CommandRunner.waivers(evidence: folder)
        + OutsideDecisionTests.by)
  }

  private func leave(_ name: String) -> CommandOutcome {
    runner.run(["scope", folder, "--leave-outside", name] + OutsideDecisionTests.by)
  }

  @Test(
    arguments: [
      ("Team Box@contoso.example", nil, "team box@contoso.example"), ("Team Box", nil, "TEAM BOX"),
      ("shared", nil, "shared"), (" Team Box ", nil, "Team Box"), ("a/b c", nil, "a/b c"),
      ("Ünïcode Postfach", nil, "Ünïcode Postfach"),
      (
        "x@y.example", "BBBBBBBB-0000-4000-8000-000000000001",
        "bbbbbbbb-0000-4000-8000-000000000001"
      ),
      (
        "x@y.example", "BBBBBBBB-0000-4000-8000-000000000001",
        "{BBBBBBBB-0000-4000-8000-000000000001}"
      ),
      ("x@y.example", "BBBBBBBB-0000-4000-8000-000000000001", "x@y.example"),
    ] as [(String?, String?, String)])
  func aMailboxOfAnyNameIsLeftOutsideOnce(
    _ name: String?, _ guid: String?, _ said: String
  ) throws {
    try add(name, guid: guid)
    #expect(final().code == 1)
    let decided = leave(said)
    #expect(decided.code == 0 && decided.out.contains("2 matching record(s) of "), "\(decided)")
    // It counts, and there is nothing left to decide.
    #expect(leave(said).code == 2)
    #expect(final().code == 0)
    let scope = try JSONReader.read(try readSmallFile("\(folder)/scope.json"))
    let what = scope["decisions"]?.elements?.last?["what"]?["leaveOutside"]
    #expect(what?["from"]?.text == "2025-03-14T08:00:00Z")
    #expect(what?["mailbox"]?["guid"]?.text == guid?.lowercased())
    #expect(
      what?["mailbox"]?["upn"]?.text?.trimmingBlanks == (guid == nil ? name?.trimmingBlanks : nil))
    #expect(runner.run("run", folder).code == 0)
    for language in ["de", "pt-BR"] {
      #expect(runner.run("render", folder, "--language", language).code == 0)
    }
    let german = String(
      decoding: try readSmallFile("\(folder)/reports/breach-scope.de.md"), as: UTF8.self)
    #expect(german.contains("bleiben außerhalb des Untersuchungsumfangs"))
    // A reader knows the mailbox by its name, and not by a GUID.
    let called = try #require(name)
    let shown = called.trimmingBlanks.replacing("@", with: "&#64;")
    #expect(
      german.contains("Treffer in \(shown)") || german.contains("Treffer in \(called)"),
      "\(german.split(separator: "\n").filter { $0.contains("bleiben außerhalb") })")
  }

  /// One name with several GUIDs decides of none of them; casefile itself writes their GUIDs.
  @Test func aNameOfSeveralMailboxesIsNoDecision() throws {
    try add("x@y.example", guid: "bbbbbbbb-0000-4000-8000-000000000001")
    var record = FixtureRecord.attackerBind(3, "m3@x", at: "2025-03-14T08:00:00")
    record.mailboxUPN = "x@y.example"
    record.mailboxGuid = "bbbbbbbb-0000-4000-8000-000000000002"
    try case_.place.write("c.json", FixtureExport.ndjson.bytes([record]))
    runner.run("import", folder, case_.place.path("c.json"))
    let text = String(decoding: try readSmallFile("\(folder)/scope.json"), as: UTF8.self)
    let decision = """
      "decisions": [{"by": "D", "why": "w", "what": {"leaveOutside": {"from": "2025-03-14T08:00:00Z",
        "mailbox": {"upn": "x@y.example"}, "to": "2025-03-14T08:00:00Z"}}}],
      "indicators":
      """
    try replaceFile(
      "\(folder)/scope.json",
      with: Array(text.replacing("\"indicators\":", with: decision).utf8))
    #expect(final().code == 1)
    #expect(leave("x@y.example").out.contains("3 matching record(s)"))
    #expect(final().code == 0)
  }

  /// As casefile up to rules 8 wrote it: it counted where the name had no blank, and now it always does.
  @Test(arguments: ["Team Box", "x@y.example"])
  func aSentenceOfAnOlderCasefileIsRead(_ name: String) throws {
    try add(name, guid: nil)
    let text = String(decoding: try readSmallFile("\(folder)/scope.json"), as: UTF8.self)
    let decision = """
      "decisions": [{"at": "2025-03-20T00:00:00Z", "by": "D", "why": "w", "what":
        "leave outside the scope: \(name) 2025-03-14T08:00:00Z/2025-03-14T08:00:00Z"}],
      "indicators":
      """
    try replaceFile(
      "\(folder)/scope.json",
      with: Array(text.replacing("\"indicators\":", with: decision).utf8))
    #expect(final().code == 0)
  }

  @Test func aDecisionThatIsNotUnderstoodIsAnError() throws {
    let text = String(decoding: try readSmallFile("\(folder)/scope.json"), as: UTF8.self)
    for what in [
      "{\"leaveInside\": {}}", "{}", "{\"leaveOutside\": {\"mailbox\": {\"upn\": \"a\"}}}",
      "{\"leaveOutside\": {\"mailbox\": {}, \"from\": \"2025-03-14T08:00:00Z\", \"to\": \"2025-03-14T08:00:00Z\"}}",
      "{\"leaveOutside\": {\"mailbox\": {\"upn\": \"a\"}, \"from\": \"2025-03-15\", \"to\": \"2025-03-14\"}}",
      "7",
    ] {
      let decision =
        "\"decisions\": [{\"by\": \"D\", \"why\": \"w\", \"what\": \(what)}],\n\"indicators\":"
      try replaceFile(
        "\(folder)/scope.json",
        with: Array(text.replacing("\"indicators\":", with: decision).utf8))
      let outcome = runner.run("status", folder)
      #expect(outcome.code == 2 && outcome.error.contains("decisions[0]"), "\(what): \(outcome)")
    }
  }
}
