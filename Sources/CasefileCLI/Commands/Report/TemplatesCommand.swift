import CasePipeline
import CaseReport

/// `casefile templates export DIR` and `casefile templates check DIR`
func handleTemplates(_ run: CommandRun) throws -> Int32 {
  let action = run.arguments.operands[0]
  let folder = run.arguments.operands[1]
  switch action {
  case "export":
    for path in try exportTemplates(to: folder) {
      try run.terminal.out("template  \(path.visible)")
    }
    run.next("casefile render CASE --templates \(folder)")
    return 0
  case "check":
    let set = try readTemplates(folder)
    let problems = set.check()
    for problem in problems { try run.terminal.out("\(folder.visible)/\(problem)") }
    if problems.isEmpty {
      try run.terminal.out("templates SHA-256 \(try set.sha256()): no problem found")
    }
    return problems.isEmpty ? 0 : 4
  default:
    throw UsageProblem.badValue(option: "ACTION", found: action, expected: "export or check")
  }
}
