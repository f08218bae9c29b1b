/// A command: its row of the table, its options, and what it does with them.
///
/// One command, one file. The command table, help, man page, completions and README come from here.
protocol Command: Sendable {
  static var row: CommandRow { get }
  static var options: [Option<Self>] { get }

  /// Before its command line is read.
  init()

  /// - Returns: the exit code (design section 8).
  func run(_ run: CommandRun) throws -> Int32
}

extension Command {
  static var options: [Option<Self>] { [] }
}

/// What help knows of a command besides its options.
struct CommandRow: Sendable {
  var name: String
  /// What stands behind the name: `CASE FILE…`.
  var operands: String
  /// How many operands there may be.
  var count: Count
  var text: String
  /// What may stand first behind the name, where it is one of a few words.
  var words: [String] = []
  /// What `--json` prints, by the name of its schema.
  var document = "results"
  var examples: [CommandExample]

  enum Count: Sendable {
    case just(Int)
    case from(Int, to: Int)
    case atLeast(Int)

    var least: Int {
      switch self {
      case .just(let count), .from(let count, _), .atLeast(let count): count
      }
    }

    /// `nil`: any number.
    var most: Int? {
      switch self {
      case .just(let count), .from(_, let count): count
      case .atLeast: nil
      }
    }
  }
}

/// A command line that works, and what it does. A test runs every one of them, in the order of the
/// table, with a case, an export, a bundle and an answer in place of the words in capitals.
struct CommandExample: Sendable {
  var command: String
  var text: String

  init(_ command: String, _ text: String) {
    self.command = command
    self.text = text
  }
}
