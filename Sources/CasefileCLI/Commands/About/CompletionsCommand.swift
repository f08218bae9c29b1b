/// `casefile completions SHELL`
struct CompletionsCommand: Command {
  static let row = CommandRow(
    name: "completions", operands: "SHELL", count: .just(1),
    text: "print completions for \(Completions.shells.joined(separator: ", "))",
    words: Completions.shells,
    examples: [CommandExample("casefile completions bash", "for ~/.bashrc: source <(…)")])

  func run(_ run: CommandRun) throws -> Int32 {
    let shell = run.operands[0]
    guard let text = Completions.text(shell) else {
      throw UsageProblem.badValue(
        option: "SHELL", found: shell, expected: Completions.shells.joined(separator: " or "))
    }
    try run.result(page: text + "\n")
    return 0
  }
}
