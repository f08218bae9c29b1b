import CaseModel
import TextFormats

/// A command line, read by the command's table: options before or after operands, `--name=value`,
/// and `--` for operands that look like options.
struct ParsedArguments {
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]

  init(_ arguments: [String], _ command: Command) throws(UsageProblem) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      }
      guard argument.hasPrefix("--") else {
        operands.append(argument)
        continue
      }
      let parts = argument.dropFirst(2).split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = (command.options + commonOptions).first(where: { $0.name == name }) else {
        let known = (command.options + commonOptions).map(\.name)
        throw .unknownOption(
          "--\(name)", command: command.name, nearest: nearest(name, known).map { "--\($0)" })
      }
      if option.value == nil {
        if parts.count > 1 { throw .unexpectedValue(option: "--\(name)") }
        values[name, default: []].append("true")
      } else if parts.count > 1 {
        values[name, default: []].append(String(parts[1]))
      } else if let value = rest.popFirst() {
        values[name, default: []].append(value)
      } else {
        throw .missingValue(option: "--\(name)")
      }
    }
    if operands.count < command.least {
      throw .missingOperand(command: command.name, operands: command.operands)
    }
    if let most = command.most, operands.count > most {
      throw .tooManyOperands(
        command: command.name, operands: command.operands, found: operands[most])
    }
  }

  subscript(name: String) -> String? { values[name]?.last }

  func all(_ name: String) -> [String] { values[name] ?? [] }

  func has(_ name: String) -> Bool { values[name] != nil }

  func time(_ name: String) throws(UsageProblem) -> UTCTime? {
    guard let text = self[name] else { return nil }
    guard let time = TimeReader.readDateOrTime(text) else {
      throw .badValue(
        option: "--\(name)", found: text, expected: "a UTC time such as 2025-03-01T00:00:00Z")
    }
    return time
  }

  /// A number from 1 on.
  func count(_ name: String) throws(UsageProblem) -> Int64? {
    guard let text = self[name] else { return nil }
    if let number = Int64(text), number > 0 { return number }
    throw .badValue(option: "--\(name)", found: text, expected: "a number from 1 on")
  }

  /// One of the words of an enumeration.
  func choice<Word: RawRepresentable>(_ name: String, _ words: [Word]) throws(UsageProblem) -> Word?
  where Word.RawValue == String {
    guard let text = self[name] else { return nil }
    if let word = words.first(where: { $0.rawValue == text }) { return word }
    let expected = words.map(\.rawValue).joined(separator: " or ")
    throw .badValue(option: "--\(name)", found: text, expected: expected)
  }
}

/// Options that every command takes.
let commonOptions = [
  Option(name: "actor", value: "NAME", text: "who does this, for the custody log"),
  Option(
    name: "color", value: OutputMode.Colours.allCases.map(\.rawValue).joined(separator: "|"),
    text: "in errors and hints; else on a terminal, unless NO_COLOR is set"),
  Option(name: "json", value: nil, text: "print results and errors as JSON"),
  Option(name: "threads", value: "N", text: "parts of the evidence read at the same time"),
  Option(
    name: "wait", value: "SECONDS",
    text: "how long to wait for others that have the case; else 2"),
  Option(name: "quiet", value: nil, text: "print results and errors only"),
]
