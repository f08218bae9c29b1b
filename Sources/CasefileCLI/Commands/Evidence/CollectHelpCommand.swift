import CaseActions
import CaseModel
import CaseReport

/// `casefile collect-help CASE`
struct CollectHelpCommand: Command {
  var from: UTCTime?
  var to: UTCTime?
  var results = ResultOptions()

  static let row = CommandRow(
    name: "collect-help", operands: "CASE", count: .just(1),
    text: "print how to export audit records for this case so that nothing is cut off",
    examples: [
      CommandExample(
        "casefile collect-help CASE --from 2025-03-01 --to 2025-03-22",
        "PowerShell, Graph and portal, with their limits")
    ])
  static let options: [Option<Self>] = [
    .time("from", \.from, "start, UTC; default: that of the first window"),
    .time("to", \.to, "end, UTC; default: that of the last window"),
    ResultOptions.templates.inside(\.results),
  ]

  func run(_ run: CommandRun) throws -> Int32 {
    let opened = try run.read(for: results)
    let windows = opened.scope.windows.map(\.span)
    let from = from ?? windows.map(\.from).min()
    let to = to ?? windows.map(\.to).max()
    guard let from, let to else {
      throw UsageProblem.required(
        option: from == nil ? "--from" : "--to", why: "the scope has no window to take it from")
    }
    guard from < to else {
      throw UsageProblem.badValue(
        option: "--to", found: to.iso, expected: "a time after --from (\(from.iso))")
    }
    let steps = try collectionSteps(
      opened.document.number, opened.folder.root, TimeSpan(from: from, to: to),
      opened.scope.mailboxes.map(\.text), opened.settings.templates)
    try run.result(page: steps)
    return 0
  }
}
