import CaseActions

/// The reports and the bundle that were made of a case, and what is odd about them.
func showResults(
  _ results: CaseResults, _ opened: borrowing OpenCase, _ run: CommandRun
) throws {
  warnKept(results.kept, run)
  try warnStale(opened, run)
  try warnPacked(results.bundle, opened, run)
  for path in results.reports.paths { try run.result("report", path: path) }
  let state = results.bundle.changed ? "" : " (unchanged)"
  try run.result(
    "bundle", path: results.bundle.paths[0], state, ["changed": .bool(results.bundle.changed)])
}
