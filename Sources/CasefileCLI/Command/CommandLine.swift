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
    case run(CommandEntry, CommandEntry.Reading)
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
      command = try rest.first.map { name throws(UsageProblem) in try CommandEntry.named(name) }
      wish = .help(command)
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
}
