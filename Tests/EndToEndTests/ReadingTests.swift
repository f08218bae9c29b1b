import CaseFolder
import Files
import Glibc
import TestSupport
import Testing

/// A command that reads changes nothing: no byte, no mode, no time, no name.
struct ReadingTests {
  private let place: Workplace
  private let runner: CommandRunner
  private let folder: String

  init() throws {
    let attacked = try AttackedCase("--number", "R-1", "--regime", "gdpr")
    (place, runner, folder) = (attacked.place, attacked.runner, attacked.folder)
    #expect(runner.run("run", folder).code == 0)
  }

  private var commands: [[String]] {
    [
      ["status", folder], ["contexts", folder], ["check", folder, "<m1@x>"], ["diff", folder],
      ["inventory", folder], ["trigger", folder],
      ["collect-help", folder, "--from", "2025-03-01", "--to", "2025-03-20"], ["custody", folder],
      ["custody", folder, "--verify"], ["scope", folder], ["list", place.root],
      ["import", folder, place.path("a.json"), "--dry-run"],
      ["status", folder, "--json"], ["status", folder, "--verify"],
    ]
  }

  private func edit(_ name: String, _ change: (inout [UInt8]) -> Void) throws {
    let path = "\(folder)/\(name)"
    var bytes = try readSmallFile(path)
    change(&bytes)
    try replaceFile(path, with: bytes)
  }

  /// What was done to a case, and whether commands that read it end well.
  private static let states: [(name: String, ends: Set<Int32>)] = [
    ("healthy", [0]), ("no last line end", [0]), ("head behind", [0]), ("half an entry", [0]),
    ("CR line ends", [1]), ("a byte-order mark", [1]), ("log cut", [1]), ("no lock file", [0]),
    ("scope changed", [0]), ("case changed", [0]), ("a step before its entry", [0]),
    ("a partial file", [0]), ("a copy that no register names", [0]), ("nothing cached", [0]),
    ("an entry lost", [0, 1]), ("a blank line first", [1]), ("a blank line last", [1]),
    ("a blank line inside", [1]),
  ]

  @Test(arguments: states.map(\.name)) func nothingIsChanged(_ state: String) throws {
    try prepare(state)
    let ends = ReadingTests.states.first { $0.name == state }?.ends ?? []
    for command in commands {
      // What is cached anew is no change of the case; that is `status --verify`'s to record.
      if state == "nothing cached", command.last == "--verify", command[0] == "status" { continue }
      let before = try wholeFolder(place.root)
      let outcome = runner.run(command)
      let isFree = command[0] == "list"
      #expect(
        ends.contains(outcome.code) || isFree, "\(command): \(outcome.code) \(outcome.error)")
      #expect(try wholeFolder(place.root) == before, "\(command)")
    }
  }

  private func prepare(_ state: String) throws {
    switch state {
    case "no last line end": try edit("custody.jsonl") { $0.removeLast() }
    case "head behind":
      let head = try readSmallFile("\(folder)/custody.head")
      runner.run("custody", folder, "transfer", "--from", "a", "--to", "b", "--purpose", "p")
      try replaceFile("\(folder)/custody.head", with: head)
    case "half an entry":
      try edit("custody.jsonl") { $0 += Array(#"{"action":"import","act"#.utf8) }
    case "CR line ends": try edit("custody.jsonl") { $0 = $0.map { $0 == 0x0A ? 0x0D : $0 } }
    case "a byte-order mark": try edit("custody.jsonl") { $0 = [0xEF, 0xBB, 0xBF] + $0 }
    case "a blank line first": try edit("custody.jsonl") { $0 = [0x0A] + $0 }
    case "a blank line last": try edit("custody.jsonl") { $0.append(0x0A) }
    case "a blank line inside":
      try edit("custody.jsonl") { $0.insert(0x0A, at: ($0.firstIndex(of: 0x0A) ?? 0) + 1) }
    case "log cut": try edit("custody.jsonl") { $0.removeLast(30) }
    case "no lock file": try removeFile("\(folder)/.lock")
    case "scope changed": try edit("scope.json") { $0.append(0x20) }
    case "case changed": try edit("case.json") { $0.append(0x20) }
    case "a step before its entry":
      try replaceFile("\(folder)/.scope.json.next", with: Array("{}".utf8))
    case "a partial file": try replaceFile("\(folder)/reports/.x.partial", with: [1])
    case "a copy that no register names": try replaceFile("\(folder)/evidence/E009-x", with: [1])
    case "nothing cached": try removeTree("\(folder)/cache")
    case "an entry lost": try removeFile("\(folder)/custody.head")
    default: break
    }
  }

  /// No file of a case is opened through a link, and no folder: what a received case leads to stays.
  @Test(arguments: [
    "custody.jsonl", "custody.head", "case.json", "scope.json", "evidence/register.json", ".lock",
    "evidence", "findings", "reports", "bundles", "scope-history", "findings/findings.json",
    "cache", "exports",
  ])
  func aLinkIsNotFollowed(_ name: String) throws {
    let path = "\(folder)/\(name)"
    let isFolder = try name == "exports" || fileFacts(path)?.kind == .folder
    let outside = place.path("outside")
    if isFolder {
      try makeFolder(outside)
      try place.write("outside/token", "a token of the user")
    } else {
      try place.write("outside", "a token of the user")
    }
    if try fileFacts(path) != nil { try removeTree(path) }
    try makeLink(path, to: outside)
    let before = try wholeFolder(outside)
    for command in commands + [
      ["custody", folder, "transfer", "--from", "a", "--to", "b", "--purpose", "p"],
      ["run", folder], ["pack", folder], ["findings", folder],
      ["import", folder, place.path("a.json")],
    ] {
      let outcome = runner.run(command)
      #expect([0, 1, 3, 5, 10].contains(outcome.code))
      #expect(try wholeFolder(outside) == before, "\(command)")
    }
    if !["findings/findings.json", ".lock", "cache"].contains(name) {
      let status = runner.run("status", folder)
      #expect(
        status.code == 1 && status.error.contains("symbolic link"),
        "\(name): \(status.code) \(status.error)")
    }
  }

  @Test func aPipeInThePlaceOfAFileIsNotWaitedFor() throws {
    for name in ["scope.json", "custody.head", "evidence/register.json"] {
      let path = "\(folder)/\(name)"
      let bytes = try readSmallFile(path)
      try removeFile(path)
      #expect(mkfifo(path, 0o600) == 0)
      let outcome = runner.run("status", folder)
      #expect(outcome.code == 1 && outcome.error.contains("it is not a file but a pipe"), "\(name)")
      try removeFile(path)
      try replaceFile(path, with: bytes)
    }
  }

  // MARK: - Locks

  @Test func readersShareACaseAndAWriterHasItAlone() throws {
    guard let lock = try FolderLock("\(folder)/.lock", .reading, waiting: 0) else {
      Issue.record("somebody has the lock")
      return
    }
    #expect(runner.run("status", folder).code == 0)
    #expect(runner.run("contexts", folder).code == 0)
    let writing = runner.run("findings", folder, "--wait", "0")
    #expect(writing.code == 11)
    #expect(writing.error.contains("is in use by process \(getpid())"), "\(writing.error)")
    withExtendedLifetime(lock) {}
  }

  @Test func beforeAWriterCommandsWaitAndSayWhoHasTheCase() throws {
    guard let lock = try FolderLock("\(folder)/.lock", .writing, waiting: 0) else {
      Issue.record("somebody has the lock")
      return
    }
    for command in [["status", folder], ["findings", folder], ["custody", folder]] {
      let began = Machine.milliseconds
      let outcome = runner.run(command + ["--wait", "1"])
      #expect(outcome.code == 11 && outcome.error.contains("process \(getpid())"))
      #expect(Machine.milliseconds - began >= 1_000)
    }
    let wrong = runner.run("status", folder, "--wait", "soon")
    #expect(wrong.code == 2 && wrong.error.contains("--wait is 'soon', expected seconds"))
    withExtendedLifetime(lock) {}
  }
}
