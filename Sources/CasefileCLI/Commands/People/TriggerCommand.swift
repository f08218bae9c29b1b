import CaseActions
import CaseModel
import CaseReport
import TextFormats

/// `casefile trigger CASE`: enters what started a clock, or lists what was entered.
struct TriggerCommand: Command {
  var regime: String?
  var name: String?
  var at: UTCTime?
  var decision = DecisionOptions()
  var results = ResultOptions()

  static let row = CommandRow(
    name: "trigger", operands: "CASE", count: .just(1),
    text: "enter what started the clock of a notification law, or list the deadlines",
    examples: [
      CommandExample(
        "casefile trigger CASE --regime gdpr --name awareness --at 2025-03-24 --by J --why TEXT",
        "starts the clock of a law"),
      CommandExample("casefile trigger CASE", "the deadlines, with the arithmetic"),
    ])
  static let options: [Option<Self>] =
    [
      .text("regime", "ID", \.regime, "which law"),
      .text("name", "TRIGGER", \.name, "which of its triggers"),
      .time("at", \.at, "when, UTC"),
    ] + DecisionOptions.options.map { $0.inside(\.decision) } + [
      ResultOptions.templates.inside(\.results)
    ]

  func run(_ run: CommandRun) throws -> Int32 {
    if regime == nil, name == nil, at == nil, decision.by == nil, decision.why == nil {
      return try list(run)
    }
    var opened: OpenCase
    let (trigger, law) = try entered(run)
    opened = try run.open(for: results)
    try opened.enter(trigger)
    try show(law, opened.document, run)
    run.next("casefile render \(opened.folder.root)")
    return 0
  }

  /// What somebody stands for: which trigger of which law, when, who and why.
  private func entered(_ run: CommandRun) throws -> (CaseTrigger, Regime) {
    func missing(_ option: String) -> UsageProblem {
      .required(
        option: option, why: "someone must answer for a trigger: which, when, who and why")
    }
    guard let regime, !regime.isBlank else { throw missing("--regime") }
    guard let name, !name.isBlank else { throw missing("--name") }
    guard let at else { throw missing("--at") }
    let decision = try decision.decision("a trigger")
    let law = try knownRegime(regime, results.templates())
    guard law.triggers.contains(where: { $0.id == name }) else {
      throw UsageProblem.badValue(
        option: "--name", found: name,
        expected: law.triggers.map(\.id).joined(separator: " or "))
    }
    let now = run.surroundings.now()
    if at > now {
      throw UsageProblem.badValue(
        option: "--at", found: at.iso, expected: "a time no later than now (\(now.iso))")
    }
    let trigger = CaseTrigger(
      regime: law.id, trigger: name, at: at, by: decision.by, why: decision.why, enteredAt: now)
    return (trigger, law)
  }

  private func list(_ run: CommandRun) throws -> Int32 {
    let opened = try run.read(for: results)
    for regime in try opened.regimes() { try show(regime, opened.document, run) }
    if opened.document.regimes.isEmpty {
      run.note("no regime is named; casefile regimes lists those that casefile knows")
    }
    return 0
  }
}

private func show(_ regime: Regime, _ document: CaseDocument, _ run: CommandRun) throws {
  var lines = [regime.title.visible]
  var dates: [String] = []
  for notice in regime.notices {
    let entered = document.triggers.last {
      $0.regime == regime.id && $0.trigger == notice.deadline.trigger
    }
    let english = try TemplateSet.builtIn.language("en")
    var due = "needs a person: when (\(notice.deadline.trigger))"
    if let entered {
      let answer = DeadlineAnswer(notice, of: regime, from: entered.at, document)
      due = "no fixed time: \(notice.deadline.text)"
      if let text = answer.text, let arithmetic = answer.arithmetic {
        due = "\(try plainText(text, english)) (\(try plainText(arithmetic, english)))"
      }
    }
    lines.append("  \(notice.to), \(notice.citation): \(due)".visible)
    dates.append(due)
  }
  if !run.isJSON { return try run.terminal.out(lines.joined(separator: "\n")) }
  try run.result(
    "deadlines", lines.joined(separator: "\n"),
    ["due": .array(dates.map { .text($0) }), "regime": .text(regime.id)])
}

/// The regime of an id, out of the templates in use.
func knownRegime(_ id: String, _ templates: TemplateSet) throws -> Regime {
  let all = try templates.regimes()
  if let regime = all.first(where: { $0.id == id }) { return regime }
  throw UsageProblem.badValue(
    option: "--regime", found: id, expected: all.map(\.id).joined(separator: " or "))
}
