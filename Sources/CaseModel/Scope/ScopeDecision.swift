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
    /// A rule, named by its id, is out of force.
    case retract(String)
  }

  package init(at: UTCTime?, by: String, what: What, why: String) {
    self.at = at
    self.by = by
    self.what = what
    self.why = why
  }

  /// What was decided, as a sentence; `nil` where somebody's own words say it.
  ///
  /// - Parameter named: mailboxes that are known: a reader knows a name, and no GUID.
  package func statement(_ named: [MailboxIdentity] = []) -> Statement? {
    switch what {
    case .said: return nil
    case .retract(let id): return Statement("rule \(id) was retracted and matches nothing")
    case .leaveOutside(let mailbox, let from, let to):
      let identity = named.first(where: mailbox.selects)
      let name = identity?.name.string ?? mailbox.text
      return Statement("matches in \(name) from \(from) to \(to) stay outside the scope")
    }
  }

  package var english: String {
    if case .said(let text) = what { text } else { statement()?.english ?? "" }
  }

  /// Somebody who is named says it, with a reason, in words: it may be about a reading.
  package var isSaid: Bool {
    guard case .said(let text) = what else { return false }
    return !text.isBlank && Decision(by: by, why: why) != nil
  }

  /// Somebody who is named decided, for a reason, that such matches stay outside.
  package func leavesOutside(_ mailbox: MailboxIdentity, from: UTCTime, to: UTCTime) -> Bool {
    guard case .leaveOutside(let selector, let first, let last) = what else { return false }
    return selector.selects(mailbox) && first <= from && to <= last
      && Decision(by: by, why: why) != nil
  }
}
