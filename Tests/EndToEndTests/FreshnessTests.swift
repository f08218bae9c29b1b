import Files
import TestSupport
import Testing
import TextFormats

/// A second run does only what is stale, and never takes something stale for fresh.
struct FreshnessTests {
  private let place: Workplace
  private let runner: CommandRunner
  private let folder: String

  init() throws {
    let attacked = try AttackedCase("--number", "F-1", "--regime", "gdpr")
    (place, runner, folder) = (attacked.place, attacked.runner, attacked.folder)
    #expect(!isFresh(runner.run("run", folder)))
  }

  private func isFresh(_ outcome: CommandOutcome) -> Bool {
    #expect(outcome.code == 0, "\(outcome.error)")
    return outcome.out.contains("\nfresh     nothing changed since ")
  }

  /// The result lines, without what says how they came to be.
  private func results(_ outcome: CommandOutcome) -> [String] {
    outcome.out.replacing(" (unchanged)", with: "").split(separator: "\n").map(String.init)
      .filter { !$0.hasPrefix("fresh") }
  }

  @Test func theSecondRunSaysTheSame() throws {
    let before = try readSmallFile("\(folder)/custody.jsonl")
    let second = runner.run("run", folder)
    #expect(isFresh(second))
    #expect(second.out.contains("found     1 messages recorded as accessed in 1 mailbox(es)"))
    let forced = runner.run("run", folder, "--format", "html", "--format", "md")
    #expect(!isFresh(forced))
    #expect(results(forced) == results(second))
    #expect(try readSmallFile("\(folder)/custody.jsonl") == before)
    // The same export again, by name.
    let third = runner.run("run", folder, place.path("a.json"))
    #expect(isFresh(third) && third.out.contains("already imported"))
  }

  @Test(arguments: [
    "findings/findings.json", "findings/messages.csv", "reports/breach-scope.en.html",
    "reports/notice-gdpr.en.md", "bundles/F-1-0005.zip", "bundles/F-1-0005.zip.sha256",
  ])
  func whatWasChangedOrRemovedIsMadeAgain(_ name: String) throws {
    let path = "\(folder)/\(name)"
    let good = try readSmallFile(path)
    try replaceFile(path, with: good.dropLast() + [0x20])
    #expect(!isFresh(runner.run("run", folder)))
    #expect(try readSmallFile(path) == good)
    #expect(isFresh(runner.run("run", folder)))
    try removeFile(path)
    #expect(!isFresh(runner.run("run", folder)))
    #expect(try readSmallFile(path) == good)
  }

  @Test func anotherInputIsSeen() throws {
    try place.write(
      "b.json", FixtureExport.ndjson.bytes([.attackerBind(2, "b@x", at: "2025-03-12T09:00:00")]))
    let more = runner.run("run", folder, place.path("b.json"))
    #expect(!isFresh(more) && more.out.contains("found     2 messages"))
    #expect(isFresh(runner.run("run", folder)))
    // scope.json and case.json by hand, and templates of somebody's own.
    for name in ["scope", "case"] {
      let text = try place.text("case/\(name).json")
      try place.write("case/\(name).json", text + "\n")
      #expect(!isFresh(runner.run("run", folder)))
      #expect(isFresh(runner.run("run", folder)))
    }
    runner.run("templates", "export", place.path("own"))
    #expect(!isFresh(runner.run("run", folder, "--templates", place.path("own"))))
  }

  /// A report in a language that nobody renders any more is named, in run, pack and render.
  @Test func anOldReportThatStandsThereIsNamed() throws {
    runner.run("render", folder, "--language", "de")
    #expect(!isFresh(runner.run("run", folder)))
    #expect(isFresh(runner.run("run", folder)))
    runner.run("scope", folder, "--mailbox", "a@x.example", "--by", "D", "--why", "w")
    let stale = "'\(folder)/reports/breach-scope.de.html' is from an earlier state"
    let made = runner.run("run", folder)
    #expect(made.error.contains(stale))
    #expect(!made.error.contains("breach-scope.en.html' is from"))
    #expect(!isFresh(runner.run("run", folder)))
    #expect(runner.run("pack", folder).error.contains(stale))
    runner.run("render", folder, "--language", "de")
    #expect(!runner.run("pack", folder).error.contains("earlier state"))
  }

  /// Rows that could not be read are told again, with the same exit code.
  @Test func rejectedRowsAreToldAgain() throws {
    let row = #"{"CreationTime":"2025-03-12T08:00:00","Operation":"Send","Id":"9"}"#
    try place.write("c.json", "\(row)\n{\"Operation\":")
    let first = runner.run("run", folder, place.path("c.json"))
    #expect(first.code == 3)
    let second = runner.run("run", folder)
    #expect(second.out.contains("fresh     "))
    #expect(second.code == 3)
    #expect(second.error.contains("findings/rejected.csv"))
  }
}
