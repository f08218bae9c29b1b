import CaseModel
import Files
import TestSupport
import Testing

@testable import CasefileCLI

/// Runs Scripts/*.txt: a command, then what it prints and how it ends.
///
///     $ casefile status CASE        the command; WORK is the folder of the test
///     > a line of standard output   `…` stands for anything
///     ! a line of standard error
///     ? 10                          the exit code; 0 where nothing is said
///     -- name --                    a file, up to the next such line (at the end of the script)
struct ScriptTests {
  static let folder = "\(repositoryRoot)/Tests/EndToEndTests/Scripts"

  @Test(arguments: try folderEntries(folder).filter { $0.hasSuffix(".txt") })
  func script(_ name: String) throws {
    let text = String(
      decoding: try readSmallFile("\(ScriptTests.folder)/\(name)"), as: UTF8.self)
    let place = try Workplace()
    var steps: [(command: String, out: [String], error: [String], code: Int32)] = []
    var file: (name: String, text: String)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("-- "), line.hasSuffix(" --") {
        if let file { try place.write(file.name, file.text) }
        file = (String(line.dropFirst(3).dropLast(3)), "")
      } else if file != nil {
        file?.text += line + "\n"
      } else if line.hasPrefix("$ ") {
        steps.append((String(line.dropFirst(2)), [], [], 0))
      } else if steps.isEmpty || line.isEmpty || line.hasPrefix("#") {
        continue
      } else if line.hasPrefix("> ") {
        steps[steps.count - 1].out.append(String(line.dropFirst(2)))
      } else if line.hasPrefix("! ") {
        steps[steps.count - 1].error.append(String(line.dropFirst(2)))
      } else if line.hasPrefix("? ") {
        steps[steps.count - 1].code = try #require(Int32(line.dropFirst(2)))
      } else {
        Issue.record("\(name): a line that no step has: \(line)")
      }
    }
    if let file { try place.write(file.name, String(file.text.dropLast())) }
    #expect(!steps.isEmpty)
    let runner = CommandRunner()
    for step in steps {
      let words = commandWords(step.command.replacing("WORK", with: place.root))
      #expect(words.first == "casefile")
      let outcome = runner.run(Array(words.dropFirst()))
      #expect(outcome.code == step.code, "\(name): \(step.command)\n\(outcome.error)")
      compare(outcome.out, step.out, "\(name): \(step.command)", place.root)
      compare(outcome.error, step.error, "\(name): \(step.command) (error)", place.root)
    }
  }

  @Test func everyCommandIsInAScript() throws {
    let text = try folderEntries(ScriptTests.folder).map { name in
      String(decoding: try readSmallFile("\(ScriptTests.folder)/\(name)"), as: UTF8.self)
    }.joined()
    for command in commandTable {
      #expect(text.contains("\n$ casefile \(command.name)"), "\(command.name)")
    }
  }

  private func compare(_ found: String, _ expected: [String], _ step: String, _ root: String) {
    let lines = found.replacing(root, with: "WORK").split(separator: "\n").map(String.init)
    if expected == ["…"] { return }
    #expect(lines.count == expected.count, "\(step)\n\(lines.joined(separator: "\n"))")
    for (line, pattern) in zip(lines, expected) {
      #expect(matches(line, pattern), "\(step)\n  found    \(line)\n  expected \(pattern)")
    }
  }

  /// `…` stands for any text.
  private func matches(_ line: String, _ pattern: String) -> Bool {
    let parts = pattern.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
    guard parts.count > 1 else { return line == pattern }
    guard line.hasPrefix(parts[0]) else { return false }
    var rest = line.dropFirst(parts[0].count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return rest.hasSuffix(parts[parts.count - 1])
  }

}

/// Words of a command line; quotes hold blanks together.
func commandWords(_ command: String) -> [String] {
  var words: [String] = []
  var word = ""
  var quoted = false
  for character in command {
    if character == "'" {
      quoted.toggle()
    } else if character == " ", !quoted {
      if !word.isEmpty { words.append(word) }
      word = ""
    } else {
      word.append(character)
    }
  }
  return word.isEmpty ? words : words + [word]
}
