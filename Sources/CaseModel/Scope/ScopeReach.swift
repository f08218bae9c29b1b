/// What findings depend on in the records of mailboxes outside the scope, and no more: who decided
/// what and why, windows and readings, may change afterwards.
package struct ScopeReach: Equatable, Sendable {
  /// Empty: all.
  package var mailboxes: [String]
  /// What each indicator looks at, times aside.
  package var indicators: [String]

  package init(mailboxes: [String], indicators: [String]) {
    self.mailboxes = mailboxes
    self.indicators = indicators
  }

  /// What the other scope asks about that was not kept for this one; `nil` where its findings can be
  /// made.
  package func lacks(_ other: ScopeReach) -> String? {
    if let rule = other.indicators.first(where: { !indicators.contains($0) }) {
      return "the indicator \(rule)"
    }
    if mailboxes.isEmpty { return nil }
    if other.mailboxes.isEmpty { return "all mailboxes" }
    return other.mailboxes.first { !mailboxes.contains($0) }.map { "the mailbox \($0)" }
  }
}
