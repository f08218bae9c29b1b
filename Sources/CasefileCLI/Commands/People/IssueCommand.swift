import CaseActions

/// `casefile issue CASE --by NAME --why TEXT`: what was handed out is kept, the next issue begins.
struct IssueCommand: Command {
  var decision = DecisionOptions()

  static let row = CommandRow(
    name: "issue", operands: "CASE", count: .just(1),
    text: "keep the findings that were handed out, and begin the issue that supersedes them",
    examples: [
      CommandExample(
        "casefile issue CASE --by J --why 'handed to HHS'",
        "keeps what was handed out, begins the next issue")
    ])
  static let options = DecisionOptions.options.map { $0.inside(\IssueCommand.decision) }

  func run(_ run: CommandRun) throws -> Int32 {
    let decision = try decision.decision("a new issue")
    var opened = try run.open()
    let number = try opened.beginIssue(decision)
    try run.result(
      "issue", "\(number), supersedes issue \(number - 1)", ["number": .integer(number)])
    run.next("casefile run \(opened.folder.root)")
    return 0
  }
}
