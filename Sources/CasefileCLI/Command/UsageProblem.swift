/// A command line that cannot be run: the facts.
enum UsageProblem: Error, Equatable {
  case unknownCommand(String, nearest: String?)
  /// What help is asked for is neither a command nor a topic of the manual.
  case unknownTopic(String, nearest: [String])
  /// - Parameter command: `nil` before the name of one.
  case unknownOption(String, command: String?, nearest: String?)
  case missingValue(option: String)
  case unexpectedValue(option: String)
  /// It stands more than once, and says one thing.
  case repeated(option: String)
  case missingOperand(command: String, operands: String)
  case tooManyOperands(command: String, operands: String, found: String)
  case badValue(option: String, found: String, expected: String)
  case required(option: String, why: String)
  /// Two things that do not go in one command.
  case apart(String, from: String, why: String)
}
