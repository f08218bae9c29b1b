import CaseModel

/// An option of a command, as help and parser know it.
struct Option: Sendable {
  var name: String
  /// The placeholder of its value; `nil` for a switch.
  var value: String?
  var text: String
  var repeats = false
}

/// A command: everything that parser and help need, and what it does.
struct Command: Sendable {
  var name: String
  /// What stands behind the name: `CASE FILE…`.
  var operands: String
  /// Fewest and most operands; `nil`: any number.
  var least: Int
  var most: Int?
  var text: String
  var options: [Option]
  /// What may stand first behind the name, where it is one of a few words.
  var words: [String] = []
  /// What `--json` prints, by the name of its schema.
  var document = "results"
  var run: @Sendable (CommandRun) throws -> Int32

  static func named(_ name: String) throws(UsageProblem) -> Command {
    if let command = commandTable.first(where: { $0.name == name }) { return command }
    throw .unknownCommand(name, nearest: nearest(name, commandTable.map(\.name)))
  }
}

/// One run of a command.
struct CommandRun {
  var arguments: ParsedArguments
  var surroundings: Surroundings
  var terminal: Terminal
  let results = RunResults()
}

/// A command line that cannot be run: the facts.
enum UsageProblem: Error, Equatable {
  case unknownCommand(String, nearest: String?)
  case unknownOption(String, command: String, nearest: String?)
  case missingValue(option: String)
  case unexpectedValue(option: String)
  case missingOperand(command: String, operands: String)
  case tooManyOperands(command: String, operands: String, found: String)
  case badValue(option: String, found: String, expected: String)
  case required(option: String, why: String)
}

/// The closest word by edits, where it is close enough to be meant.
func nearest(_ word: String, _ words: [String]) -> String? {
  let ranked = words.map { (distance(Array(word), Array($0)), $0) }.min { $0.0 < $1.0 }
  guard let ranked, ranked.0 <= max(word.count > 3 ? 2 : 1, word.count / 3) else { return nil }
  return ranked.1
}

private func distance(_ left: [Character], _ right: [Character]) -> Int {
  var row = Array(0...right.count)
  for (index, character) in left.enumerated() {
    var before = row[0]
    row[0] = index + 1
    for place in right.indices {
      let cost = before + (character == right[place] ? 0 : 1)
      before = row[place + 1]
      row[place + 1] = min(cost, row[place] + 1, before + 1)
    }
  }
  return row[right.count]
}
