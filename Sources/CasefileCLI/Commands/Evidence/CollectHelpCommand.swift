import CaseModel
import CasePipeline
import CaseReport

/// `casefile collect-help CASE`
func helpCollecting(_ run: CommandRun) throws -> Int32 {
  let opened = try run.read()
  let windows = opened.scope.windows.map(\.span)
  let from = try run.arguments.time("from") ?? windows.map(\.from).min()
  let to = try run.arguments.time("to") ?? windows.map(\.to).max()
  guard let from, let to else {
    throw UsageProblem.required(
      option: from == nil ? "--from" : "--to", why: "the scope has no window to ask for")
  }
  guard from < to else {
    throw UsageProblem.badValue(
      option: "--to", found: to.iso, expected: "a time after --from (\(from.iso))")
  }
  let steps = try collectionSteps(
    opened.document.number, opened.folder.root, TimeSpan(from: from, to: to),
    opened.scope.mailboxes.map(\.text), opened.templates)
  try run.result(page: steps)
  return 0
}
