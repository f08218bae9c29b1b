import CaseModel

/// A setting that an administrator's record changes, and what that means for the audit log (R13).
struct AuditChange: Sendable {
  enum Effect: Sendable { case off, on }

  var record: RecordIndex
  var time: UTCTime
  var cause: UnauditedCause
  var effect: Effect
  /// What is switched: changes of one switch for one target open and close its periods.
  var what: String
  var value: String
  /// As the record names it; empty for the organisation.
  var target: EvidenceText
  /// Other names that the record has for the target.
  var alias: EvidenceText
  var organization: EvidenceText
  /// Empty: all.
  var logonTypes: [Int16] = []
  var by: EvidenceText

  /// The organisation is meant, or an account wherever it goes.
  var isEverywhere: Bool { target.isEmpty || cause == .bypass || isOfMany }
  /// What could not be read may be about more than the one that is named.
  var isOfMany = false

  /// What a record's setting `name=value` means; empty where it means nothing for the log.
  static func effects(
    _ setting: String
  ) -> [(what: String, cause: UnauditedCause, effect: Effect, logonTypes: [Int16])] {
    let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return [] }
    let (name, value) = (String(parts[0]), parts[1].lowercased())
    func state(
      _ cause: UnauditedCause, off: String, on: String
    ) -> [(String, UnauditedCause, Effect, [Int16])] {
      value == off ? [(name, cause, .off, [])] : value == on ? [(name, cause, .on, [])] : []
    }
    switch name {
    // Only of a record that no copy reads whole; which switch it was nobody knows.
    case "unread": return [(name, .auditChangeUnread, .off, [])]
    case "auditbypassenabled": return state(.bypass, off: "true", on: "false")
    case "auditenabled": return state(.auditDisabled, off: "false", on: "true")
    case "auditdisabled": return state(.auditDisabled, off: "true", on: "false")
    case "unifiedauditlogingestionenabled":
      return state(.auditDisabled, off: "false", on: "true")
    case "m365_advanced_auditing": return state(.licence, off: "disabled", on: "enabled")
    case "auditowner": return actions(name, value, LogonType.owner)
    case "auditadmin": return actions(name, value, LogonType.admin)
    case "auditdelegate": return actions(name, value, LogonType.delegate)
    case "defaultauditset":
      return [
        ("auditowner", LogonType.owner), ("auditadmin", LogonType.admin),
        ("auditdelegate", LogonType.delegate),
      ].filter { value.contains($0.0.dropFirst(5)) }.map { ($0.0, .auditDisabled, .on, [$0.1]) }
    case "auditlogagelimit":
      guard let days = days(value) else { return [] }
      return [(name, .retention, days < defaultDays ? .off : .on, [])]
    default: return []
    }
  }

  /// The age limit of a mailbox's log where nobody changed it.
  private static let defaultDays = 90

  /// The list of audited actions of a logon type: whole, or what is added or removed.
  private static func actions(
    _ name: String, _ value: String, _ logonType: Int16
  ) -> [(String, UnauditedCause, Effect, [Int16])] {
    let isNamed = value.contains("mailitemsaccessed")
    let removes = value.contains("remove") || value.hasPrefix("-")
    let adds = value.contains("add") || value.hasPrefix("+")
    if (removes || adds) && !isNamed { return [] }
    return [(name, .auditDisabled, isNamed && !removes ? .on : .off, [logonType])]
  }

  /// `days.hh:mm:ss`, or `hh:mm:ss`.
  private static func days(_ value: String) -> Int? {
    let parts = value.split(separator: ".")
    if parts.count == 2 { return Int(parts[0]) }
    return parts.count == 1 && parts[0].contains(":") ? 0 : Int(value)
  }

  enum UnreadReach { case one, everybody }

  /// Whose auditing or forwarding an operation may change whose parameters could not be understood;
  /// `nil` where it changes neither.
  static func reachOfUnread(_ operation: EvidenceText) -> UnreadReach? {
    switch operation.folded.string {
    case "set-mailboxauditbypassassociation", "set-organizationconfig", "set-adminauditlogconfig",
      "new-transportrule", "set-transportrule", "new-journalrule", "set-journalrule":
      .everybody
    case "set-mailbox", "new-inboxrule", "set-inboxrule", "updateinboxrules", "update user.",
      "update user", "change user license.", "change user license":
      .one
    default: nil
    }
  }

  // MARK: - Whose auditing

  func isForUnknownAddress(_ mailbox: MailboxIdentity, of all: [MailboxIdentity]) -> Bool {
    !isEverywhere
      && SettingTarget(name: target, alias: alias, organization: organization)
        .isUnknownAddress(of: mailbox, among: all)
  }

  func reach(_ mailbox: MailboxIdentity, of all: [MailboxIdentity]) -> SettingTarget.Reach {
    SettingTarget(name: target, alias: alias, organization: organization)
      .reach(mailbox, of: all, isEverywhere: isEverywhere)
  }
}
