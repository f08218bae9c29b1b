import CaseActions
import CaseModel
import CasePipeline
import TextFormats

/// `casefile scope CASE --leave-outside …`, `--adopt` and `--final`: somebody stands for the scope.
func settleScope(_ run: CommandRun) throws -> Int32 {
  let others = scopeOptions.map(\.name).filter {
    !["leave-outside", "adopt", "final", "by", "why"].contains($0)
  }
  if let other = others.first(where: run.arguments.has) {
    throw UsageProblem.badValue(
      option: "--\(other)", found: run.arguments[other] ?? "set",
      expected: "no change of the scope beside --leave-outside, --adopt or --final")
  }
  var opened = try run.open()
  let findings = try opened.computeFindings()
  for name in run.arguments.all("leave-outside") {
    let (by, why) = try decision(run)
    let mailbox = name.contains("@") ? MailboxSelector.upn(name) : .guid(name.lowercased())
    let count = try opened.leaveOutside(mailbox, findings, by: by, why: why)
    if count == 0 {
      throw UsageProblem.badValue(
        option: "--leave-outside", found: name,
        expected: "a mailbox with matches outside the scope that nobody has decided")
    }
    try run.result(
      "decided", "\(count) match(es) of \(name.visible) stay outside the scope",
      ["mailbox": .text(name), "matches": .integer(count)])
  }
  let root = opened.folder.root
  var state = try opened.scopeState(findings)
  if run.arguments.has("final"), !state.missing.isEmpty {
    for sentence in state.missing { run.warn("missing: \(sentence.english.visible)") }
    // Of evidence or indicators that are not there, `status` says what comes next.
    let reasons =
      (opened.scope.indicators + opened.scope.knownGood).allSatisfy { !$0.why.isEmpty }
      && opened.scope.windows.allSatisfy { !$0.why.isEmpty }
    return run.fail(
      "the scope is not final",
      hint: reasons
        ? "casefile status \(root.visible) (says what comes next)"
        : "give the same options again with --by and --why: rule and window get their reason", 1)
  }
  if run.arguments.has("adopt") || run.arguments.has("final"), state.adoption == nil {
    let (by, why) = try decision(run)
    try opened.adoptScope(by: by, why: why)
    state = try opened.scopeState(findings)
  }
  if let adoption = state.adoption {
    try run.result(
      "adopted", "\(adoption.reason.visible) (custody entry \(adoption.seq))",
      ["custodySeq": .integer(adoption.seq)])
  }
  noteDraft(state, root, run)
  run.next("casefile run \(root)")
  return 0
}

/// Who, and why: a decision has both.
func decision(_ run: CommandRun) throws -> (by: String, why: String) {
  guard let by = run.arguments["by"], !by.isEmpty else {
    throw UsageProblem.required(option: "--by", why: "a decision says who made it")
  }
  guard let why = run.arguments["why"], !why.isEmpty else {
    throw UsageProblem.required(option: "--why", why: "a decision says why")
  }
  return (by, why)
}

/// Says what keeps the reports drafts.
func noteDraft(_ state: ScopeState, _ root: String, _ run: CommandRun) {
  for sentence in state.draft { run.note("draft: \(sentence.english.visible)") }
  if !state.draft.isEmpty {
    run.note("casefile scope \(root) --final --by NAME --why TEXT makes it final")
  }
}
