import CaseModel
import Files
import TestSupport
import Testing

/// A report is a draft until somebody stands for the very scope it was made with.
struct FinalScopeTests {
  private let place: Workplace
  private let runner = CommandRunner()
  private let folder: String

  init() throws {
    place = try Workplace()
    folder = place.path("case")
    runner.run("new", folder)
    try place.write(
      "a.json", FixtureRecord.attackerBind(1, "a@x", at: "2025-03-12T08:00:00").json)
    runner.run("import", folder, place.path("a.json"))
    runner.run(
      "scope", folder, "--attacker-address", "203.0.113.66", "--from", "2025-03-12", "--to",
      "2025-03-13", "--by", "D", "--why", "w")
  }

  private var reports: [String] {
    get throws {
      let code = runner.run("render", folder, "--quiet").code
      #expect(code == 0)
      return try ["html", "md"].map { try place.text("case/reports/breach-scope.en.\($0)") }
    }
  }

  private var isDraft: Bool {
    get throws {
      let found = try reports.map { $0.contains("DRAFT") || $0.contains("NOT FINAL") }
      #expect(found[0] == found[1])
      return found[0]
    }
  }

  @discardableResult
  private func final() -> CommandOutcome {
    runner.run(
      ["scope", folder, "--final", "--by", "Counsel <b>", "--why", "reviewed"]
        + CommandRunner.waivers(evidence: folder))
  }

  @Test func anAdoptedScopeMakesReportsFinalAndSaysWhoStandsForIt() throws {
    #expect(try isDraft)
    #expect(final().code == 0)
    #expect(try !isDraft)
    let reports = try reports
    #expect(reports[0].contains("decided by Counsel &lt;b&gt;: reviewed"))
    #expect(reports[1].contains("reviewed"))
    // A second time changes nothing.
    let log = try place.read("case/custody.jsonl")
    #expect(final().code == 0)
    #expect(try place.read("case/custody.jsonl") == log)
  }

  @Test func aChangeByCommandMakesItADraftAgain() throws {
    final()
    runner.run("scope", folder, "--mailbox", "m.rivera@northwind-clinic.example", "--by", "D")
    #expect(try isDraft)
    #expect(final().code == 0)
    #expect(try !isDraft)
  }

  @Test func aChangeByHandIsADraftUntilSomebodyAdoptsIt() throws {
    final()
    let text = try place.text("case/scope.json").replacing("203.0.113.66", with: "203.0.113.0/24")
    try place.write("case/scope.json", text)
    let found = try reports
    for report in found { #expect(report.contains("changed outside casefile")) }
    #expect(runner.run("status", folder).out.contains("changed outside casefile"))
    #expect(final().code == 0)
    #expect(try !isDraft)
    // Back by hand to what was adopted before: somebody has stood for that.
    try place.write(
      "case/scope.json", text.replacing("203.0.113.0/24", with: "203.0.113.66"))
    #expect(try !isDraft)
  }

  @Test func evidenceThatMatchesOutsideMakesItADraftUntilThatIsDecided() throws {
    final()
    #expect(try !isDraft)
    func add(_ number: Int, _ time: String) throws {
      let name = "\(number).json"
      try place.write(name, FixtureRecord.attackerBind(number, "b@x", at: time).json)
      #expect(runner.run("import", folder, place.path(name)).code == 0)
    }
    func leave() -> Int32 {
      runner.run(
        "scope", folder, "--leave-outside", "m.rivera@northwind-clinic.example", "--by", "D",
        "--why", "the owner's own"
      ).code
    }
    try add(2, "2025-03-14T08:00:00")
    #expect(try isDraft)
    #expect(final().code == 1)
    #expect(leave() == 0)
    #expect(final().code == 0)
    #expect(try !isDraft)
    // Inside the time that was decided on; and one behind it.
    try add(3, "2025-03-14T08:00:00")
    #expect(final().code == 0)
    #expect(try !isDraft)
    try add(4, "2025-03-15T08:00:00")
    #expect(try isDraft)
    #expect(leave() == 0)
    #expect(leave() == 2)
  }

  // MARK: - What a final report asks for

  private func refusal(_ options: String...) -> String {
    runner.run(["scope", folder, "--final", "--by", "Counsel", "--why", "w"] + options).error
  }

  /// The refusal names each of them, with the option that goes without it.
  @Test func whatIsMissingIsNamedAndWaivedByItsName() throws {
    let asked = refusal()
    for name in ["examiner", "organisation", "provenance:E001"] {
      #expect(asked.contains("(--waive \(name))"), "\(asked)")
    }
    #expect(asked.contains("sourceSystem, collected.at, collected.by, query"), "\(asked)")
    #expect(try reports.allSatisfy { $0.contains("DRAFT") })
    #expect(refusal("--waive", "examiner").contains("(--waive organisation)"))
    #expect(!refusal().contains("(--waive examiner)"))
    #expect(final().code == 0)
    // The waiver is a decision, and is printed.
    let reports = try reports
    #expect(reports.allSatisfy { $0.contains("waived for a final report: no examiner is named") })
    #expect(
      reports.allSatisfy {
        $0.contains("waived for a final report: the provenance of E001 is not stated in full")
      })
  }

  @Test func aScopeThatIsAdoptedMakesNoReportFinal() throws {
    runner.run("scope", folder, "--adopt", "--by", "Counsel", "--why", "w")
    let reports = try reports
    #expect(reports.allSatisfy { $0.contains("SCOPE ADOPTED, NOT FINAL") && !$0.contains("DRAFT") })
    #expect(reports.allSatisfy { $0.contains("case.json names no examiner") })
  }

  /// A waiver covers what is missing now, and nothing that comes later.
  @Test(arguments: ["provenance:E002", "match:A7", "actor", "custody", "E001", "provenance:", ""])
  func whatIsNotMissingIsNotWaived(_ name: String) {
    let refused = runner.run(
      "scope", folder, "--waive", name, "--by", "Counsel", "--why", "w")
    #expect(refused.code == 2)
    #expect(refused.error.contains("--waive is '\(name)'"), "\(refused.error)")
  }

  @Test func moreEvidenceIsNotCoveredByAnOlderWaiver() throws {
    #expect(final().code == 0)
    try place.write(
      "c.json", FixtureRecord.attackerBind(9, "c@x", at: "2025-03-12T09:00:00").json)
    #expect(runner.run("import", folder, place.path("c.json")).code == 0)
    #expect(refusal().contains("(--waive provenance:E002)"))
    #expect(try isDraft)
  }

  @Test func anIndicatorThatMatchesNothingIsDecidedAbout() throws {
    runner.run(
      "scope", folder, "--attacker-address", "192.0.2.200", "--by", "D", "--why", "reported by IT")
    let asked = refusal()
    #expect(asked.contains("indicator A2 matches no record"), "\(asked)")
    #expect(asked.contains("(--waive match:A2)"), "\(asked)")
    #expect(final().code == 1)
    #expect(runner.run("scope", folder, "--waive", "match:A2", "--by", "D", "--why", "w").code == 0)
    #expect(final().code == 0)
  }

  @Test func anUnknownAccountIsNamed() throws {
    runner.run(
      "scope", folder, "--mailbox", "m.rivera@northwind-clinic.example", "--by", "D", "--actor",
      Surroundings.unknownActor)
    #expect(refusal().contains("1 entry(ies) of the custody log are by an account"))
    #expect(refusal().contains("(--waive actor:4)"))
    let by = ["--by", "D", "--why", "w"]
    // The waiver would be one more of them.
    let nobody = runner.run(
      ["scope", folder, "--waive", "actor:4", "--actor", Surroundings.unknownActor] + by)
    #expect(nobody.code == 2 && nobody.error.contains("--actor is missing"), "\(nobody.error)")
    #expect(runner.run(["scope", folder, "--waive", "actor:4"] + by).code == 0)
    #expect(final().code == 0)
    #expect(try !isDraft)
    // Somebody unknown changes the scope once more: nobody has waived that.
    runner.run(
      ["scope", folder, "--sync-reading", "folder", "--actor", Surroundings.unknownActor] + by)
    #expect(refusal().contains("(--waive actor:"))
  }

  /// What is derived changes no report: a second run makes the same bytes, and the bundle is reproduced.
  @Test func whoMakesTheReportsIsNoPartOfThem() throws {
    let options = ["--quiet", "--actor", Surroundings.unknownActor]
    // Its bundle is verified and recomputed, as every one that a test packs.
    #expect(runner.run(["run", folder] + options).code == 0)
    func made() throws -> [String] {
      try ["html", "md"].map { try place.text("case/reports/breach-scope.en.\($0)") }
    }
    let first = try made()
    for command in ["findings", "export", "render"] {
      #expect(runner.run([command, folder] + options).code == 0)
    }
    #expect(try made() == first)
  }
}
