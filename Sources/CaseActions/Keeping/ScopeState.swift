import Archiving
import CaseFolder
import CaseModel
import Files
import TextFormats

/// Whether somebody stands for the scope, and what keeps the reports drafts.
package struct ScopeState: Sendable {
  /// The entry that adopted this very scope.
  package var adoption: CustodyEntry?
  /// The entry that found scope.json changed by hand; `nil` where a command wrote it.
  package var outsideChange: CustodyEntry?
  /// What is missing besides the adoption, as sentences.
  package var missing: [Missing] = []

  package struct Missing: Sendable {
    package var text: Statement
    /// The option of `scope` that decides it; `nil` where none does.
    package var option: String?
    /// As what it may be waived.
    package var requirement: Requirement?
  }

  mutating func add(_ text: Statement, _ option: String? = nil) {
    missing.append(Missing(text: text, option: option))
  }

  mutating func ask(_ requirement: Requirement, _ text: Statement) {
    missing.append(
      Missing(text: text, option: "--waive \(requirement.name)", requirement: requirement))
  }

  /// What keeps a report from being final; empty where nothing does.
  package var draft: [Statement] {
    let missing = missing.map(\.text)
    if adoption != nil { return missing }
    if let change = outsideChange {
      return [
        Statement(
          "scope.json was changed outside casefile (custody entry \("\(change.seq)")), and nobody"
            + " has adopted it")
      ] + missing
    }
    return [Statement("nobody has adopted the scope")] + missing
  }
}

extension CaseFacts {
  package func scopeState(_ findings: Findings) throws -> ScopeState {
    var state = try scopeState()
    for outside in findings.outsideScope where !isDecided(outside, findings) {
      state.add(
        Statement(
          "\(outside.records) record(s) of \(outside.mailbox.name.visible) outside the scope match"
            + " \(outside.indicators.joined(separator: ", ")), \(outside.from) to"
            + " \(outside.to): extend the scope, or decide that they stay outside"),
        "--leave-outside MAILBOX")
    }
    for context in undecidedContested(findings) {
      state.add(
        Statement(
          "\(context.id) is known good and yet shares a session or token with an attacker's record"
            + " (\(context.records) record(s)): decide whether it counts"),
        "--contested-stays \(context.id)")
    }
    for file in findings.completeness.files where file.ledger.rejected > 0 {
      let (evidence, rows) = (file.facts.evidence, Int(file.ledger.rejected))
      if scope.decisions.contains(where: { $0.acceptsRejected(evidence, rows: rows) }) { continue }
      state.add(
        Statement(
          "\(rows) row(s) of \(evidenceName(evidence)) cannot be read: import a better export, or"
            + " accept them"),
        "--accept-rejected \(evidenceName(evidence))")
    }
    for archive in findings.request.notReadUndecided {
      state.add(
        Statement(
          "\(archive.count) file(s) in \(evidenceName(archive.evidence)) could not be read and may hold"
            + " records: import what is in them, then accept them"),
        "--accept-rejected \(evidenceName(archive.evidence))")
    }
    for id in findings.indicatorsWithoutMatch where !isWaived(.match(id)) {
      state.ask(
        .match(id),
        Statement(
          "indicator \(id) matches no record: retract it, import what it is about, or waive it"))
    }
    return state
  }

  /// Without what findings show to be missing.
  package func scopeState() throws -> ScopeState {
    var state = ScopeState()
    addUndecided(to: &state)
    addUnstated(to: &state)
    let hash = try hexadecimalHash(scopeBytes)
    let entries = custody.entries.filter { entry in
      entry.objects.contains { $0.name == "scope.json" && $0.sha256 == hash }
    }
    state.adoption = entries.last { $0.kind == .scopeAdopted }
    // One that a command wrote before, and that is back, is nobody's unknown text.
    if !entries.contains(where: { $0.kind == .scope }) {
      state.outsideChange = entries.last { $0.kind == .changedOutside }
    }
    return state
  }

  private func addUndecided(to state: inout ScopeState) {
    if !register.contains(where: \.holdsRecords) {
      state.add(Statement("no evidence has been imported"))
    }
    if scope.indicators.isEmpty, scope.readings.assumption == .attributed {
      state.add(Statement("no indicator has been decided"))
    }
    for rule in scope.indicators + scope.knownGood
    where Decision(by: rule.decidedBy, why: rule.why) == nil {
      state.add(Statement("rule \(rule.id) does not say who decided it and why"))
    }
    for window in scope.windows where Decision(by: window.decidedBy, why: window.why) == nil {
      state.add(
        Statement("the window from \(window.span.from) does not say who decided it and why"))
    }
  }

  /// Who answers for a report, and where its evidence is from.
  private func addUnstated(to state: inout ScopeState) {
    if document.examiner.isBlank, !isWaived(.examiner) {
      state.ask(.examiner, Statement("case.json names no examiner"))
    }
    if document.organisation.isBlank, !isWaived(.organisation) {
      state.ask(.organisation, Statement("case.json names no organisation"))
    }
    for entry in register {
      let lacking = entry.lackingProvenance
      if lacking.isEmpty || isWaived(.provenance(entry.evidence)) { continue }
      state.ask(
        .provenance(entry.evidence),
        Statement(
          "the provenance of \(evidenceName(entry.evidence)) is not stated in full:"
            + " \(lacking.joined(separator: ", "))"))
    }
    // What is derived changes no report: it was made with the log as it stood before.
    let unknown = custody.entries.filter {
      !$0.isDerived && $0.actor == Surroundings.unknownActor
    }
    let waived = scope.decisions.compactMap { decision -> Int? in
      guard case .waive(let requirement) = decision.what, decision.waives(requirement) else {
        return nil
      }
      return requirement.lastActor
    }.max()
    if let last = unknown.last?.seq, last > waived ?? 0 {
      state.ask(
        .actor(upTo: last),
        Statement(
          "\(unknown.count) entry(ies) of the custody log are by an account that is not known"))
    }
  }

  private func isWaived(_ requirement: Requirement) -> Bool {
    scope.decisions.contains { $0.waives(requirement) }
  }

  /// Of the mailboxes of the scope.
  func undecidedContested(_ findings: Findings) -> [ContextFindings] {
    let own = Set(findings.mailboxes.map(\.mailbox.name.folded))
    return findings.contexts.filter {
      $0.attribution.contested && !$0.attribution.contestedIsDecided
        && own.contains($0.mailbox.name.folded)
    }
  }

  /// A name that is that of several mailboxes (archive, re-created user) decides of none of them.
  func isDecided(_ match: OutsideScope, _ findings: Findings) -> Bool {
    scope.decisions.contains { decision in
      guard decision.leavesOutside(match.mailbox, from: match.from, to: match.to),
        case .leaveOutside(let selector, _, _) = decision.what
      else { return false }
      return findings.namedMailboxes.count(where: selector.selects) <= 1
    }
  }
}

extension RegisterEntry {
  /// What a reader has to know to say where a file comes from, by the names of a side file.
  fileprivate var lackingProvenance: [String] {
    var lacking: [String] = []
    if origin.sourceSystem == nil { lacking.append("sourceSystem") }
    if origin.collectedAt == nil { lacking.append("collected.at") }
    if origin.collectedBy == nil { lacking.append("collected.by") }
    if holdsRecords, !origin.query.isStated { lacking.append("query") }
    return lacking
  }
}
