/// Help, made from the command table.
enum HelpText {
  static var short: String {
    """
    usage: casefile COMMAND CASE …

      casefile run Cases/northwind-bec          the shipped case, start to end
      casefile new CASE && casefile run CASE EXPORT…   your own exports

    All commands: casefile help
    """
  }

  static var all: String {
    var text =
      "casefile turns mailbox audit exports into a breach-scope report and a sealed bundle.\n\n"
    text += "usage: casefile COMMAND CASE …\n\ncommands:\n"
    let width = commandTable.map { $0.name.count + $0.operands.count + 1 }.max() ?? 0
    for command in commandTable {
      text += line("\(command.name) \(command.operands)", command.text, width)
    }
    text += "\noptions of every command:\n" + options(commonOptions)
    text += "\nHelp for one command: casefile help COMMAND\n"
    text += "Exit codes: 0 done, 1 failed, 2 usage, 3 some input could not be read,\n"
    text += "4 bundle proven different, 5 bundle undecided, 10 no case, 11 case in use."
    return text
  }

  static func of(_ command: Command) -> String {
    var text = "usage: casefile \(command.name) \(command.operands)"
    text += command.options.isEmpty ? "\n\n" : " [options]\n\n"
    text += "\(command.text)\n"
    if !command.options.isEmpty { text += "\noptions:\n" + options(command.options) }
    text += "\noptions of every command:\n" + options(commonOptions)
    return String(text.dropLast())
  }

  private static func options(_ options: [Option]) -> String {
    let names = options.map { "--\($0.name)" + ($0.value.map { " \($0)" } ?? "") }
    let width = names.map(\.count).max() ?? 0
    return zip(names, options).map { name, option in
      line(name, option.text + (option.repeats ? "; may be repeated" : ""), width)
    }.joined()
  }

  private static func line(_ name: String, _ text: String, _ width: Int) -> String {
    "  \(name)\(String(repeating: " ", count: width - name.count))  \(text)\n"
  }
}
