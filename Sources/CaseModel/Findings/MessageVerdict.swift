/// The tier of a message in a mailbox; the first that holds (design section 1).
package enum MessageTier: String, CaseIterable, Sendable {
  case recorded, assumed, undetermined, otherAccess, notSeen
}

/// What the evidence says of one message id in one mailbox of the scope.
package struct MessageVerdict: Sendable {
  package var message: EvidenceText
  package var mailbox: MailboxIdentity
  package var tier: MessageTier
  /// In the order of the tiers: the first decides, the others hold as well.
  package var reasons: [String]
  package var sources: [CitedRecord]

  package init(
    message: EvidenceText, mailbox: MailboxIdentity, tier: MessageTier, reasons: [String],
    sources: [CitedRecord]
  ) {
    self.message = message
    self.mailbox = mailbox
    self.tier = tier
    self.reasons = reasons
    self.sources = sources
  }
}
