/// `casefile man`, and `casefile man TOPIC` for a topic of the manual
struct ManCommand: Command {
  static let row = CommandRow(
    name: "man", operands: "[TOPIC]", count: .from(0, to: 1),
    text: "print the man page, or that of a topic of the manual", words: manualTopics.map(\.name),
    examples: [
      CommandExample("casefile man", "pipe it to: man -l -"),
      CommandExample("casefile man formats", "casefile-formats(7)"),
    ])

  func run(_ run: CommandRun) throws -> Int32 {
    guard let name = run.operands.first else {
      try run.result(page: ManPage.text)
      return 0
    }
    guard let topic = manualTopics.first(where: { $0.name == name }) else {
      throw UsageProblem.badValue(
        option: "TOPIC", found: name, expected: manualTopics.map(\.name).joined(separator: " or "))
    }
    try run.result(page: TopicPage.of(topic))
    return 0
  }
}
