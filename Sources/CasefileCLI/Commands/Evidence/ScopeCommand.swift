import CaseActions
import CaseModel

/// `casefile scope CASE`: shows scope.json, or adds to it.
struct ScopeCommand: Command {
  var edits = ScopeEdits()
  var settlement = ScopeSettlement()
  var decision = DecisionOptions()

  static let row = CommandRow(
    name: "scope", operands: "CASE", count: .just(1),
    text: "show the scope, or add mailboxes, windows and indicators", document: "scope",
    examples: [
      CommandExample(
        "casefile scope CASE --attacker-address 203.0.113.66 --by D --why TEXT",
        "who the attacker is"),
      CommandExample(
        "casefile scope CASE --from 2025-03-10 --to 2025-03-18 --by D --why TEXT",
        "when access counts"),
      CommandExample(
        "casefile scope CASE --final --by Counsel --why TEXT",
        "someone answers for it: reports are no longer drafts"),
    ])
  static let options: [Option<Self>] =
    ScopeEdits.options.map { $0.inside(\.edits) }
    + ScopeSettlement.options.map { $0.inside(\.settlement) }
    + DecisionOptions.options.map { $0.inside(\.decision) }

  func run(_ run: CommandRun) throws -> Int32 {
    if settlement.isAny { return try settle(run) }
    if !edits.isAny {
      if decision.by != nil || decision.why != nil {
        throw UsageProblem.required(
          option: decision.by == nil ? "--why" : "--by",
          why: "no decision is given with it")
      }
      try show(try run.read().scope, run)
      return 0
    }
    var opened = try run.open()
    let author = try ScopeAuthor(decision, run.surroundings)
    let scope = try edits.applied(to: opened.scope, by: author)
    if scope == opened.scope {
      run.note("the scope already says so; nothing was changed")
    } else {
      try opened.replaceScope(scope, reason: author.why)
    }
    try show(opened.scope, run)
    run.next("casefile findings \(opened.folder.root)")
    return 0
  }
}

/// Who changes the scope, and when; a reason may be given later.
struct ScopeAuthor {
  let by: String
  let why: String
  let now: UTCTime

  /// - Throws: where a name or a reason is given and is blank.
  init(_ decision: DecisionOptions, _ surroundings: Surroundings) throws(UsageProblem) {
    for (option, text) in [("--by", decision.by), ("--why", decision.why)] {
      guard let text, text.isBlank else { continue }
      throw .badValue(option: option, found: text, expected: "text that is not blank")
    }
    by = decision.by ?? surroundings.actor
    why = decision.why ?? ""
    now = surroundings.now()
  }
}
