/// A decision about the scope that no rule and no window says.
package struct ScopeDecision: Equatable, Sendable {
  package var at: UTCTime?
  package var by: String
  package var what: What
  package var why: String

  package enum What: Equatable, Sendable {
    /// In words: of a reading (R9, R10, R14, R15), or what somebody wrote by hand.
    case said(String)
    /// Matches in a mailbox stay outside the scope, from the first of them to the last, both counted.
    /// What evidence adds before or after is not decided.
    case leaveOutside(MailboxSelector, from: UTCTime, to: UTCTime)
  }

  package init(at: UTCTime?, by: String, what: What, why: String) {
    self.at = at
    self.by = by
    self.what = what
    self.why = why
  }

  /// What was decided, as a sentence; `nil` where somebody's own words say it.
  package var statement: Statement? {
    guard case .leaveOutside(let mailbox, let from, let to) = what else { return nil }
    return Statement("matches in \(mailbox.text) from \(from) to \(to) stay outside the scope")
  }

  package var english: String {
    if case .said(let text) = what { text } else { statement?.english ?? "" }
  }

  /// Somebody who is named decided, for a reason, that such matches stay outside.
  package func leavesOutside(_ mailbox: MailboxIdentity, from: UTCTime, to: UTCTime) -> Bool {
    guard case .leaveOutside(let selector, let first, let last) = what else { return false }
    return selector.selects(mailbox) && first <= from && to <= last
      && Decision(by: by, why: why) != nil
  }
}
