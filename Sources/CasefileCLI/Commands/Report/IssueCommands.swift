import CaseFindings
import CasePipeline
import TextFormats

/// `casefile issue CASE --by NAME --why TEXT`: what was handed out is kept, the next issue begins.
func beginIssue(_ run: CommandRun) throws -> Int32 {
  let (by, why) = try decision(run)
  var opened = try run.open()
  let number = try opened.beginIssue(by: by, why: why)
  try run.result(
    "issue", "\(number), supersedes issue \(number - 1)", ["number": .integer(number)])
  run.next("casefile run \(opened.folder.root)")
  return 0
}

/// `casefile diff CASE [--from N] [--to M]`: what changed between two issues.
func showDiff(_ run: CommandRun) throws -> Int32 {
  let from = try run.arguments.count("from")
  let to = try run.arguments.count("to")
  let opened = try run.read()
  let diff = try opened.diff(from: from, to: to)
  if run.isJSON {
    try run.terminal.out(writeDiff(diff))
    return 0
  }
  try run.terminal.out(
    "from issue \(diff.from) to issue \(diff.to): \(diff.changes.count) change(s)")
  for area in FindingsDiff.areas {
    let changes = diff.changes.filter { $0.area == area }
    if changes.isEmpty { continue }
    let counts = ["added", "removed", "changed"].compactMap { kind in
      let count = changes.count { $0.kind == kind }
      return count > 0 ? "\(count) \(kind)" : nil
    }
    try run.terminal.out("\(area): \(counts.joined(separator: ", "))")
    for change in changes.prefix(longestList) { try show(change, run) }
    if changes.count > longestList {
      try run.terminal.out("  and \(changes.count - longestList) more (--json has all)")
    }
  }
  return 0
}

private let longestList = 50

private func show(_ change: FindingsDiff.Change, _ run: CommandRun) throws {
  let place = change.mailbox.isEmpty ? "" : "\(change.mailbox): "
  let states: String
  switch change.kind {
  case "added": states = "+ \(place)\(change.what): \(change.after)"
  case "removed": states = "- \(place)\(change.what): was \(change.before)"
  default: states = "~ \(place)\(change.what): \(change.before) -> \(change.after)"
  }
  try run.terminal.out("  \(states)")
}
