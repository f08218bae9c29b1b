import CaseActions
import CaseFolder
import CaseModel
import TextFormats

/// `casefile review export CASE` and `casefile review import CASE FILE`.
struct ReviewCommand: Command {
  static let row = CommandRow(
    name: "review", operands: "ACTION CASE [FILE]", count: .from(2, to: 3),
    text: "export the list that reviewers fill in, or import their decisions",
    words: ["export", "import"],
    examples: [
      CommandExample("casefile review export CASE", "the list that reviewers fill in")
    ])

  func run(_ run: CommandRun) throws -> Int32 {
    let folder = CaseFolder(run.operands[1])
    switch (run.operands[0], run.operands.count) {
    case ("export", 2): return try export(folder, run)
    case ("import", 3): return try importList(run.operands[2], folder, run)
    case ("export", _):
      throw UsageProblem.tooManyOperands(
        command: "review export", operands: "CASE", found: run.operands[2])
    case ("import", _):
      throw UsageProblem.missingOperand(command: "review import", operands: "CASE FILE")
    default:
      throw UsageProblem.badValue(
        option: "review", found: run.operands[0], expected: "export or import before the case")
    }
  }

  private func export(_ folder: CaseFolder, _ run: CommandRun) throws -> Int32 {
    var opened = try run.open(folder.root)
    let findings = try opened.computeFindings()
    let result = try opened.exportReview(findings)
    warnKept(result.kept, run)
    for path in result.paths { try run.result("review", path: path) }
    let state = try opened.reviewState(findings)
    run.note("\(state.messages) recorded message(s), \(state.reviewed) of them reviewed")
    run.note(
      "the searches collect folders, not single messages, and were not tested against the product:"
        + " try one first")
    run.next("casefile review import \(folder.root) FILE")
    return noteRejects(findings, run)
  }

  private func importList(
    _ path: String, _ folder: CaseFolder, _ run: CommandRun
  ) throws -> Int32 {
    var opened = try run.open(folder.root)
    let findings = try opened.computeFindings()
    let result = try opened.importReview(path, findings)
    if let refusal = result.refusal {
      return run.fail(
        "'\(path.visible)' is not a review list: \(refusal.found)", hint: refusal.hint, 3)
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
}
