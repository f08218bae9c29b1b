import CaseActions
import CaseReport

/// `casefile templates export DIR` and `casefile templates check DIR`
func handleTemplates(_ run: CommandRun) throws -> Int32 {
  let action = run.arguments.operands[0]
  let folder = run.arguments.operands[1]
  switch action {
  case "export":
    for path in try exportTemplates(to: folder) {
      try run.result("template", path: path)
    }
    run.next("casefile render CASE --templates \(folder)")
    return 0
  case "check":
    let set = try readTemplates(folder)
    let problems = set.check()
    for problem in problems {
      let text = "\(folder.visible)/\(problem)"
      if run.isJSON { try run.result("problem", text) } else { try run.terminal.out(text) }
    }
    if problems.isEmpty {
      let hash = try set.sha256()
      try run.result(
        "templates", "SHA-256 \(hash): no problem found", ["sha256": .text(hash)])
    }
    return problems.isEmpty ? 0 : 4
  default:
    throw UsageProblem.badValue(option: "ACTION", found: action, expected: "export or check")
  }
}
