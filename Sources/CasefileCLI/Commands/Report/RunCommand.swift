import CaseBundle
import CaseFolder
import CaseModel
import CasePipeline
import Files

/// `casefile run CASE [EXPORT…]`: import, findings, render, pack, verify.
///
/// Without exports named, everything in the case's folder `exports/` is imported.
func runCase(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open()
  var files = Array(run.arguments.operands.dropFirst())
  let exports = opened.folder.exports
  if files.isEmpty, try targetFacts(exports)?.kind == .folder,
    try !ExportFiles([exports]).paths.isEmpty
  {
    files = [exports]
  }
  let imported = try importAll(files, into: &opened, run)
  // A copied or restored case has its evidence in a new place.
  try opened.verifyEvidence()
  let findings = try opened.computeFindings()
  _ = try opened.writeFindings(findings)
  let reports = try opened.writeReports(findings)
  // What was exported for other programs goes with the findings that it is of.
  if try targetFacts(opened.folder.exchange) != nil { _ = try opened.writeExchange(findings) }
  let bundle = try opened.pack()
  let (verdict, _) = try verifyBundle(
    bundle.paths[0], VerifyRequest(time: run.surroundings.now().seconds))
  for path in reports.paths { try run.result("report", path: path) }
  let state = bundle.changed ? "" : " (unchanged)"
  try run.result("bundle", path: bundle.paths[0], state, ["changed": .bool(bundle.changed)])
  try run.result("found", foundLine(findings), foundFacts(findings))
  noteDraft(try opened.scopeState(findings), opened.folder.root, run)
  let code = printVerdict(verdict, run)
  if code != 0 { return code }
  return max(imported, noteRejects(findings, run))
}
