import CaseActions
import CaseFindings

/// `casefile diff CASE [--from N] [--to M]`: what changed between two issues.
struct DiffCommand: Command {
  var from: Int64?
  var to: Int64?

  static let row = CommandRow(
    name: "diff", operands: "CASE", count: .just(1),
    text: "say what changed between two issues of the findings", document: "diff",
    examples: [CommandExample("casefile diff CASE", "what changed since")])
  static let options: [Option<Self>] = [
    .count("from", "N", \.from, "the earlier issue; default: the one before the present one"),
    .count("to", "M", \.to, "the later issue; default: the present one, computed now"),
  ]

  func run(_ run: CommandRun) throws -> Int32 {
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
