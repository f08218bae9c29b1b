import CaseActions
import CaseModel

extension ScopeCommand {
  /// `casefile scope CASE --leave-outside …`, `--contested-counts …`, `--accept-rejected …`, `--adopt` and
  /// `--final`: somebody stands for the scope.
  func settle(_ run: CommandRun) throws -> Int32 {
    if edits.isAny {
      throw UsageProblem.apart(
        "a change to the scope", from: "--adopt, --final and decisions about findings",
        why: "these are about the scope as it is")
    }
    // Who says a name or a reason says one that can be seen, whether it is needed or not.
    let isStated = settlement.decides || decision.by != nil || decision.why != nil
    let stated = isStated ? try decision.decision("the scope") : nil
    var opened = try run.open()
    var findings = try opened.computeFindings()
    if settlement.decides, let stated {
      try decide(&opened, findings, stated, run)
      findings = try opened.computeFindings()
    }
    let root = opened.folder.root
    var state = try opened.scopeState(findings)
    if settlement.isFinal, !state.missing.isEmpty {
      return notFinal(state, opened.scope, root, run)
    }
    if settlement.isAdopted || settlement.isFinal, state.adoption == nil {
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

  private func decide(
    _ opened: inout OpenCase, _ findings: Findings, _ decision: Decision, _ run: CommandRun
  ) throws {
    for mailbox in settlement.leftOutside {
      let count = try opened.leaveOutside(mailbox, findings, decision)
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
    let both = settlement.counted.first(where: settlement.knownGood.contains)
    if let both {
      throw UsageProblem.badValue(
        option: "--contested-stays", found: both, expected: "a context that does not count")
    }
    let chosen = [
      ("--contested-counts", settlement.counted, true),
      ("--contested-stays", settlement.knownGood, false),
    ]
    for (option, names, counts) in chosen where !names.isEmpty {
      let contexts = try contested(names, option, findings)
      try opened.decideContested(contexts, counts: counts, decision)
      for context in contexts {
        try run.result(
          "decided",
          "\(context.records) record(s) of \(context.id)"
            + (counts ? " count as the attacker's" : " stay known good"),
          ["context": .text(context.id), "counts": .bool(counts)])
      }
    }
    if !settlement.waived.isEmpty { try waive(&opened, findings, decision, run) }
    for evidence in settlement.accepted {
      let name = evidenceName(evidence)
      let rows = try opened.acceptRejected(evidence, findings, decision)
      if rows == 0 {
        throw UsageProblem.badValue(
          option: "--accept-rejected", found: name,
          expected: "evidence with rows that cannot be read")
      }
      try run.result(
        "decided", "\(rows) row(s), or files, of \(name) that cannot be read are accepted",
        ["evidence": .text(name), "rows": .integer(rows)])
    }
  }

  /// A report that is final goes without what it asks for and does not get.
  private func waive(
    _ opened: inout OpenCase, _ findings: Findings, _ decision: Decision, _ run: CommandRun
  ) throws {
    let missing = try opened.scopeState(findings).missing.compactMap(\.requirement)
    for requirement in settlement.waived
    where !missing.contains(requirement)
      && !opened.scope.decisions.contains(where: { $0.waives(requirement) })
    {
      // A waiver for what may come is none.
      throw UsageProblem.badValue(
        option: "--waive", found: requirement.name,
        expected: missing.isEmpty
          ? "what --final names as missing; nothing can be waived now"
          : "what is missing: \(missing.map(\.name).joined(separator: ", "))")
    }
    if run.surroundings.actor == Surroundings.unknownActor,
      settlement.waived.contains(where: { $0.lastActor != nil })
    {
      throw UsageProblem.required(
        option: "--actor", why: "the waiver itself would be by an account that is not known")
    }
    try opened.waive(settlement.waived, decision)
    for requirement in settlement.waived {
      try run.result(
        "decided", "a final report goes without \(requirement.name.visible)",
        ["waived": .text(requirement.name)])
    }
  }

  /// What is contested, or was until somebody decided it.
  private func contested(
    _ names: [String], _ option: String, _ findings: Findings
  ) throws(UsageProblem) -> [ContextFindings] {
    let all = findings.contexts.filter {
      $0.attribution.contested || $0.attribution.contestedIsDecided
    }
    var chosen: [ContextFindings] = []
    for name in names {
      guard let context = all.first(where: { $0.id == name }) else {
        throw .badValue(
          option: option, found: name,
          expected: all.isEmpty
            ? "a contested context; there is none"
            : "a contested context: " + all.prefix(12).map(\.id).joined(separator: ", "))
      }
      if !ContextSelector(context.context, in: context.mailbox).isNameable {
        throw .badValue(
          option: option, found: name,
          expected: "a context whose records are valid UTF-8; a scope cannot name another")
      }
      chosen.append(context)
    }
    return chosen
  }

  private func notFinal(
    _ state: ScopeState, _ scope: Scope, _ root: String, _ run: CommandRun
  ) -> Int32 {
    for missing in state.missing {
      let option = missing.option.map { " (\($0))" } ?? ""
      run.warn("missing: \(missing.text.english.visible)\(option.visible)")
    }
    // Of evidence or indicators that are not there, `status` says what comes next.
    let reasons =
      (scope.indicators + scope.knownGood).allSatisfy { !$0.why.isEmpty }
      && scope.windows.allSatisfy { !$0.why.isEmpty }
    if !reasons {
      return run.fail(
        "the scope is not final",
        hint: "give the same options again with --by and --why: rule and window then get a reason",
        1)
    }
    let option = state.missing.first?.option
    return run.fail(
      "the scope is not final",
      hint: option.map {
        "casefile scope \(root.visible) \($0.visible) --by NAME --why TEXT decides; casefile help scope"
          + " has the other way"
      } ?? "casefile status \(root.visible) (says what comes next)", 1)
  }
}
