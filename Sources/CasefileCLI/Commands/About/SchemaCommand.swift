import CaseReport

/// `casefile schema NAME`: the JSON Schemas (2020-12) of what casefile prints with `--json`, and of
/// what people edit.
struct SchemaCommand: Command {
  static let row = CommandRow(
    name: "schema", operands: "NAME", count: .just(1),
    text: "print the JSON Schema of what casefile writes, or of what people edit", words: names,
    document: "schema",
    examples: [
      CommandExample("casefile schema findings", "for findings.json"),
      CommandExample("casefile schema scope", "what scope.json may contain"),
    ])

  static let names = TemplateSet.builtIn.files.keys.filter { $0.hasPrefix(folder) }
    .map { String($0.dropFirst(folder.count).dropLast(5)) }.sorted()

  private static let folder = "schema/"

  func run(_ run: CommandRun) throws -> Int32 {
    let name = run.operands[0]
    guard let schema = TemplateSet.builtIn.files["\(SchemaCommand.folder)\(name).json"] else {
      throw UsageProblem.badValue(
        option: "NAME", found: name, expected: SchemaCommand.names.joined(separator: " or "))
    }
    try run.terminal.out(Array(schema.utf8))
    return 0
  }
}
