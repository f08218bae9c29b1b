/// A topic of the manual as plain text: headings at the margin, the rest indented, code as it stands.
enum TopicText {
  static let width = HelpText.width
  static let indent = 2

  static func of(_ topic: ManualTopic) -> String {
    var lines: [String] = []
    for block in ManualBlock.all(in: topic.text) {
      if !lines.isEmpty { lines.append("") }
      lines += text(block)
    }
    let others = manualTopics.map(\.name).filter { $0 != topic.name }.joined(separator: ", ")
    lines += ["", "OTHER TOPICS", "", HelpText.wrapped(others, indent: indent)]
    return lines.joined(separator: "\n")
  }

  private static func text(_ block: ManualBlock) -> [String] {
    switch block {
    case .heading(let text, let level): [level < 3 ? text.uppercased() : text]
    case .paragraph(let text): [HelpText.wrapped(plain(text), indent: indent)]
    case .list(let items, let isNumbered):
      items.enumerated().map { index, item in
        let mark = isNumbered ? "\(index + 1). " : "- "
        let body = HelpText.wrapped(plain(item), indent: indent + mark.count)
        return String(repeating: " ", count: indent) + mark + body.dropFirst(indent + mark.count)
      }
    case .code(let lines): lines.map { $0.isEmpty ? "" : "      \($0)" }
    case .table(let head, let rows):
      TextTable(head: head.map(plain), rows: rows.map { $0.map(plain) }, width: width - indent)
        .lines.map { $0.isEmpty ? "" : String(repeating: " ", count: indent) + $0 }
    }
  }

  /// Code keeps its marks: they tell a comma that is meant from one that is not.
  static func plain(_ line: String) -> String {
    ManualSpan.all(in: line).map { span in
      switch span {
      case .plain(let text), .strong(let text): text
      case .code(let text): "`\(text)`"
      case .link(let text, let target): link(text, target)
      }
    }.joined()
  }

  /// As somebody without a browser gets there.
  private static func link(_ text: String, _ target: String) -> String {
    guard let topic = ManualSpan.topic(target) else { return "\(text) (\(target))" }
    let command = "`casefile help \(topic.name)`"
    return text == topic.name ? command : "\(text) (\(command))"
  }
}
