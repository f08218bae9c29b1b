import CaseModel

/// Whose setting an administrator's record changes, as the record names it.
struct SettingTarget: Sendable {
  enum Reach: Equatable {
    case reached, elsewhere
    /// No mailbox of the evidence has the name that the record gives: any may be meant.
    case unplaced
  }

  /// Empty for the organisation.
  var name: EvidenceText
  /// Another name that the record has.
  var alias: EvidenceText
  var organization: EvidenceText

  /// - Parameter isEverywhere: the organisation is meant, or an account wherever it goes.
  func reach(
    _ mailbox: MailboxIdentity, of all: [MailboxIdentity], isEverywhere: Bool
  ) -> Reach {
    if !organization.isEmpty, !mailbox.organization.isEmpty,
      organization.folded != mailbox.organization
    {
      return .elsewhere
    }
    if isEverywhere || names(mailbox) { return .reached }
    if all.contains(where: names) || name.bytes.contains(UInt8(ascii: "@")) { return .elsewhere }
    return .unplaced
  }

  /// An address that no mailbox of the evidence is known by: renamed people and hybrid tenants have
  /// addresses that are not their UPN (R13).
  func isUnknownAddress(of mailbox: MailboxIdentity, among all: [MailboxIdentity]) -> Bool {
    if !organization.isEmpty, !mailbox.organization.isEmpty,
      organization.folded != mailbox.organization
    {
      return false
    }
    return name.bytes.contains(UInt8(ascii: "@")) && !all.contains(where: names)
  }

  /// By GUID, by a name, by the part of a name before `@`, or by the last part of a path to it.
  private func names(_ mailbox: MailboxIdentity) -> Bool {
    for name in [name, alias] where !name.isEmpty {
      let folded = name.folded
      if folded == mailbox.guid { return true }
      let last = folded.bytes.split { $0 == UInt8(ascii: "/") || $0 == 0x5C }.last ?? []
      for upn in mailbox.upns {
        let own = upn.folded
        if own == folded || own.bytes.elementsEqual(last) { return true }
        if own.bytes.prefix(while: { $0 != UInt8(ascii: "@") }).elementsEqual(last) { return true }
      }
    }
    return false
  }
}
