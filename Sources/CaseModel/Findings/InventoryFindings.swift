/// What an inventory says of one mailbox: how many of its messages have which tier.
package struct InventoryFindings: Equatable, Sendable {
  /// Evidence numbers of the inventories that list messages of it.
  package var evidence: [Int] = []
  package var messages = 0
  /// They partition the messages.
  package var byTier: [MessageTier: Int] = [:]
  /// Parts of them: folder or delivery time is not known, so none is `notSeen`.
  package var unplaced = 0
  /// No inventory lists them any more; records of moves and deletions do.
  package var removed = 0
  /// Delivered when the attacker's access had ended.
  package var afterEnd = 0
  /// Delivered, or perhaps delivered, while mail of the mailbox was forwarded as it arrived.
  package var forwarded = 0
  /// Recorded messages that no inventory lists, and no record of a deletion.
  package var recordedNotListed = 0

  package init() {}
}

/// A message of an inventory and its tier.
package struct InventoryMessage: Sendable {
  package var mailbox: ScopedIndex
  package var message: EvidenceText
  package var identifiedBy: MessageIdentifier
  package var tier: MessageTier
  package var isPlaced: Bool
  package var delivered: UTCTime?
  /// It may have left as it arrived, without a record of access.
  package var isForwarded = false
  /// As inventories and records name them.
  package var folders: [EvidenceText]
  package var reasons: [String]
  /// Where inventories list it.
  package var listedAt: [SourcePosition]
  /// The mail-access records that name it.
  package var sources: [SourcePosition]
  package var sender: EvidenceText
  package var subject: EvidenceText

  package init(
    mailbox: ScopedIndex, message: EvidenceText, identifiedBy: MessageIdentifier, tier: MessageTier,
    isPlaced: Bool
  ) {
    self.mailbox = mailbox
    self.message = message
    self.identifiedBy = identifiedBy
    self.tier = tier
    self.isPlaced = isPlaced
    folders = []
    reasons = []
    listedAt = []
    sources = []
    sender = EvidenceText(bytes: [])
    subject = EvidenceText(bytes: [])
  }
}
