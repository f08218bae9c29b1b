import CaseActions

/// `casefile hold CASE`: sets or ends the litigation hold, also of a closed case.
struct HoldCommand: Command {
  var decision = DecisionOptions()
  var isEnded = false

  static let row = CommandRow(
    name: "hold", operands: "CASE", count: .just(1),
    text: "set a litigation hold on a case, or end it",
    examples: [
      CommandExample("casefile hold CASE --by Counsel --why 'a claim'", "sets it"),
      CommandExample("casefile hold CASE --end --by Counsel --why 'settled'", "ends it"),
    ])
  static let options: [Option<Self>] =
    DecisionOptions.options.map { $0.inside(\.decision) } + [
      .flag("end", \.isEnded, "end it")
    ]

  func run(_ run: CommandRun) throws -> Int32 {
    let decision = try decision.decision("a litigation hold")
    var opened = try run.open(changing: false)
    if isEnded, opened.document.hold == nil {
      run.note("no hold is set; nothing was changed")
    } else {
      try opened.hold(!isEnded, decision)
    }
    try showHold(opened.document, run)
    return 0
  }
}
