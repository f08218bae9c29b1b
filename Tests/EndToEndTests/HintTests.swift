import Files
import TestSupport
import Testing
import TextFormats

/// A hint that is a command works as it stands, and where it says so, what failed then succeeds.
struct HintTests {
  private let place: Workplace
  private let runner: CommandRunner
  private let folder: String

  init() throws {
    let attacked = try AttackedCase()
    (place, runner, folder) = (attacked.place, attacked.runner, attacked.folder)
  }

  /// The command of a hint, without what it explains in brackets.
  private func hint(_ outcome: CommandOutcome) throws -> String {
    let lead = "casefile: hint: "
    let line = try #require(
      outcome.error.split(separator: "\n").first { $0.hasPrefix(lead) }, "\(outcome.error)")
    let text = String(line.dropFirst(lead.count))
    return text.split(separator: " (").first.map(String.init) ?? text
  }

  /// Follows the hint of a command that fails.
  private func follow(_ arguments: [String], fails code: Int32) throws -> CommandOutcome {
    let failed = runner.run(arguments)
    #expect(failed.code == code, "\(arguments): \(failed.error)")
    let words = commandWords(try hint(failed))
    #expect(words.first == "casefile", "\(words)")
    let followed = runner.run(Array(words.dropFirst()))
    #expect(followed.code == 0, "\(words): \(followed.error)")
    return followed
  }

  @Test func noCaseYet() throws {
    let other = place.path("other")
    _ = try follow(["status", other], fails: 10)
    #expect(runner.run("status", other).code == 0)
  }

  @Test func aCaseAlready() throws { _ = try follow(["new", folder], fails: 1) }

  @Test func evidenceInANewPlace() throws {
    let path = "\(folder)/evidence/E001-a.json"
    let bytes = try readSmallFile(path)
    try removeFile(path)
    try replaceFile(path, with: bytes, mode: 0o400)
    _ = try follow(["findings", folder], fails: 1)
    #expect(runner.run("findings", folder).code == 0)
  }

  @Test func aClosedCase() throws {
    runner.run("close", folder, "--by", "a", "--why", "b", "--draft")
    _ = try follow(["findings", folder], fails: 1)
    #expect(runner.run("findings", folder).code == 0)
  }

  @Test func noFindingsToKeep() throws {
    _ = try follow(["issue", folder, "--by", "a", "--why", "b"], fails: 1)
    #expect(runner.run("issue", folder, "--by", "a", "--why", "b").code == 0)
  }

  @Test func aWrongKeyOfCaseOrScope() throws {
    for name in ["case", "scope"] {
      let file = "case/\(name).json"
      let good = try place.read(file)
      try place.write(file, "{\"titel\": 1}")
      #expect(try follow(["findings", folder], fails: 2).out.contains("casefile/\(name)/1"))
      try place.write(file, "{")
      _ = try follow(["findings", folder], fails: 2)
      try place.write(file, good)
    }
  }

  @Test func anUnknownMailboxToPack() throws {
    let followed = try follow(
      ["pack", folder, "--for", "regulator", "--recipient", "r", "--mailbox", "b@x"], fails: 2)
    #expect(followed.out.contains(" in "))
  }

  @Test func anUnknownObject() throws {
    _ = try follow(
      [
        "custody", folder, "transfer", "--from", "a", "--to", "b", "--purpose", "c", "--object",
        "E009",
      ], fails: 2)
  }

  @Test(arguments: [
    ["imprt", "CASE"], ["status"], ["status", "CASE", "CASE"], ["status", "CASE", "--verfy"],
    ["status", "CASE", "--verify=yes"], ["check", "CASE", "--ids"],
  ])
  func wrongUsage(_ arguments: [String]) throws {
    _ = try follow(arguments.map { $0 == "CASE" ? folder : $0 }, fails: 2)
  }

  /// A guess is named and never run.
  @Test func aGuessIsNeverRun() throws {
    let guessed = runner.run("clos", folder, "--by", "a", "--why", "b", "--draft")
    #expect(guessed.code == 2)
    #expect(guessed.error.contains("did you mean 'casefile close'?"))
    #expect(runner.run("findings", folder).code == 0)
  }

  /// With --json an error is JSON as well: one line on standard error.
  @Test(arguments: [
    ["status", "NONE"], ["stats"], ["verify", "NONE"], ["check", "CASE", "--what"],
    ["list", "NONE"], ["diff", "CASE", "--to", "9"],
  ])
  func errorsAreJSONWhereJSONIsAskedFor(_ arguments: [String]) throws {
    let plain = arguments.map { $0 == "CASE" ? folder : $0 == "NONE" ? place.path("none") : $0 }
    let told = runner.run(plain)
    let outcome = runner.run(plain + ["--json"])
    #expect(outcome.code == told.code && outcome.code != 0)
    #expect(outcome.out.isEmpty)
    let lines = outcome.error.split(separator: "\n")
    #expect(lines.count == 1)
    let json = try JSONReader.read(Array(lines[0].utf8))
    #expect(json["schema"]?.text == "casefile/error/1")
    #expect(json["exitCode"]?.integer == Int64(outcome.code))
    #expect(told.error.contains(try #require(json["error"]?.text)))
  }
}
