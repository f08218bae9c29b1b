import CaseReport

/// `casefile schema findings`: the JSON Schema (2020-12) of a document that other programs read.
func printSchema(_ run: CommandRun) throws -> Int32 {
  let name = run.arguments.operands[0]
  let folder = "schema/"
  guard let schema = TemplateSet.builtIn.files["\(folder)\(name).json"] else {
    let known = TemplateSet.builtIn.files.keys.filter { $0.hasPrefix(folder) }.sorted()
      .map { String($0.dropFirst(folder.count).dropLast(5)) }
    throw UsageProblem.badValue(
      option: "NAME", found: name, expected: known.joined(separator: " or "))
  }
  try run.terminal.out(Array(schema.utf8))
  return 0
}
