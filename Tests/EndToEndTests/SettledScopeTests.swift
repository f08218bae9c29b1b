import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

/// What findings leave to a person is decided at the command line, once, and keeps a report from being
/// final until it is.
struct SettledScopeTests {
  private let case_: AttackedCase
  private var folder: String { case_.folder }
  private var runner: CommandRunner { case_.runner }
  private static let by = ["--by", "Counsel", "--why", "her own device"]

  init() throws {
    case_ = try AttackedCase()
    var attacker = FixtureRecord.attackerBind(2, "b@x", at: "2025-03-12T08:01:00")
    attacker.session = "s"
    var own = FixtureRecord.attackerBind(3, "c@x", at: "2025-03-12T08:02:00")
    own.session = "s"
    own.clientIPAddress = "198.51.100.10"
    try case_.place.write("b.json", FixtureExport.ndjson.bytes([attacker, own]))
    runner.run("import", folder, case_.place.path("b.json"))
    scope("--known-good-address", "198.51.100.10")
  }

  @discardableResult
  private func scope(_ options: String...) -> CommandOutcome { scope(options) }

  @discardableResult
  private func scope(_ options: [String]) -> CommandOutcome {
    runner.run(["scope", folder] + options + SettledScopeTests.by)
  }

  private func contested() throws -> String {
    let contexts = try JSONReader.read(Array(runner.run("contexts", folder, "--json").out.utf8))
    let all = try #require(contexts["contexts"]?.elements)
    return try #require(all.first { $0["contested"] == .bool(true) }?["id"]?.text)
  }

  private func decisions() throws -> [JSONValue] {
    try JSONReader.read(try readSmallFile("\(folder)/scope.json"))["decisions"]?.elements ?? []
  }

  @Test func contestedAccessWantsADecision() throws {
    let name = try contested()
    let before = scope("--final")
    #expect(before.code == 1)
    #expect(before.error.contains("\(name) is known good and yet shares"), "\(before.error)")
    #expect(runner.run("scope", folder, "--contested-stays", name).code == 2)
    #expect(scope("--contested-stays", name).code == 0)
    #expect(scope("--contested-stays", name.lowercased()).code == 0)
    #expect(try decisions().count == 1)
    #expect(scope(["--final"] + CommandRunner.waivers(evidence: folder)).code == 0)
    #expect(runner.run("findings", folder).out.contains("2 messages recorded"))
  }

  @Test func whatCountsIsTheAttackersAndCanBeDecidedBack() throws {
    let name = try contested()
    #expect(scope("--contested-counts", name).code == 0)
    #expect(runner.run("findings", folder).out.contains("3 messages recorded"))
    #expect(scope(["--final"] + CommandRunner.waivers(evidence: folder)).code == 0)
    #expect(runner.run("run", folder).code == 0)
    for (language, text) in [
      ("en", "counts as the attacker"), ("de", "zählt als der des Angreifers"),
      ("pt-BR", "conta como do invasor"),
    ] {
      #expect(runner.run("render", folder, "--language", language).code == 0)
      let report = String(
        decoding: try readSmallFile("\(folder)/reports/breach-scope.\(language).md"),
        as: UTF8.self)
      #expect(report.contains(text))
    }
    #expect(scope("--contested-stays", name).code == 0)
    #expect(runner.run("findings", folder).out.contains("2 messages recorded"))
    #expect(try decisions().count { $0["what"]?["contested"] != nil } == 2)
  }

  @Test func anotherContextIsAnError() throws {
    let name = try contested()
    for options in [
      ["--contested-counts", "C99"], ["--contested-stays", "C1x"], ["--contested-counts", ""],
      ["--contested-counts", name, "--contested-stays", name],
      ["--contested-counts", name, "--attacker-user", "x"],
    ] {
      let outcome = runner.run(["scope", folder] + options + SettledScopeTests.by)
      #expect(outcome.code == 2, "\(options): \(outcome)")
    }
    #expect(scope("--contested-counts", "C99").error.contains(name))
    #expect(try decisions().isEmpty)
  }

  @Test func rowsThatCannotBeReadWantADecision() throws {
    #expect(scope("--contested-stays", try contested()).code == 0)
    try case_.place.write(
      "c.json", FixtureExport.ndjson.bytes([.attackerBind(4, "d@x")]) + Array("{\"a\":\n".utf8))
    #expect(runner.run("import", folder, case_.place.path("c.json")).code == 3)
    let before = scope("--final")
    #expect(before.code == 1)
    #expect(before.error.contains("1 row(s) of E003 cannot be read"), "\(before.error)")
    #expect(scope("--accept-rejected", "E001").code == 2)
    #expect(scope("--accept-rejected", "E009").code == 2)
    #expect(scope("--accept-rejected", "nothing").code == 2)
    #expect(scope("--accept-rejected", "E003").code == 0)
    #expect(scope(["--final"] + CommandRunner.waivers(evidence: folder)).code == 0)
    let what = try decisions().compactMap { $0["what"]?["acceptRejected"] }.last
    #expect(what?["evidence"]?.text == "E003" && what?["rows"]?.integer == 1)
    // Rows of another file are another question.
    try case_.place.write(
      "d.json", FixtureExport.ndjson.bytes([.attackerBind(5, "e@x")]) + Array("{\"b\":\n".utf8))
    #expect(runner.run("import", folder, case_.place.path("d.json")).code == 3)
    let later = scope("--final")
    #expect(later.code == 1 && later.error.contains("1 row(s) of E004"), "\(later)")
    #expect(!later.error.contains("of E003"))
  }
}
