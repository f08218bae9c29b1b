import CaseFolder
import CaseModel
import CasePipeline
import TextFormats

/// `casefile review export CASE` and `casefile review import CASE FILE`.
func reviewMessages(_ run: CommandRun) throws -> Int32 {
  let operands = run.arguments.operands
  let folder = CaseFolder(operands[1])
  switch (operands[0], operands.count) {
  case ("export", 2): return try exportReview(folder, run)
  case ("import", 3): return try importReview(operands[2], folder, run)
  case ("export", _):
    throw UsageProblem.tooManyOperands(
      command: "review export", operands: "CASE", found: operands[2])
  case ("import", _):
    throw UsageProblem.missingOperand(command: "review import", operands: "CASE FILE")
  default:
    throw UsageProblem.badValue(
      option: "review", found: operands[0], expected: "export or import before the case")
  }
}

private func exportReview(_ folder: CaseFolder, _ run: CommandRun) throws -> Int32 {
  var opened = try run.open(at: 1)
  let findings = try opened.computeFindings()
  let result = try opened.exportReview(findings)
  warnKept(result, run)
  for path in result.paths { try run.result("review", path: path) }
  let state = try opened.reviewState(findings)
  run.note("\(state.messages) recorded message(s), \(state.reviewed) of them reviewed")
  run.note(
    "the searches collect folders, not single messages, and were not tried against the product:"
      + " try one first")
  run.next("casefile review import \(folder.root) FILE")
  return noteRejects(findings, run)
}

private func importReview(
  _ path: String, _ folder: CaseFolder, _ run: CommandRun
) throws -> Int32 {
  var opened = try run.open(at: 1)
  let findings = try opened.computeFindings()
  let result = try opened.importReview(path, findings)
  if let refusal = result.refusal {
    return run.fail(
      "'\(path.visible)' is no review list: \(refusal.found)", hint: refusal.hint, 3)
  }
  try run.result(
    "review",
    "\(result.added) decision(s) added, \(result.changed) changed, \(result.unchanged)"
      + " as before; \(result.unreviewed) row(s) not reviewed",
    [
      "added": .integer(result.added), "changed": .integer(result.changed),
      "unchanged": .integer(result.unchanged), "unreviewed": .integer(result.unreviewed),
    ])
  for exception in result.exceptions.prefix(50) {
    let place = exception.row > 0 ? "row \(exception.row): " : ""
    run.warn("\(path.visible) \(place)\(exception.what.visible)")
  }
  if result.exceptions.count > 50 {
    run.warn("and \(result.exceptions.count - 50) more")
  }
  run.next("casefile run \(folder.root)")
  return result.exceptions.isEmpty ? 0 : 3
}
