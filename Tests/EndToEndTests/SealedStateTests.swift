import CaseActions
import CaseFolder
import CaseModel
import CasePipeline
import Files
import TestSupport
import Testing

/// What is sealed is fresh, what is written can be read, and a clock that goes back is said. That each
/// bundle recomputes, the runner asks of every one.
struct SealedStateTests {
  private let place: Workplace
  private let runner: CommandRunner
  private let folder: String

  init() throws {
    let attacked = try AttackedCase("--number", "F-1")
    (place, runner, folder) = (attacked.place, attacked.runner, attacked.folder)
  }

  private func pack(_ options: String...) throws -> (path: String, error: String) {
    let packed = runner.run(["pack", folder] + options)
    #expect(packed.code == 0, "\(packed.error)")
    let line = try #require(packed.out.split(separator: "\n").first { $0.hasPrefix("bundle") })
    return (String(line.split(separator: " ")[1]), packed.error)
  }

  private func recorded(_ path: String) throws -> Bool {
    let members = try archiveMembers(try readSmallFile(path))
    let findings = try #require(members.first { $0.name.hasSuffix("/findings/findings.json") })
    return String(decoding: findings.bytes, as: UTF8.self).contains("\"uniqueRecords\": 2")
  }

  @Test(arguments: ["import", "scope", "trigger", "hold", "issue", "edited", "scope removed"])
  func whatChangedSinceTheFindingsIsInTheBundle(_ what: String) throws {
    runner.run("run", folder)
    runner.run("export", folder)
    switch what {
    case "import":
      try place.write(
        "b.json", FixtureExport.ndjson.bytes([.attackerBind(2, "a@x", at: "2025-03-12T09:00:00")]))
      runner.run("import", folder, place.path("b.json"))
    case "scope":
      runner.run("scope", folder, "--attacker-address", "192.0.2.7", "--by", "D", "--why", "w")
    case "trigger":
      runner.run(
        "trigger", folder, "--regime", "gdpr", "--name", "awareness", "--at", "2025-03-20", "--by",
        "D",
        "--why", "w")
    case "hold": runner.run("hold", folder, "--by", "D", "--why", "w")
    case "issue": runner.run("issue", folder, "--by", "D", "--why", "w")
    case "scope removed": try removeFile("\(folder)/scope.json")
    default: try place.write("case/scope.json", try place.text("case/scope.json") + " ")
    }
    let (path, error) = try pack()
    #expect(error.contains("computed for the bundle, from the case as it is now"), "\(error)")
    #expect(error.contains("breach-scope.en.md' is from an earlier state"), "\(error)")
    #expect(!error.contains("exchange/"))
    if what == "import" { #expect(try recorded(path)) }
    // Then nothing is left to compute.
    #expect(!(try pack().error.contains("computed for the bundle")))
    #expect(runner.run("verify", path, "--recompute").code == 0)
  }

  @Test func aCaseWhoseFindingsNobodyComputedGetsThem() throws {
    let (path, error) = try pack()
    #expect(error.contains("findings/findings.json and 6 more"))
    let verified = runner.run("verify", path, "--recompute")
    #expect(verified.code == 0 && verified.out.contains("findings  reproduced"))
  }

  @Test(arguments: ["findings.json", "messages.csv"]) func whatIsMissingIsComputed(
    _ name: String
  ) throws {
    runner.run("run", folder)
    let good = try place.read("case/findings/\(name)")
    try removeFile("\(folder)/findings/\(name)")
    _ = try pack()
    #expect(try place.read("case/findings/\(name)") == good)
  }

  /// A closed case that somebody puts on hold afterwards is packed with findings of that state.
  @Test func aClosedCaseThatIsHeldIsFresh() throws {
    #expect(runner.run("close", folder, "--by", "J", "--why", "w", "--draft").code == 0)
    #expect(runner.run("hold", folder, "--by", "J", "--why", "claim").code == 0)
    let (path, _) = try pack()
    #expect(runner.run("verify", path, "--recompute").code == 0)
  }

  /// Somebody's signature or an authority's time is of the bytes that it is of.
  @Test(arguments: ["p7s", "tsr", "tsq"]) func aSealedBundleIsNeverReplaced(
    _ seal: String
  ) throws {
    let (path, _) = try pack()
    let before = try readSmallFile(path)
    try replaceFile("\(path).\(seal)", with: [1])
    let (other, _) = try pack("--store")
    #expect(other == path.replacing(".zip", with: "-2.zip"))
    #expect(try readSmallFile(path) == before && readSmallFile("\(path).\(seal)") == [1])
    #expect(runner.run("verify", other, "--recompute").code == 0)
    try removeFile("\(path).\(seal)")
    #expect(try pack().path == path)
  }

  /// Findings of what was read elsewhere do not pass for those of the evidence in the case.
  @Test func findingsOfATallyAreComputedAnewForTheBundle() throws {
    let tally = place.path("a.tally")
    let made = runner.run(
      "tally", place.path("a.json"), "--scope", "\(folder)/scope.json", "--source", "E001",
      "--output", tally)
    #expect(made.code == 0, "\(made.error)")
    #expect(runner.run("findings", folder, "--tally", tally).code == 0)
    #expect(try pack().error.contains("computed for the bundle"))
    #expect(!(try pack().error.contains("computed for the bundle")))
  }

  // MARK: - Limits

  @Test func aRegisterIsWrittenUpToTheLimitOfItsReader() throws {
    var small = CaseFolder(folder)
    small.limits.register = 2_000
    let surroundings = Surroundings(
      now: { UTCTime(seconds: 1_800_000_000) }, actor: "a", host: "h",
      tool: ToolIdentity(name: "casefile", version: "0", rules: "7"))
    var opened = try OpenCase.open(small, surroundings)
    var problem: FileProblem?
    var number = 2
    while problem == nil {
      let path = try place.write(
        "x\(number).json",
        FixtureExport.ndjson.bytes([.attackerBind(number, "a@x", at: "2025-03-12T09:00:00")]))
      let before = try wholeFolder("\(folder)/evidence")
      do {
        _ = try importEvidence(path, into: &opened, origin: ExportOrigin())
        number += 1
      } catch let found as FileProblem {
        problem = found
        #expect(try wholeFolder("\(folder)/evidence").dropFirst() == before.dropFirst())
      }
    }
    #expect(problem?.limit == 2_000)
    #expect(opened.register.count == number - 1 && number > 2)
    _ = consume opened
    #expect(try OpenCase.read(small, surroundings).register.count == number - 1)
    #expect(runner.run("run", folder).code == 0)
  }

  @Test func findingsAreWrittenUpToTheLimitOfTheirReader() throws {
    var small = CaseFolder(folder)
    small.limits.findings = 100
    let surroundings = Surroundings(
      now: { UTCTime(seconds: 1_800_000_000) }, actor: "a", host: "h",
      tool: ToolIdentity(name: "casefile", version: "0", rules: "7"))
    var opened = try OpenCase.open(small, surroundings)
    let findings = try opened.computeFindings()
    do {
      _ = try opened.writeFindings(findings)
      Issue.record("no error")
    } catch let problem as FileProblem { #expect(problem.limit == 100) }
    #expect(try !folderEntries("\(folder)/findings").contains("findings.json"))
  }

  // MARK: - The clock

  @Test func aClockBeforeTheLastEntryIsSaidLoggedAndSeenByVerify() throws {
    runner.seconds -= 86_400 * 365 * 23
    let status = runner.run("status", folder)
    #expect(status.code == 0)
    #expect(status.error.contains("this machine's clock is behind 2025-03-24T"), "\(status.error)")
    let ran = runner.run("run", folder)
    #expect(ran.code == 0 && ran.error.contains("the time of entry 3 in the custody log: that is"))
    let custody = runner.run("custody", folder, "--verify")
    #expect(custody.code == 0)
    #expect(custody.out.contains("the chain holds"))
    #expect(custody.error.contains("custody.jsonl: entry 4 is dated 2002-"), "\(custody.error)")
    #expect(runner.run("custody", folder).out.contains("clock found behind"))
    for options in [[], ["--for", "regulator", "--recipient", "R"]] {
      let packed = runner.run(["pack", folder] + options)
      let line = try #require(packed.out.split(separator: "\n").first { $0.hasPrefix("bundle") })
      let verified = runner.run("verify", String(line.split(separator: " ")[1]))
      #expect(verified.code == 0)
      #expect(verified.error.contains("note: data/custody/custody"), "\(verified.error)")
      #expect(verified.error.contains("entry 4 is dated 2002-"), "\(verified.error)")
    }
    // Once, and not for every entry that follows.
    let log = try CustodyFile(reading: CaseFolder(folder)).log
    #expect(log.entries.filter { $0.action == "clock found behind" }.count == 1)
  }
}
