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
      state.missing.append(
        Statement(
          "\(outside.records) record(s) of \(outside.mailbox.name.visible) outside the scope match"
            + " \(outside.indicators.joined(separator: ", ")), \(outside.from) to"
            + " \(outside.to): extend the scope, or decide that they stay outside"))
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

  /// A name that is that of several mailboxes (archive, re-created user) decides of none of them.
  fileprivate func isDecided(_ match: OutsideScope, _ findings: Findings) -> Bool {
    scope.decisions.contains { decision in
      guard decision.leavesOutside(match.mailbox, from: match.from, to: match.to),
        case .leaveOutside(let selector, _, _) = decision.what
      else { return false }
      return findings.namedMailboxes.count(where: selector.selects) <= 1
    }
  }
}

extension OpenCase {
  /// Records that somebody stands for the scope as it is: who, and why.
  package mutating func adoptScope(_ decision: Decision) throws {
    let hash = try hexadecimalHash(scopeBytes)
    try log(
      .scopeAdopted, [CustodyObject("scope.json", hash)], reason: "decided \(decision.words)")
  }

  /// Decides of all matches in a mailbox that they stay outside.
  ///
  /// - Returns: how many records match.
  package mutating func leaveOutside(
    _ mailbox: MailboxSelector, _ findings: Findings, _ decision: Decision
  ) throws -> Int {
    let facts = facts
    let matches = findings.outsideScope.filter {
      mailbox.selects($0.mailbox) && !facts.isDecided($0, findings)
    }
    if matches.isEmpty { return 0 }
    var scope = scope
    for match in matches {
      scope.decisions.append(
        ScopeDecision(
          at: surroundings.now(), by: decision.by,
          what: .leaveOutside(
            MailboxSelector(match.mailbox), from: match.from, to: match.to), why: decision.why))
    }
    try replaceScope(scope, reason: decision.why)
    return matches.map(\.records).reduce(0, +)
  }
}
