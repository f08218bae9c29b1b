/// Help, made from the command table; no line is wider than 80 columns.
enum HelpText {
  static let width = 80

  static var short: String {
    """
    casefile turns mailbox audit exports into a breach-scope report and a sealed bundle.

      casefile run Cases/northwind-bec                 the shipped case, start to finish
      casefile new CASE && casefile run CASE EXPORT…   your own exports

    All commands and topics: casefile help. One of them: casefile help NAME.
    """
  }

  static var all: String {
    var text =
      "casefile turns mailbox audit exports into a breach-scope report and a sealed bundle.\n\n"
    text += "usage: casefile COMMAND CASE …\n"
    for group in commandGroups {
      text += "\n\(group.title):\n"
      text += lines(group.commands.map { ("\($0.name) \($0.row.operands)", $0.row.text) })
    }
    text += "\noptions common to all commands:\n" + options(CommonOptions.rows)
    text += "\nthe manual:\n" + lines(manualTopics.map { ($0.name, $0.title) })
    text += "\nHelp for one command, or one topic of the manual: casefile help NAME\n"
    text += "Exit codes: 0 done, 1 failed, 2 usage, 3 some input could not be read,\n"
    text += "4 bundle proven different, 5 bundle undecided, 10 no case, 11 case in use."
    return text
  }

  static func of(_ command: CommandEntry) -> String {
    var text = "usage: casefile \(command.name)"
    text += command.row.operands.isEmpty ? "" : " \(command.row.operands)"
    text += command.options.isEmpty ? "\n\n" : " [options]\n\n"
    text += wrapped(command.row.text, indent: 0) + "\n"
    let examples = command.row.examples
    if !examples.isEmpty {
      text += "\nexamples:\n"
      for example in examples { text += "  \(example.command)\n      \(example.text)\n" }
    }
    if !command.options.isEmpty { text += "\noptions:\n" + options(command.options) }
    text += "\noptions common to all commands:\n" + options(CommonOptions.rows)
    if !command.row.words.isEmpty {
      let lead = "\(command.row.operands.split(separator: " ").first ?? ""): "
      text += "\n\(lead)"
      text += wrapped(command.row.words.joined(separator: ", "), indent: lead.count).dropFirst(
        lead.count)
      text += "\n"
    }
    if command.row.document != "schema" {
      text +=
        "\n--json prints casefile/\(command.row.document)/1: casefile schema \(command.row.document)\n"
    }
    return String(text.dropLast())
  }

  private static func options(_ options: [OptionRow]) -> String {
    lines(
      options.map { option in
        let name = "--\(option.name)" + (option.value.map { " \($0)" } ?? "")
        return (name, option.text + (option.repeats ? "; may be repeated" : ""))
      })
  }

  /// Names in a column, texts beside them; a long name has a line of its own.
  private static func lines(_ entries: [(name: String, text: String)]) -> String {
    let column = min(30, entries.map(\.name.count).max() ?? 0) + 4
    return entries.map { name, text in
      let lead = "  \(name)"
      let body = wrapped(text, indent: column)
      if lead.count + 2 <= column {
        return lead + String(repeating: " ", count: column - lead.count)
          + body.drop { $0 == " " } + "\n"
      }
      return "\(lead)\n\(body)\n"
    }.joined()
  }

  /// Broken between words, every line indented.
  static func wrapped(_ text: String, indent: Int, width: Int = width) -> String {
    let lead = String(repeating: " ", count: indent)
    var lines: [String] = []
    var line = lead
    for word in text.split(separator: " ") {
      if line.count > indent, line.count + 1 + word.count > width {
        lines.append(line)
        line = lead
      }
      line += (line.count > indent ? " " : "") + word
    }
    return (lines + [line]).joined(separator: "\n")
  }
}
