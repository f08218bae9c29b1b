/// A way in which mail leaves a mailbox, or access to it is kept, beside mail access.
package enum AcquisitionKind: String, CaseIterable, Sendable {
  case forwarding, inboxRule, transportRule, permission, export, restore, consent
  case sending, deletion, search, copying, signIn

  /// The operations that show it, without case.
  package var operations: [String] {
    switch self {
    case .forwarding: []
    case .inboxRule:
      [
        "new-inboxrule", "set-inboxrule", "enable-inboxrule", "disable-inboxrule",
        "remove-inboxrule", "updateinboxrules",
      ]
    case .transportRule:
      [
        "new-transportrule", "set-transportrule", "enable-transportrule", "disable-transportrule",
        "remove-transportrule", "new-journalrule", "set-journalrule",
      ]
    case .permission:
      [
        "add-mailboxpermission", "remove-mailboxpermission", "add-recipientpermission",
        "remove-recipientpermission", "add-mailboxfolderpermission", "set-mailboxfolderpermission",
        "remove-mailboxfolderpermission", "addfolderpermissions", "modifyfolderpermissions",
        "removefolderpermissions", "updatefolderpermissions", "updatecalendardelegation",
      ]
    case .export:
      [
        "new-compliancesearchaction", "searchexported", "searchexportdownloaded",
        "viewedsearchexported", "new-mailboxexportrequest",
      ]
    case .restore:
      ["new-mailboxrestorerequest", "restore-recoverableitems", "undo-softdeletedmailbox"]
    case .consent:
      [
        "consent to application.", "add delegated permission grant.",
        "add app role assignment to service principal.",
        "add app role assignment grant to user.",
      ]
    case .sending: ["send", "sendas", "sendonbehalf"]
    case .deletion: ["softdelete", "harddelete", "movetodeleteditems"]
    case .search:
      [
        "searchqueryinitiatedexchange", "search-mailbox", "new-compliancesearch",
        "start-compliancesearch", "searchcreated", "searchstarted",
      ]
    case .copying: ["copy", "move"]
    case .signIn: ["userloggedin"]
    }
  }

  /// Somebody changed a setting: listed whoever did it, because its effect lasts.
  package var isSetting: Bool {
    switch self {
    case .forwarding, .inboxRule, .transportRule, .permission, .export, .restore, .consent: true
    case .sending, .deletion, .search, .copying, .signIn: false
    }
  }
}

extension AcquisitionKind {
  private static let byOperation: [String: AcquisitionKind] = {
    var table: [String: AcquisitionKind] = [:]
    for kind in AcquisitionKind.allCases { for name in kind.operations { table[name] = kind } }
    return table
  }()

  /// Set-Mailbox may forward; its settings tell.
  package init?(operation: EvidenceText) {
    let name = operation.folded.string
    guard let kind = name == "set-mailbox" ? .forwarding : AcquisitionKind.byOperation[name] else {
      return nil
    }
    self = kind
  }
}

/// Records of one way, by one person in one mailbox, with the same details.
package struct OtherAcquisition: Sendable {
  package var kind: AcquisitionKind
  package var operation: EvidenceText
  /// `nil` where the record names none.
  package var mailbox: MailboxIdentity?
  /// What the record says it changed: a mailbox, a rule, a user.
  package var target: EvidenceText
  package var user: EvidenceText
  package var attribution: AttributionClass
  /// `Name=value` of the settings that say where mail goes or who gets it.
  package var details: [EvidenceText]
  package var records: Int
  package var first: UTCTime
  package var last: UTCTime
  package var sources: [CitedIndex]

  package init(
    kind: AcquisitionKind, operation: EvidenceText, mailbox: MailboxIdentity?,
    target: EvidenceText, user: EvidenceText, attribution: AttributionClass,
    details: [EvidenceText], first: UTCTime
  ) {
    self.kind = kind
    self.operation = operation
    self.mailbox = mailbox
    self.target = target
    self.user = user
    self.attribution = attribution
    self.details = details
    self.first = first
    last = first
    records = 0
    sources = []
  }
}
