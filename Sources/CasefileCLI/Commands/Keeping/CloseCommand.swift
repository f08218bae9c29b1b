import CaseActions
import CaseModel
import CaseTally

/// `casefile close CASE`: the last report and bundle; from then on a case refuses changes.
struct CloseCommand: Command {
  var decision = DecisionOptions()
  var retainUntil: UTCTime?
  var retainWhy: String?
  var isHeld = false
  var isDraft = false
  var results = ResultOptions()

  static let row = CommandRow(
    name: "close", operands: "CASE", count: .just(1),
    text: "make the last report and bundle; the case refuses changes from then on",
    examples: [
      CommandExample(
        "casefile close CASE --by J --why 'notices are sent' --draft",
        "closes the case, even though its report is a draft")
    ])
  static let options: [Option<Self>] =
    DecisionOptions.options.map { $0.inside(\.decision) } + [
      .time("retain-until", \.retainUntil, "instead of what the laws say", value: "DATE"),
      .text("retain-why", "TEXT", \.retainWhy, "who or what says so"),
      .flag("hold", \.isHeld, "set a litigation hold too"),
      .flag("draft", \.isDraft, "even though the report is a draft"),
    ] + ResultOptions.options.map { $0.inside(\.results) }

  func run(_ run: CommandRun) throws -> Int32 {
    var opened = try run.open(changing: false, for: results)
    try opened.checkTemplates()
    var decided: Decision?
    if let closed = opened.document.closed {
      // What an interrupted close left undone is done; nothing else changes.
      run.note("already closed, at \(closed.at.iso) by \(closed.by.visible)")
    } else {
      decided = try decision.decision("closing a case")
    }
    // It is read once, and asked twice: closing changes what the findings say of the case.
    let evidence = try opened.readEvidence()
    if let decided { try close(&opened, decided, evidence, run) }
    let results = try opened.makeResults(of: evidence)
    try showResults(results, opened, run)
    let code = printVerdict(results.verdict, run)
    if code != 0 { return code }
    try showClosure(opened.document, run)
    run.next("casefile timestamp request \(results.bundle.paths[0])")
    return 0
  }

  private func close(
    _ opened: inout OpenCase, _ decision: Decision, _ evidence: Tally, _ run: CommandRun
  ) throws {
    let state = try opened.scopeState(try opened.computeFindings(of: evidence))
    if !state.draft.isEmpty, !isDraft {
      for reason in state.draft { run.warn(reason.english) }
      throw UsageProblem.required(
        option: "--draft",
        why: "the report is a draft; casefile scope CASE --final makes it final,"
          + " --draft closes the case without that")
    }
    try opened.close(decision, retention: try retention())
    if isHeld { try opened.hold(true, decision) }
  }

  private func retention() throws -> (day: String, why: String)? {
    guard let retainUntil else {
      if retainWhy != nil {
        throw UsageProblem.required(
          option: "--retain-until", why: "--retain-why is the reason for a date")
      }
      return nil
    }
    guard let retainWhy, !retainWhy.isBlank else {
      throw UsageProblem.required(
        option: "--retain-why", why: "a date that no law of the case gives needs a reason")
    }
    return (retainUntil.date, retainWhy)
  }
}
