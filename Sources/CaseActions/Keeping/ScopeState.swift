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
  package var missing: [Statement] = []
  /// Options of `scope` that decide what is missing, the first of each kind.
  package var options: [String] = []

  mutating func offer(_ option: String) {
    let kind = option.prefix { $0 != " " }
    if !options.contains(where: { $0.hasPrefix(kind) }) { options.append(option) }
  }

  /// What keeps a report a draft; empty where nothing does.
  package var draft: [Statement] {
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
      state.offer("--leave-outside MAILBOX")
      state.missing.append(
        Statement(
          "\(outside.records) record(s) of \(outside.mailbox.name.visible) outside the scope match"
            + " \(outside.indicators.joined(separator: ", ")), \(outside.from) to"
            + " \(outside.to): extend the scope, or decide that they stay outside"))
    }
    for context in undecidedContested(findings) {
      state.offer("--contested-stays \(context.id)")
      state.missing.append(
        Statement(
          "\(context.id) is known good and yet shares a session or token with an attacker's record"
            + " (\(context.records) record(s)): decide whether it counts"))
    }
    for file in findings.completeness.files where file.ledger.rejected > 0 {
      let (evidence, rows) = (file.facts.evidence, Int(file.ledger.rejected))
      if scope.decisions.contains(where: { $0.acceptsRejected(evidence, rows: rows) }) { continue }
      state.offer("--accept-rejected \(evidenceName(evidence))")
      state.missing.append(
        Statement(
          "\(rows) row(s) of \(evidenceName(evidence)) cannot be read: import a better export, or"
            + " accept them"))
    }
    for archive in findings.request.notReadUndecided {
      state.offer("--accept-rejected \(evidenceName(archive.evidence))")
      state.missing.append(
        Statement(
          "\(archive.count) file(s) in \(evidenceName(archive.evidence)) could not be read and may hold"
            + " records: import what is in them, then accept them"))
    }
    return state
  }

  /// Without what findings show to be missing.
  package func scopeState() throws -> ScopeState {
    var state = ScopeState()
    state.missing = undecided
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

  private var undecided: [Statement] {
    var missing: [Statement] = []
    if !register.contains(where: \.holdsRecords) {
      missing.append(Statement("no evidence has been imported"))
    }
    if scope.indicators.isEmpty, scope.readings.assumption == .attributed {
      missing.append(Statement("no indicator has been decided"))
    }
    for rule in scope.indicators + scope.knownGood
    where Decision(by: rule.decidedBy, why: rule.why) == nil {
      missing.append(Statement("rule \(rule.id) does not say who decided it and why"))
    }
    for window in scope.windows where Decision(by: window.decidedBy, why: window.why) == nil {
      missing.append(
        Statement("the window from \(window.span.from) does not say who decided it and why"))
    }
    return missing
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
