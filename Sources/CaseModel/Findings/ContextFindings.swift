/// A context with what was counted in it: unique mail access over all evidence.
package struct ContextFindings: Sendable {
  /// C1, C2 …, by first access, then key.
  package var id: String
  /// Its token is empty where there are several.
  package var context: AccessContext
  /// Distinct tokens.
  package var tokens = 0
  package var mailbox: MailboxIdentity
  package var records = 0
  package var bind = 0
  package var sync = 0
  package var first: UTCTime
  package var last: UTCTime
  package var attribution: Attribution
  package var hints: [Statement] = []
  /// What speaks against its class, where that is the attacker's or contested (R14).
  package var against: [Statement] = []
  /// The record that links it.
  package var sources: [CitedIndex] = []

  package init(
    context: AccessContext, mailbox: MailboxIdentity, first: UTCTime, attribution: Attribution
  ) {
    id = ""
    self.context = context
    self.mailbox = mailbox
    self.first = first
    last = first
    self.attribution = attribution
  }
}
