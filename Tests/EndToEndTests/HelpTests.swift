import Files
import TestSupport
import Testing

@testable import CasefileCLI

/// Help, man page, completions and README come from one table, and every example works.
struct HelpTests {
  private let runner = CommandRunner()

  /// A row that is missing is printed as it must stand.
  @Test func theTableOfREADMEIsThatOfTheCommand() throws {
    let readme = String(decoding: try readSmallFile("\(repositoryRoot)/README.md"), as: UTF8.self)
    let table = try #require(readme.firstRange(of: "| Command | What it does |"))
    let rows = readme[table.lowerBound...].split(separator: "\n", omittingEmptySubsequences: false)
      .prefix { $0.hasPrefix("|") }.filter { $0.hasPrefix("| `") }.map(String.init)
    let folder = "\(repositoryRoot)/Sources/CasefileCLI/Commands"
    var files: [String: String] = [:]
    for topic in try folderEntries(folder) {
      for file in try folderEntries("\(folder)/\(topic)") { files[file] = "\(topic)/\(file)" }
    }
    let expected = try commandTable.map { command in
      let type = command.name.split(separator: "-").map {
        $0.prefix(1).uppercased() + $0.dropFirst()
      }
      let file = try #require(files["\(type.joined())Command.swift"], "\(command.name)")
      let usage = "\(command.name) \(command.row.operands)".trimmingBlanks
      return "| `\(usage)` | \(command.row.text) | Commands/\(file) |"
    }
    for row in expected where !rows.contains(row) { Issue.record("README has no row \(row)") }
    for row in rows where !expected.contains(row) {
      Issue.record("no command is as README has it: \(row)")
    }
    #expect(rows.filter(expected.contains) == expected.filter(rows.contains), "in another order")
  }

  @Test func noLineOfHelpIsWiderThanATerminal() {
    let helps = [HelpText.short, HelpText.all] + commandTable.map(HelpText.of)
    for line in helps.flatMap({ $0.split(separator: "\n") }) where !line.contains("casefile ") {
      #expect(line.count <= HelpText.width, "\(line)")
    }
  }

  @Test(arguments: commandTable.map(\.name))
  func helpIsTheSameHoweverItIsAsked(_ name: String) throws {
    let help = runner.run("help", name)
    #expect(help.code == 0)
    #expect(help.out.hasPrefix("usage: casefile \(name)"))
    #expect(runner.run(name, "--help").out == help.out)
    #expect(runner.run(name, "anything", "-h").out == help.out)
    #expect(try CommandEntry.named(name).row.examples.isEmpty == false, "no example")
  }

  @Test func everyExampleWorks() throws {
    try runExamples { _, example, outcome in
      #expect(outcome.code == 0, "\(example.command): \(outcome.error)")
    }
  }

  @Test func manPageAndCompletionsNameEveryOption() throws {
    let man = runner.run("man").out
    for shell in Completions.shells {
      let text = runner.run("completions", shell).out
      for command in commandTable {
        #expect(text.contains(command.name), "\(shell)")
        for option in command.options + CommonOptions.rows {
          #expect(text.contains(option.name), "\(shell): \(option.name)")
        }
      }
    }
    for command in commandTable {
      #expect(man.contains("\n.It Nm Cm \(command.name)"))
      for option in command.options { #expect(man.contains("\n.It Fl Fl \(option.name)")) }
    }
    #expect(runner.run("completions", "csh").code == 2)
  }

  /// What people and shells see of the table, as it was read; `CASEFILE_RECORD=1` writes it anew.
  @Test(arguments: ["help.txt", "casefile.1", "casefile.bash", "casefile.zsh", "casefile.fish"])
  func whatIsMadeOfTheTableIsAsItWasRead(_ name: String) throws {
    let shell = name.split(separator: ".").last.map(String.init) ?? ""
    let helps = [["help"]] + commandTable.map { ["help", $0.name] }
    let made =
      switch name {
      case "help.txt": helps.map { runner.run($0).out }.joined(separator: "\n")
      case "casefile.1": runner.run("man").out
      default: runner.run("completions", shell).out
      }
    let path = "\(repositoryRoot)/Tests/EndToEndTests/Golden/command/\(name)"
    try Golden.expect(Array(made.utf8), in: path)
  }

  @Test func noCommandIsAShortHelp() {
    let none = runner.run()
    #expect(none.code == 2)
    #expect(none.error.contains("casefile run Cases/northwind-bec"))
    #expect(none.error.split(separator: "\n").count < 8)
  }
}
