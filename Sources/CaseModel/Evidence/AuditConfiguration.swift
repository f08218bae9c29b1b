/// How auditing was set, as somebody exported it (R13). What an entry does not say, or says in a
/// list that was cut, is `nil` or absent: unknown, never "no".
package struct AuditConfiguration: Equatable, Sendable {
  package var evidence = 0
  /// Lower-case hexadecimal.
  package var sha256 = ""
  package var collectedAt: UTCTime?
  package var mailboxes: [MailboxAuditing] = []
  package var organizations: [OrganizationAuditing] = []
  package var bypasses: [AuditBypass] = []
  package var licences: [AuditLicence] = []
  /// Entries that say nothing of auditing, from 1.
  package var others: [Int] = []

  package init() {}

  package var isEmpty: Bool {
    mailboxes.isEmpty && organizations.isEmpty && bypasses.isEmpty && licences.isEmpty
  }
}

/// Whom an entry is about, and where it stands.
package struct ConfigurationSubject: Equatable, Sendable {
  /// From 1, in its file.
  package var entry: Int
  /// Addresses, GUIDs and other names, as written; the first is the one to show.
  package var names: [String]

  package init(entry: Int, names: [String]) {
    self.entry = entry
    self.names = names
  }

  /// By GUID or by address; an alias or a display name proves nothing.
  package func isMeant(_ mailbox: MailboxIdentity) -> Bool {
    names.contains { name in
      let folded = EvidenceText(name).folded
      return folded == mailbox.guid || mailbox.upns.contains { $0.folded == folded }
    }
  }

  package var name: String? { names.first }
}

/// `Get-Mailbox`.
package struct MailboxAuditing: Equatable, Sendable {
  package var subject: ConfigurationSubject
  /// RecipientTypeDetails.
  package var type: String?
  package var isEnabled: Bool?
  /// AuditLogAgeLimit, in days.
  package var ageLimit: Int?
  /// By logon type: MailItemsAccessed is in its list.
  package var recordsMailAccess: [Int16: Bool] = [:]

  package init(subject: ConfigurationSubject) { self.subject = subject }
}

/// `Get-OrganizationConfig`, `Get-AdminAuditLogConfig`.
package struct OrganizationAuditing: Equatable, Sendable {
  package var subject: ConfigurationSubject
  /// AuditDisabled.
  package var isDisabled: Bool?
  /// UnifiedAuditLogIngestionEnabled.
  package var isIngested: Bool?

  package init(subject: ConfigurationSubject) { self.subject = subject }
}

/// `Get-MailboxAuditBypassAssociation`.
package struct AuditBypass: Equatable, Sendable {
  package var subject: ConfigurationSubject
  package var isBypassed: Bool?

  package init(subject: ConfigurationSubject) { self.subject = subject }
}

/// The licences of an account.
package struct AuditLicence: Equatable, Sendable {
  package var subject: ConfigurationSubject
  /// What it is called, where it carries the audit action.
  package var carries: String?
  /// It carries the audit action only since that became part of Audit (Standard).
  package var isStandard = false
  /// Every licence is named, so that none was overlooked.
  package var isWhole: Bool

  package init(subject: ConfigurationSubject, carries: String?, isWhole: Bool) {
    self.subject = subject
    self.carries = carries
    self.isWhole = isWhole
  }
}
