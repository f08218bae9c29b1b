import CaseActions
import CaseModel

extension ScopeCommand {
  /// `casefile scope CASE --leave-outside …`, `--adopt` and `--final`: somebody stands for the scope.
  func settle(_ run: CommandRun) throws -> Int32 {
    if edits.isAny {
      throw UsageProblem.apart(
        "a change to the scope", from: "--leave-outside, --adopt and --final",
        why: "these are about the scope as it is")
    }
    // Who says a name or a reason says one that can be seen, whether it is needed or not.
    let isStated = !leftOutside.isEmpty || decision.by != nil || decision.why != nil
    let stated = isStated ? try decision.decision("the scope") : nil
    var opened = try run.open()
    let findings = try opened.computeFindings()
    for mailbox in leftOutside {
      let count = try opened.leaveOutside(
        mailbox, findings, try stated ?? decision.decision("the scope"))
      let name = mailbox.text
      if count == 0 {
        throw UsageProblem.badValue(
          option: "--leave-outside", found: name,
          expected: "a mailbox with undecided matches outside the scope")
      }
      try run.result(
        "decided", "\(count) matching record(s) of \(name.visible) stay outside the scope",
        ["mailbox": .text(name), "matches": .integer(count)])
    }
    let root = opened.folder.root
    var state = try opened.scopeState(findings)
    if isFinal, !state.missing.isEmpty { return notFinal(state, opened.scope, root, run) }
    if isAdopted || isFinal, state.adoption == nil {
      try opened.adoptScope(try stated ?? decision.decision("the scope"))
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

  private func notFinal(
    _ state: ScopeState, _ scope: Scope, _ root: String, _ run: CommandRun
  ) -> Int32 {
    for sentence in state.missing { run.warn("missing: \(sentence.english.visible)") }
    // Of evidence or indicators that are not there, `status` says what comes next.
    let reasons =
      (scope.indicators + scope.knownGood).allSatisfy { !$0.why.isEmpty }
      && scope.windows.allSatisfy { !$0.why.isEmpty }
    return run.fail(
      "the scope is not final",
      hint: reasons
        ? "casefile status \(root.visible) (says what comes next)"
        : "give the same options again with --by and --why: rule and window then get a reason", 1)
  }
}
