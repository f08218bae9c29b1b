/// What records of an attacker context say that are no mail access: of one operation, all together
/// (R25).
package struct Act: Sendable {
  package enum Group: String, Sendable, CaseIterable {
    /// Mail left by a rule or by forwarding.
    case mailSentOut
    /// Permissions, consents, rules, devices, ways to sign in.
    case accessKept
    /// Files, sharing, chats, assistants, searches.
    case otherDoor
    case signIn
    /// Sent, deleted, and what casefile does not read.
    case otherAct
  }

  /// Settings whose value is where mail goes to.
  package static let targetSettings = [
    "forwardingsmtpaddress", "forwardingaddress", "forwardto", "redirectto",
    "forwardasattachmentto", "redirectmessageto", "blindcopyto", "copyto", "journalemailaddress",
  ]

  package var group: Group
  /// By the record type; empty where it is not stated or not known.
  package var workload: String
  package var operation: EvidenceText
  /// A rule says what the operation is; else it is counted and no more.
  package var isRead: Bool
  /// In the windows, and in a mailbox of the scope or in none.
  package var isInScope: Bool
  /// `nil` where the records name none.
  package var mailbox: MailboxIdentity?
  package var records = 0
  package var first: UTCTime
  package var last: UTCTime
  package var addresses: [EvidenceText] = []
  package var sessions: [EvidenceText] = []
  package var clients: [EvidenceText] = []
  package var applications: [EvidenceText] = []
  /// `name=value` of what was changed.
  package var details: [EvidenceText] = []
  package var sources: [CitedIndex] = []

  package init(
    group: Group, workload: String, operation: EvidenceText, isRead: Bool, isInScope: Bool,
    mailbox: MailboxIdentity?, first: UTCTime
  ) {
    self.group = group
    self.workload = workload
    self.operation = operation
    self.isRead = isRead
    self.isInScope = isInScope
    self.mailbox = mailbox
    self.first = first
    last = first
  }
}
