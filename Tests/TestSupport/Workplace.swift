import CaseFolder
import CaseModel
import CasefileCLI
import Files
import Glibc
import Testing
import TextFormats

/// A folder of its own for one test, removed when the test is done.
package final class Workplace {
  package let root: String

  package init() throws {
    var template = Array("/tmp/casefile-test-XXXXXX\0".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw FileProblem(.create, "/tmp/casefile-test-XXXXXX", code: errno)
    }
    root = String(
      decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { try? removeTree(root) }

  package func path(_ name: String) -> String { "\(root)/\(name)" }

  @discardableResult
  package func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = path(name)
    try makeFolder(parentFolder(path))
    try replaceFile(path, with: bytes)
    return path
  }

  @discardableResult
  package func write(_ name: String, _ text: String) throws -> String {
    try write(name, Array(text.utf8))
  }

  package func read(_ name: String) throws -> [UInt8] { try readSmallFile(path(name)) }

  package func text(_ name: String) throws -> String {
    String(decoding: try read(name), as: UTF8.self)
  }
}

package func makeLink(_ path: String, to target: String) throws {
  if symlink(target, path) != 0 { throw FileProblem(.create, path, code: errno) }
}

/// What register.json of a case says; nothing where there is none.
package func registeredEvidence(_ root: String) throws -> [RegisterEntry] {
  let file = CaseFolder(root).registerFile
  guard try fileFacts(file) != nil else { return [] }
  return try CaseFolder.readRegister(try readJSON(try readSmallFile(file), file: file), file: file)
}

/// What one run of the command gave.
package struct CommandOutcome {
  package var code: Int32
  package var out: String
  package var error: String
}

/// Runs the command in this process with a clock that moves one second a look.
package final class CommandRunner: @unchecked Sendable {
  /// The clock; a test may set it back.
  package var seconds: Int64 = 1_742_810_400  // 2025-03-24T10:00:00Z

  /// What long work tells; none by default.
  package var meter: WorkMeter?

  package init() {}

  @discardableResult
  package func run(_ arguments: String...) -> CommandOutcome { run(arguments) }

  @discardableResult
  package func run(_ arguments: [String]) -> CommandOutcome {
    var out: [UInt8] = []
    var error: [UInt8] = []
    var surroundings = Surroundings(
      now: {
        self.seconds += 1
        return UTCTime(seconds: self.seconds)
      }, actor: "tester", host: "testhost", tool: casefileTool)
    surroundings.isBefore = { UTCTime(seconds: self.seconds) < $0 }
    surroundings.meter = meter
    let terminal = Terminal(out: { out += $0 }, error: { error += $0 })
    let code = runCasefile(arguments, surroundings, terminal)
    let outcome = CommandOutcome(
      code: code, out: String(decoding: out, as: UTF8.self),
      error: String(decoding: error, as: UTF8.self))
    checkBundles(of: outcome, arguments)
    return outcome
  }

  /// A bundle that has just been packed is fresh: whatever a test was about, it verifies and its findings
  /// are computed again from its evidence; where that was withheld, it says so.
  private func checkBundles(of outcome: CommandOutcome, _ arguments: [String]) {
    guard !Set(arguments).isDisjoint(with: ["pack", "run", "close"]), [0, 3].contains(outcome.code)
    else { return }
    let now = UTCTime(seconds: seconds)
    let surroundings = Surroundings(
      now: { now }, actor: "tester", host: "testhost", tool: casefileTool)
    for line in outcome.out.split(separator: "\n") {
      let words = line.split { "\" ".contains($0) }
      guard ["bundle", "path"].contains(words.first ?? ""),
        let path = words.last(where: { $0.hasSuffix(".zip") })
      else { continue }
      var options: [String] = []
      if let place = arguments.firstIndex(of: "--templates") {
        options = Array(arguments[place...].prefix(2))
      }
      var said: [UInt8] = []
      let code = runCasefile(
        ["verify", String(path), "--recompute"] + options, surroundings,
        Terminal(out: { said += $0 }, error: { said += $0 }))
      let verdict = String(decoding: said, as: UTF8.self)
      let isPart = verdict.contains("withheld")
      if code != 0, !(code == 5 && isPart) {
        Issue.record("\(arguments.joined(separator: " ")): \(verdict)")
      }
    }
  }
}

/// The repository, found from this file.
package let repositoryRoot: String = {
  let file = #filePath
  return parentFolder(parentFolder(parentFolder(file)))
}()

extension CommandRunner {
  /// Options that waive what a case made by tests does not say of itself: who examines, for whom, and
  /// where its files are from.
  package static func waivers(_ evidence: String...) -> [String] { waivers(evidence) }

  /// - Parameter folder: of the case.
  package static func waivers(evidence folder: String) -> [String] {
    let register = try? JSONReader.read(try readSmallFile("\(folder)/evidence/register.json"))
    return waivers(register?["entries"]?.elements?.compactMap { $0["evidence"]?.text } ?? [])
  }

  private static func waivers(_ evidence: [String]) -> [String] {
    let names = ["examiner", "organisation"] + evidence.map { "provenance:\($0)" }
    return names.flatMap { ["--waive", $0] }
  }
}
