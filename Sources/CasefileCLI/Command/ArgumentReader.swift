/// Reads a command line by the options of its command: before, between or behind operands,
/// `--name=value`, and `--` for operands that look like options.
///
/// What is wrong is thrown at the end: how errors are to be printed may stand behind it.
struct ArgumentReader<Values> {
  private(set) var values: Values
  private let options: [Option<Values>]
  private let command: String?
  private var seen: Set<String> = []
  private var operands: [String] = []
  private var problem: UsageProblem?

  init(_ values: Values, _ options: [Option<Values>], command: String?) {
    self.values = values
    self.options = options
    self.command = command
  }

  /// - Returns: the operands; as many as the command takes.
  mutating func read(
    _ arguments: [String], _ row: CommandRow, _ common: inout CommonOptions
  ) throws(UsageProblem) -> [String] {
    try readOptions(arguments, &common)
    if operands.count < row.count.least {
      throw .missingOperand(command: row.name, operands: row.operands)
    }
    if let most = row.count.most, operands.count > most {
      throw .tooManyOperands(command: row.name, operands: row.operands, found: operands[most])
    }
    return operands
  }

  /// Reads whatever stands there, however many operands there are.
  mutating func readOptions(
    _ arguments: [String], _ common: inout CommonOptions
  ) throws(UsageProblem) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      if argument == "--" {
        operands += rest
        break
      }
      if argument.hasPrefix("--") {
        take(argument, &rest, &common)
      } else {
        operands.append(argument)
      }
    }
    if let problem { throw problem }
  }

  /// Reads the options before the name of the command.
  mutating func readLeading(
    _ arguments: inout ArraySlice<String>, _ common: inout CommonOptions
  ) throws(UsageProblem) {
    while let first = arguments.first, first.hasPrefix("--"), !CommonOptions.asking.contains(first)
    {
      arguments.removeFirst()
      take(first, &arguments, &common)
    }
    if let problem { throw problem }
  }

  private mutating func take(
    _ argument: String, _ rest: inout ArraySlice<String>, _ common: inout CommonOptions
  ) {
    let parts = argument.dropFirst(2).split(
      separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    let value = parts.count > 1 ? String(parts[1]) : nil
    do throws(UsageProblem) {
      if let option = options.first(where: { $0.row.name == name }) {
        try take(option, value, &rest, &seen, &values)
      } else if let option = CommonOptions.options.first(where: { $0.row.name == name }) {
        var seen = common.seen
        defer { common.seen = seen }
        try take(option, value, &rest, &seen, &common)
      } else {
        let known = (options.map(\.row) + CommonOptions.options.map(\.row)).map(\.name)
        throw .unknownOption(
          "--\(name)", command: command, nearest: nearestWord(name, known).map { "--\($0)" })
      }
    } catch {
      problem = problem ?? error
    }
  }

  private func take<Group>(
    _ option: Option<Group>, _ value: String?, _ rest: inout ArraySlice<String>,
    _ seen: inout Set<String>, _ values: inout Group
  ) throws(UsageProblem) {
    let row = option.row
    if row.value == nil, value != nil { throw .unexpectedValue(option: "--\(row.name)") }
    let text = row.value == nil ? "" : value ?? rest.popFirst()
    guard let text else { throw .missingValue(option: "--\(row.name)") }
    if !seen.insert(row.name).inserted, !row.repeats { throw .repeated(option: "--\(row.name)") }
    try option.put(text, &values)
  }
}
