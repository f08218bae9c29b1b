import CaseActions
import CaseModel

extension EvidenceCommand {
  /// `casefile evidence about CASE E001… --by NAME --why TEXT`, with the options of import.
  func tellOrigin(_ run: CommandRun) throws -> Int32 {
    let told = try origin.told()
    if told == ExportOrigin() {
      throw UsageProblem.required(
        option: "--query-from, --collected-at …", why: "nothing is told of the evidence")
    }
    let decision = try decision.decision("what is told of evidence")
    var opened = try run.open(run.operands[1])
    let changed: [(evidence: String, changes: [String])]
    do {
      changed = try opened.tell(told, of: Array(run.operands.dropFirst(2)), decision)
    } catch OriginProblem.fault(let fault) {
      throw UsageProblem(fault)
    }
    if changed.isEmpty { run.note("the register says that already: nothing was changed") }
    for (name, changes) in changed {
      try run.result(
        "evidence", changes.joined(separator: "; "), label: name, ["evidence": .text(name)])
    }
    if !changed.isEmpty { run.next("casefile findings \(opened.folder.root)") }
    return 0
  }
}
