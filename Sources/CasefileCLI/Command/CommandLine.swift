/// A command line: common options, the command, and what stands behind it.
struct CommandLine {
  private let arguments: [String]
  /// Known even where the rest is wrong, because they say how that is told.
  private(set) var common = CommonOptions()
  private(set) var command: CommandEntry?
  private(set) var wish = Wish.nothing

  /// What somebody wants.
  enum Wish {
    case nothing
    case version
    /// Of all commands, or of one.
    case help(CommandEntry?)
    /// Of the manual.
    case topic(ManualTopic)
    case run(CommandEntry, CommandEntry.Call)
  }

  init(_ arguments: [String]) { self.arguments = arguments }

  mutating func read() throws(UsageProblem) {
    var rest = arguments[...]
    var leading = ArgumentReader((), [], command: nil)
    do throws(UsageProblem) {
      try leading.readLeading(&rest, &common)
      guard let first = rest.popFirst() else { return }
      try read(first, Array(rest))
    } catch {
      if command == nil {
        // How the error is to be printed may stand behind a word that is no command.
        var others = ArgumentReader((), [], command: nil)
        try? others.readOptions(Array(rest), &common)
      }
      throw error
    }
  }

  private mutating func read(_ first: String, _ rest: [String]) throws(UsageProblem) {
    switch first {
    case "--version": wish = .version
    case "--help", "-h", "help":
      if let name = rest.first { try readHelp(name) } else { wish = .help(nil) }
    default:
      let entry = try CommandEntry.named(first)
      command = entry
      if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
        wish = .help(entry)
      } else {
        wish = .run(entry, try entry.read(rest, &common))
      }
    }
  }

  /// A command, or a topic of the manual.
  private mutating func readHelp(_ name: String) throws(UsageProblem) {
    if let entry = commandTable.first(where: { $0.name == name }) {
      command = entry
      wish = .help(entry)
    } else if let topic = manualTopics.first(where: { $0.name == name }) {
      wish = .topic(topic)
    } else {
      throw .unknownTopic(
        name, nearest: nearestWords(name, commandTable.map(\.name) + manualTopics.map(\.name)))
    }
  }
}
