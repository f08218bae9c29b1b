import CaseModel
import CasefileCLI
import Files
import Glibc

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

/// What one run of the command gave.
package struct CommandOutcome {
  package var code: Int32
  package var out: String
  package var error: String
}

/// Runs the command in this process with a clock that moves one second a look.
package final class CommandRunner: @unchecked Sendable {
  private var seconds: Int64 = 1_742_810_400  // 2025-03-24T10:00:00Z

  package init() {}

  @discardableResult
  package func run(_ arguments: String...) -> CommandOutcome { run(arguments) }

  @discardableResult
  package func run(_ arguments: [String]) -> CommandOutcome {
    var out: [UInt8] = []
    var error: [UInt8] = []
    let surroundings = Surroundings(
      now: {
        self.seconds += 1
        return UTCTime(seconds: self.seconds)
      }, actor: "tester", host: "testhost", tool: casefileTool)
    let terminal = Terminal(out: { out += $0 }, error: { error += $0 })
    let code = runCasefile(arguments, surroundings, terminal)
    return CommandOutcome(
      code: code, out: String(decoding: out, as: UTF8.self),
      error: String(decoding: error, as: UTF8.self))
  }
}

/// The repository, found from this file.
package let repositoryRoot: String = {
  let file = #filePath
  return parentFolder(parentFolder(parentFolder(file)))
}()
