/// `casefile man`
struct ManCommand: Command {
  static let row = CommandRow(
    name: "man", operands: "", count: .just(0), text: "print the man page",
    examples: [CommandExample("casefile man", "pipe it to: man -l -")])

  func run(_ run: CommandRun) throws -> Int32 {
    try run.result(page: ManPage.text)
    return 0
  }
}
