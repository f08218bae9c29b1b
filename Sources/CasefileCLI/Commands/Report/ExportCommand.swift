import CaseActions

/// `casefile export CASE`
struct ExportCommand: Command {
  var results = ResultOptions()

  static let row = CommandRow(
    name: "export", operands: "CASE", count: .just(1),
    text: "write the findings for review programs, spreadsheets and CASE/UCO",
    examples: [CommandExample("casefile export CASE", "for Relativity, Excel and CASE/UCO")])
  static let options = [ResultOptions.redact.inside(\ExportCommand.results)]

  func run(_ run: CommandRun) throws -> Int32 {
    var opened = try run.open(for: results)
    let findings = try opened.computeFindings()
    let result = try opened.writeExchange(findings)
    warnKept(result.kept, run)
    for path in result.paths { try run.result("exchange", path: path) }
    run.next("casefile pack \(opened.folder.root)")
    return noteRejects(findings, run)
  }
}
