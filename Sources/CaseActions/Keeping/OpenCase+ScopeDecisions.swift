import Archiving
import CaseFolder
import CaseModel

/// What somebody decides about a scope as it is, from what its findings show.
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
    try decide(
      matches.map { .leaveOutside(MailboxSelector($0.mailbox), from: $0.from, to: $0.to) },
      decision)
    return matches.map(\.records).reduce(0, +)
  }

  /// Decides whether contested contexts count as the attacker's, or stay known good.
  ///
  /// - Parameter contexts: contested, or decided before.
  package mutating func decideContested(
    _ contexts: [ContextFindings], counts: Bool, _ decision: Decision
  ) throws {
    try decide(
      contexts.map { .contested(ContextSelector($0.context, in: $0.mailbox), counts: counts) },
      decision)
  }

  /// Accepts that rows of a file, or files of an archive, cannot be read, as many as there are.
  ///
  /// - Returns: how many.
  package mutating func acceptRejected(
    _ evidence: Int, _ findings: Findings, _ decision: Decision
  ) throws -> Int {
    let archive = findings.request.notRead.first { $0.evidence == evidence }
    if let files = archive?.count, files > 0 {
      try decide([.acceptRejected(evidence: evidence, rows: files)], decision)
      return files
    }
    let file = findings.completeness.files.first { $0.facts.evidence == evidence }
    guard let rows = (file?.ledger.rejected).map({ Int($0) }), rows > 0 else { return 0 }
    try decide([.acceptRejected(evidence: evidence, rows: rows)], decision)
    return rows
  }

  /// Goes without what a final report asks for.
  package mutating func waive(_ requirements: [Requirement], _ decision: Decision) throws {
    try decide(requirements.map { .waive($0) }, decision)
  }

  /// What is decided already is not decided again.
  private mutating func decide(_ whats: [ScopeDecision.What], _ decision: Decision) throws {
    var scope = scope
    for what in whats where scope.decisions.last(where: { $0.isAbout(what) })?.what != what {
      scope.decisions.append(
        ScopeDecision(at: surroundings.now(), by: decision.by, what: what, why: decision.why))
    }
    if scope != self.scope { try replaceScope(scope, reason: decision.why) }
  }
}

extension ScopeDecision {
  /// It decides the same thing, in this way or in another.
  fileprivate func isAbout(_ other: What) -> Bool {
    switch (what, other) {
    case (.contested(let own, _), .contested(let other, _)): own == other
    default: what == other
    }
  }
}
