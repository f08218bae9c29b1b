import Files
import TestSupport
import Testing

@testable import CasefileCLI

/// README, the manual and .github say what casefile can: commands and options that it has, command
/// lines that it takes. Tests/Readme/readme.py runs them.
struct DocumentTests {
  private static let documents: [String] = {
    let manual = manualTopics.map { "Templates/manual/\($0.file)" }
    let github = (try? folderEntries("\(repositoryRoot)/.github")) ?? []
    return ["README.md"] + manual + github.filter { $0.hasSuffix(".md") }.map { ".github/\($0)" }
  }()

  @Test func theyAreAllThere() {
    #expect(DocumentTests.documents.count > manualTopics.count + 3)
  }

  @Test(arguments: documents)
  func everyCommandOfABlockIsTaken(_ name: String) throws {
    for block in try Document(name).blocks where block.info.hasPrefix("sh") {
      for command in block.commands where command.hasPrefix("casefile ") {
        var line = CommandLine(DocumentTests.filled(command))
        #expect(throws: Never.self, "\(name): \(command)") { try line.read() }
      }
    }
  }

  @Test(arguments: documents)
  func everyBlockHasAKindAndEveryShellCommandAName(_ name: String) throws {
    var names: Set<String> = []
    for block in try Document(name).blocks {
      let kind = block.info.prefix { $0 != " " }
      #expect(
        ["sh", "output", "powershell", "text"].contains(String(kind)), "\(name): \(block.info)")
      let rest = block.info.dropFirst(kind.count + 1)
      let isLeft = rest.hasPrefix("not run: ")
      if kind == "sh", !isLeft {
        #expect(rest.wholeMatch(of: /[a-z][a-z-]*/) != nil, "\(name): \(block.info)")
        #expect(names.insert(String(rest)).inserted, "\(name): \(rest) stands twice")
      }
      if kind == "powershell" { #expect(isLeft) }
      // Output is of a block of the same document that stands before it.
      if kind == "output" { #expect(names.contains(String(rest)), "\(name): \(block.info)") }
    }
  }

  @Test(arguments: documents)
  func everyCommandAndOptionInProseExists(_ name: String) throws {
    let spark = try ["tally", "narrow", "hashes"].map { job in
      String(
        decoding: try readSmallFile("\(repositoryRoot)/Templates/spark/\(job).py"), as: UTF8.self)
    }.joined()
    for span in try Document(name).spans {
      var words = commandWords(span)
      let isCommand = words.first == "casefile"
      if isCommand { words.removeFirst() }
      guard let first = words.first else { continue }
      let entry = commandTable.first { $0.name == first }
      if isCommand, first.first?.isLetter == true, first != "help", first != "COMMAND" {
        #expect(entry != nil, "\(name): \(span)")
      }
      guard isCommand || entry != nil || first.hasPrefix("--") else { continue }
      let own = (entry.map { [$0] } ?? commandTable).flatMap(\.options) + CommonOptions.rows
      for word in words where word.hasPrefix("--") && word.count > 2 {
        let option = word.dropFirst(2).prefix { $0 != "=" && $0 != "]" }
        let isOfSpark = entry == nil && (spark.contains("--\(option)") || option == "files")
        #expect(own.contains { $0.name == option } || isOfSpark, "\(name): \(span)")
      }
    }
  }

  @Test func exitCodesAreTheSameInReadmeAndManual() throws {
    func table(_ name: String) throws -> [String] {
      try Document(name).text.split(separator: "\n").map(String.init).filter {
        $0.firstMatch(of: /^\| \d/) != nil
      }
    }
    #expect(try table("README.md").count == 8)
    let manual = try table("Templates/manual/scripting.md")
    #expect(try table("README.md") == manual)
  }

  /// Without what a reader chooses, and with what he fills in.
  private static func filled(_ command: String) -> [String] {
    let words = ["TIME": "2025-03-24T09:00:00Z", "N": "1", "COMMAND": "run", "TOPIC": "tour"]
    let plain = command.replacing("[", with: "").replacing("]", with: "")
    return commandWords(plain).dropFirst().map { words[$0] ?? $0 }
  }
}

/// A Markdown file of the repository.
private struct Document {
  var text: String
  var blocks: [Block] = []
  /// Code in prose.
  var spans: [String] = []

  struct Block {
    var info: String
    var lines: [String]

    /// One for each command; without comments, and without where the output goes.
    var commands: [String] {
      let text = lines.joined(separator: "\n").replacing(#/ *\\\n */#, with: " ")
      return text.split(separator: "\n").flatMap { line -> [String] in
        line.replacing(#/ +\#.*$/#, with: "").split(separator: #/; | && | \|\|? /#).map {
          String($0.replacing(#/ >.*$/#, with: "")).trimmingBlanks
        }
      }
    }
  }

  init(_ name: String) throws {
    text = String(decoding: try readSmallFile("\(repositoryRoot)/\(name)"), as: UTF8.self)
    var block: Block?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        if let done = block { blocks.append(done) }
        block = block == nil ? Block(info: String(line.dropFirst(3)), lines: []) : nil
      } else if block != nil {
        block?.lines.append(line)
      } else {
        for span in line.matches(of: /`([^`]+)`/) { spans.append(String(span.1)) }
      }
    }
  }
}
