import CaseActions
import CaseFindings
import CaseModel

/// `casefile findings CASE`
struct FindingsCommand: Command {
  var results = ResultOptions()

  static let row = CommandRow(
    name: "findings", operands: "CASE", count: .just(1),
    text: "compute findings from the evidence and write them", document: "findings",
    examples: [
      CommandExample("casefile findings CASE --json", "findings.json, as it is written")
    ])
  static let options: [Option<Self>] = [
    .texts(
      "tally", "FILE", \.results.tallies,
      "use what casefile tally read elsewhere instead of the evidence")
  ]

  func run(_ run: CommandRun) throws -> Int32 {
    var opened = try run.open(for: results)
    let findings = try opened.computeFindings()
    let result = try opened.writeFindings(findings)
    warnKept(result.kept, run)
    if run.isJSON {
      try run.terminal.out(CaseFindings.writeFindings(findings))
    } else {
      for path in result.paths { try run.result("findings", path: path) }
      try run.result("found", findings.summary, foundFacts(findings))
    }
    run.next("casefile render \(opened.folder.root)")
    return noteRejects(findings, run)
  }
}
