import CaseActions

/// `casefile reopen CASE`
struct ReopenCommand: Command {
  var decision = DecisionOptions()

  static let row = CommandRow(
    name: "reopen", operands: "CASE", count: .just(1), text: "reopen a closed case",
    examples: [
      CommandExample("casefile reopen CASE --by J --why 'a new export'", "and continue")
    ])
  static let options = DecisionOptions.options.map { $0.inside(\ReopenCommand.decision) }

  func run(_ run: CommandRun) throws -> Int32 {
    let decision = try decision.decision("reopening a closed case")
    var opened = try run.open(changing: false)
    guard opened.document.closed != nil else {
      run.note("it is already open; nothing was changed")
      return 0
    }
    try opened.reopen(decision)
    let seq = opened.custody.head.seq
    try run.result("case", "reopened; custody entry \(seq)", ["custodySeq": .integer(seq)])
    run.next("casefile status \(opened.folder.root)")
    return 0
  }
}
