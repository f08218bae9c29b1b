import CaseImport
import Files
import TestSupport
import Testing

@testable import CasefileCLI

/// The manual is data: what is registered is there, and what it names exists.
struct ManualTests {
  private let runner = CommandRunner()
  private static let folder = "\(repositoryRoot)/Templates/manual"

  @Test func everyFileIsRegisteredAndCompiledIn() throws {
    let names = try folderEntries(ManualTests.folder).sorted()
    #expect(names == manualTopics.map(\.file).sorted())
    #expect(names == ManualTopic.files.keys.sorted())
    for topic in manualTopics {
      let text = try readSmallFile("\(ManualTests.folder)/\(topic.file)")
      let isSame = Array(topic.text.utf8) == text
      #expect(isSame, "\(topic.name)")
      let blocks = ManualBlock.all(in: topic.text)
      #expect(blocks.first == .heading(topic.title, level: 1))
      // A man page says something before its first part.
      if case .heading(let title, _) = blocks[1] {
        Issue.record("\(topic.name): '\(title)' is first")
      }
    }
  }

  /// What a register or a ledger calls a file stands in the manual.
  @Test func everyFormatIsNamed() throws {
    let topic = try #require(manualTopics.first { $0.name == "formats" })
    for format in ExportFormat.allCases {
      #expect(topic.text.contains("| \(format.title) |"), "\(format.title)")
    }
  }

  @Test func noTopicIsCalledAsACommandIs() {
    let names = commandTable.map(\.name) + manualTopics.map(\.name)
    #expect(Set(names).count == names.count)
    // What the shells are told apart by.
    for topic in manualTopics {
      #expect(topic.name.wholeMatch(of: /[a-z][a-z-]*/) != nil, "\(topic.name)")
    }
  }

  @Test func helpKnowsCommandsAndTopics() {
    for topic in manualTopics {
      let help = runner.run("help", topic.name)
      #expect(help.code == 0 && help.error.isEmpty)
      #expect(help.out.hasPrefix(topic.title.uppercased() + "\n\n"))
      #expect(runner.run("--help", topic.name).out == help.out)
    }
    #expect(runner.run("help", "findings").out.hasPrefix("usage: casefile findings"))
    #expect(!manualTopics.isEmpty)
  }

  @Test(arguments: [
    ("formts", "; did you mean 'casefile help formats'?"),
    ("bundle", "; did you mean 'casefile help bundles'?"),
    ("attacker", "; did you mean 'casefile help finding-the-attacker'?"),
    (
      "report",
      "; did you mean 'casefile help reports', 'casefile help import' or 'casefile help export'?"
    ),
    ("zzz", ""),
  ])
  func anUnknownTopicIsAnErrorWithTheNearestNames(_ name: String, _ words: String) {
    let help = runner.run("help", name)
    #expect(help.code == 2 && help.out.isEmpty)
    let expected = "casefile: error: '\(name)' is neither a command nor a topic\(words)\n"
    #expect(help.error == expected + "casefile: hint: casefile help (lists all of them)\n")
  }

  @Test func onlyCodeIsWiderThanHelp() {
    for topic in manualTopics {
      let code = ManualBlock.all(in: topic.text).flatMap(\.code)
      for line in TopicText.of(topic).split(separator: "\n") {
        #expect(line.last != " ", "\(topic.name): \(line)")
        guard line.count > TopicText.width else { continue }
        let isCode = code.contains(line.trimmingPrefix("      ").description)
        #expect(isCode, "\(topic.name): \(line)")
      }
      // A line that a shell reads fits on a terminal of 100 columns; what casefile printed may not.
      for line in code where line.hasPrefix("casefile ") || line.hasPrefix("  ") {
        let isOutput = line.hasPrefix("    ")
        #expect(isOutput || line.count <= 94, "\(topic.name): \(line)")
      }
    }
  }

  /// Nothing of Markdown is left in what is shown: the manual keeps to what the reader of it knows.
  @Test func noMarkIsLeftInWhatIsShown() {
    for topic in manualTopics {
      for block in ManualBlock.all(in: topic.text) {
        for text in block.texts {
          let shown = TopicText.plain(text).replacing(/`[^`]*`/, with: "x")
          for mark in ["`", "**", "](", "\\|", "<br", "![", "  "] {
            #expect(!shown.contains(mark), "\(topic.name): \(text)")
          }
          #expect(text == text.trimmingBlanks)
        }
      }
    }
  }

  @Test func everyTopicIsAManPage() throws {
    let main = runner.run("man").out
    for topic in manualTopics {
      let page = runner.run("man", topic.name).out
      let start =
        ".Dt CASEFILE-\(topic.name.uppercased()) 7\n.Os\n.Sh NAME\n.Nm casefile-\(topic.name)\n"
      #expect(page.contains(start) && page.utf8.allSatisfy { $0 < 0x80 }, "\(topic.name)")
      #expect(main.contains(".Xr casefile-\(topic.name) 7"))
      #expect(page.contains(".Sh SEE ALSO\n.Xr casefile 1 ,\n"))
      #expect(!page.contains(".Xr casefile-\(topic.name) 7"))
      // A request that the text did not mean would be none of these.
      let known = [
        ".Dd", ".Dt", ".Os", ".Sh", ".Nm", ".Nd", ".Pp", ".Bl", ".It", ".El", ".Bd", ".Ed", ".Xr",
      ]
      for line in page.split(separator: "\n") where line.hasPrefix(".") {
        #expect(known.contains(String(line.prefix(3))), "\(topic.name): \(line)")
      }
    }
    let unknown = runner.run("man", "findings")
    #expect(unknown.code == 2 && unknown.error.contains("TOPIC is 'findings', expected tour or "))
  }

  @Test func completionsKnowTopics() {
    for shell in Completions.shells {
      let text = runner.run("completions", shell).out
      for topic in manualTopics { #expect(text.contains(topic.name), "\(shell)") }
    }
  }
}

extension ManualBlock {
  fileprivate var code: [String] {
    if case .code(let lines) = self { lines } else { [] }
  }

  /// Every text in it that is for people.
  fileprivate var texts: [String] {
    switch self {
    case .heading(let text, _), .paragraph(let text): [text]
    case .list(let items, _): items
    case .code: []
    case .table(let head, let rows): head + rows.flatMap(\.self)
    }
  }
}
