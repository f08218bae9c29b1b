import CaseModel
import Files
import TestSupport
import Testing
import TextFormats

/// What is stale is told by what things are made of, never by the order in which they were made.
struct StandingTests {
  private let case_: AttackedCase
  private var folder: String { case_.folder }
  private var runner: CommandRunner { case_.runner }

  init() throws { case_ = try AttackedCase() }

  private func standing(_ what: String) -> String {
    runner.run("status", folder).out.split(separator: "\n").first { $0.hasPrefix(what) }
      .map(String.init) ?? ""
  }

  @Test func aScopeThatIsBackAtWhatItWasIsNotStale() throws {
    runner.run("run", folder)
    let scope = try readSmallFile("\(folder)/scope.json")
    let findings = try readSmallFile("\(folder)/findings/findings.json")
    runner.run("scope", folder, "--mailbox", "a@x.example", "--by", "D", "--why", "w")
    #expect(standing("findings").contains("stale: since then scope"))
    #expect(standing("reports").contains("stale: since then scope"))
    try replaceFile("\(folder)/scope.json", with: scope)
    // The change by hand is logged by the next command that writes.
    runner.run("hold", folder, "--by", "D", "--why", "w")
    runner.run("hold", folder, "--end", "--by", "D", "--why", "w")
    #expect(standing("findings").contains("nothing changed since"))
    #expect(standing("reports").contains("nothing changed since"))
    #expect(standing("bundle").contains("stale"))
    // Nothing is computed anew for the bundle, and it verifies: the runner asks that.
    let packed = runner.run("pack", folder)
    #expect(packed.code == 0 && !packed.error.contains("computed for the bundle"))
    #expect(try readSmallFile("\(folder)/findings/findings.json") == findings)
  }

  /// What is missing, or was written by another hand, is never taken for what results were made of: a
  /// command that only reads says so at once.
  @Test(arguments: [
    ("scope.json", ""), ("scope.json", "{}"), ("case.json", " "), ("evidence/register.json", " "),
  ])
  func whatNoEntryStatesMakesResultsStale(_ name: String, _ added: String) throws {
    runner.run("run", folder)
    #expect(standing("findings").contains("nothing changed since"))
    let path = "\(folder)/\(name)"
    switch added {
    case "": try removeFile(path)
    case " ": try replaceFile(path, with: try readSmallFile(path) + [0x20])
    default: try replaceFile(path, with: Array(added.utf8))
    }
    let before = try wholeFolder(folder)
    for what in ["findings", "reports"] {
      #expect(standing(what).contains("stale: since then changed outside casefile"), "\(what)")
    }
    #expect(try wholeFolder(folder) == before)
  }

  @Test func reviewsThatSomebodyEditedMakeReportsStale() throws {
    try review()
    runner.run("run", folder)
    #expect(standing("reports").contains("nothing changed since"))
    let path = "\(folder)/review/decisions.json"
    try replaceFile(path, with: try readSmallFile(path) + [0x20])
    #expect(standing("findings").contains("nothing changed since"))
    #expect(standing("reports").contains("stale: since then changed outside casefile"))
  }

  /// What reviewers decide stands in reports, and not in findings.
  @Test func aReviewMakesReportsStale() throws {
    runner.run("run", folder)
    try review()
    #expect(standing("findings").contains("nothing changed since"))
    #expect(standing("reports").contains("stale: since then review imported"))
  }

  private func review() throws {
    let list = String(
      try #require(
        runner.run("review", "export", folder).out.split(separator: "\n")
          .first { $0.contains("review-") || $0.hasSuffix(".csv") }
      ).dropFirst(10))
    let rows = String(decoding: try readSmallFile(list), as: UTF8.self)
      .replacing(",,,,,,\r\n", with: ",Ann,2025-03-23T10:00:00Z,yes,,,\r\n")
    try case_.place.write("filled.csv", rows)
    let imported = runner.run("review", "import", folder, case_.place.path("filled.csv"))
    #expect(imported.out.contains("1 decision(s) added"), "\(imported)")
  }

  /// F1: what `export` wrote goes with the findings that are sealed, whichever command seals them.
  @Test(arguments: ["run", "close", "pack"])
  func whatIsSealedIsExportedOfTheSameFindings(_ command: String) throws {
    runner.run("run", folder)
    runner.run("export", folder)
    let before = try readSmallFile("\(folder)/exchange/messages.comma.csv")
    runner.run("scope", folder, "--mailbox", "nobody@x.example", "--by", "D", "--why", "w")
    let options = command == "close" ? ["--draft", "--by", "D", "--why", "w"] : []
    #expect(runner.run([command, folder] + options).code == 0)
    let exported = try readSmallFile("\(folder)/exchange/messages.comma.csv")
    let messages = try readSmallFile("\(folder)/findings/messages.csv")
    #expect(exported != before)
    #expect(exported.count { $0 == 0x0A } == messages.count { $0 == 0x0A })
  }

  /// F11: a part that was made for somebody is not the case's seal.
  @Test func aListShowsTheSealOfTheCase() throws {
    runner.run("run", folder)
    let whole = runner.run("list", folder, "--json").out
    #expect(runner.run("pack", folder, "--for", "opposing", "--recipient", "Roe").code == 0)
    #expect(runner.run("list", folder, "--json").out == whole)
    let bundle = try #require(
      try JSONReader.read(Array(whole.utf8))["cases"]?.elements?.first?["lastSeal"]?["bundle"]?.text
    )
    #expect(standing("bundle").contains(bundle.split(separator: "/").last ?? "?"))
  }

  /// F12: closing walks the evidence once, as `run` does.
  @Test func closingReadsTheEvidenceOnce() throws {
    func works(_ arguments: String...) -> Int {
      let meter = WorkMeter()
      runner.meter = meter
      defer { runner.meter = nil }
      #expect(runner.run(arguments).code == 0)
      return meter.now.number
    }
    let ran = works("run", folder)
    #expect(ran > 1)
    #expect(works("close", folder, "--draft", "--by", "D", "--why", "w") == ran)
  }
}
