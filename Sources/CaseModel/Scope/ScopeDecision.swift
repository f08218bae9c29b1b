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
    /// Known-good access that shares a session or token with an attacker's record counts as the
    /// attacker's, or stays known good (R14).
    case contested(ContextSelector, counts: Bool)
    /// So many rows of a file, or files of an archive, cannot be read, and are accepted as they are. Not one
    /// more: what evidence adds is not decided.
    case acceptRejected(evidence: Int, rows: Int)
    /// A report may be final without what it asks for.
    case waive(Requirement)
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
      let name = ScopeDecision.name(mailbox, named)
      return Statement("matches in \(name) from \(from) to \(to) stay outside the scope")
    case .contested(let context, counts: true):
      let name = ScopeDecision.name(context.mailbox, named)
      return Statement("contested access to \(name) by \(context.who) counts as the attacker's")
    case .contested(let context, counts: false):
      let name = ScopeDecision.name(context.mailbox, named)
      return Statement("contested access to \(name) by \(context.who) stays known good")
    case .waive(let requirement):
      return Statement("waived for a final report: \(requirement.statement)")
    case .acceptRejected(let evidence, let rows):
      return Statement(
        "\(rows) row(s), or files, of \(evidenceName(evidence)) that cannot be read are accepted as they"
          + " are")
    }
  }

  private static func name(_ mailbox: MailboxSelector, _ named: [MailboxIdentity]) -> String {
    named.first(where: mailbox.selects)?.name.string ?? mailbox.text
  }

  package var english: String {
    if case .said(let text) = what { text } else { statement()?.english ?? "" }
  }

  /// Somebody who is named says it, with a reason, in words: it may be about a reading.
  package var isSaid: Bool {
    guard case .said(let text) = what else { return false }
    return !text.isBlank && Decision(by: by, why: why) != nil
  }

  /// Somebody who is named decided, for a reason, what such a context counts as; else `nil`.
  package func decidesContested(_ context: AccessContext, in mailbox: MailboxIdentity) -> Bool? {
    guard case .contested(let selector, let counts) = what,
      Decision(by: by, why: why) != nil, selector.selects(context, in: mailbox)
    else { return nil }
    return counts
  }

  /// Somebody who is named accepted, for a reason, that so many rows of a file cannot be read.
  package func acceptsRejected(_ evidence: Int, rows: Int) -> Bool {
    what == .acceptRejected(evidence: evidence, rows: rows) && Decision(by: by, why: why) != nil
  }

  /// Somebody who is named goes without it, for a reason.
  package func waives(_ requirement: Requirement) -> Bool {
    what == .waive(requirement) && Decision(by: by, why: why) != nil
  }

  /// Somebody who is named decided, for a reason, that such matches stay outside.
  package func leavesOutside(_ mailbox: MailboxIdentity, from: UTCTime, to: UTCTime) -> Bool {
    guard case .leaveOutside(let selector, let first, let last) = what else { return false }
    return selector.selects(mailbox) && first <= from && to <= last
      && Decision(by: by, why: why) != nil
  }
}
