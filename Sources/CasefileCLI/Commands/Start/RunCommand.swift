import CaseActions
import CaseBundle
import CaseFindings
import CaseFolder
import CaseModel
import Files

/// `casefile run CASE [EXPORT…]`: import, findings, render, pack, verify; only what is stale.
///
/// Without exports named, everything in the case's folder `exports/` is imported.
struct RunCommand: Command {
  var results = ResultOptions()

  static let row = CommandRow(
    name: "run", operands: "CASE [EXPORT…]", count: .atLeast(1),
    text: "do everything: import, findings, render, pack, verify; only what is stale",
    examples: [
      CommandExample("casefile run CASE EXPORT.csv", "one more export, and all results again")
    ])
  static let options = ResultOptions.options.map { $0.inside(\RunCommand.results) }

  func run(_ run: CommandRun) throws -> Int32 {
    var opened = try run.open(for: results)
    try opened.checkTemplates()
    var files = Array(run.operands.dropFirst())
    let exports = opened.folder.exports
    if files.isEmpty, try fileFacts(exports)?.kind == .folder,
      try !ExportFiles([exports], of: opened.folder).paths.isEmpty
    {
      files = [exports]
    }
    let imported = try ExportImport(run: run).importAll(files, into: &opened)
    do {
      try opened.checkEvidencePlaces()
      // Who asks for a language or a format asks for reports.
      if !results.isAny, let fresh = try opened.freshResults() {
        return max(imported, try show(fresh, opened, run))
      }
    } catch CaseProblem.evidenceMoved {
      // A copied or restored case has its evidence in a new place.
      try opened.verifyEvidence()
    }
    return max(imported, try makeResults(&opened, run))
  }

  /// - Returns: the exit code.
  private func makeResults(_ opened: inout OpenCase, _ run: CommandRun) throws -> Int32 {
    let results = try opened.makeResults()
    try showResults(results, opened, run)
    let findings = results.findings
    try run.result("found", findings.summary, foundFacts(findings))
    noteDraft(try opened.scopeState(findings), opened.folder.root, run)
    let code = printVerdict(results.verdict, run)
    if code != 0 { return code }
    run.next("casefile status \(opened.folder.root)")
    return noteRejects(findings, run)
  }

  private func show(_ fresh: FreshResults, _ opened: borrowing OpenCase, _ run: CommandRun) throws
    -> Int32
  {
    for path in fresh.reports { try run.result("report", path: path) }
    try run.result("bundle", path: fresh.bundle, " (unchanged)", ["changed": .bool(false)])
    try run.result("found", fresh.found)
    try run.result(
      "fresh", "nothing changed since \(fresh.at.iso): the bundle verifies and holds all of this",
      ["at": .text(fresh.at.iso)])
    try warnChanged(opened, "the bundle holds it as it is", run)
    if !fresh.draft.isEmpty { run.note(fresh.draft.visible) }
    run.next("casefile status \(opened.folder.root)")
    if !fresh.hasRejects { return 0 }
    run.warn("some rows could not be read; findings/rejected.csv lists them")
    return 3
  }
}
