import CaseReport

/// The JSON Schemas (2020-12) of what casefile prints with `--json`, and of what people edit.
let schemaNames = TemplateSet.builtIn.files.keys.filter { $0.hasPrefix(schemaFolder) }
  .map { String($0.dropFirst(schemaFolder.count).dropLast(5)) }.sorted()

private let schemaFolder = "schema/"

/// `casefile schema NAME`
func printSchema(_ run: CommandRun) throws -> Int32 {
  let name = run.arguments.operands[0]
  guard let schema = TemplateSet.builtIn.files["\(schemaFolder)\(name).json"] else {
    throw UsageProblem.badValue(
      option: "NAME", found: name, expected: schemaNames.joined(separator: " or "))
  }
  try run.terminal.out(Array(schema.utf8))
  return 0
}
