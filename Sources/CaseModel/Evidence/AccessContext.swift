/// A mailbox (R3): its organisation and GUID; its addresses are names.
package struct MailboxIdentity: Hashable, Sendable {
  /// Lower case; empty where no record states it.
  package var organization: EvidenceText
  /// Lower case; empty for a mailbox that is known by name only.
  package var guid: EvidenceText
  /// Sorted by bytes; spellings that differ only in case are one, the first by bytes.
  package var upns: [EvidenceText]

  package init(organization: EvidenceText, guid: EvidenceText, upns: [EvidenceText]) {
    self.organization = organization
    self.guid = guid
    self.upns = upns
  }

  /// What a person calls it.
  package var name: EvidenceText { upns.first ?? guid }
}

/// Who came how: one way of access, with every field that R14 tests.
package struct AccessContext: Hashable, Sendable {
  package struct Address: Hashable, Sendable {
    package var field: AddressField
    /// Canonical, so that a port makes no context of its own; as written where it is no address.
    package var text: EvidenceText
    /// `nil` where the text is no address.
    package var address: NetworkAddress?

    package init(field: AddressField, raw: EvidenceText) {
      self.field = field
      address = NetworkAddress(evidence: raw)
      text = address.map { EvidenceText($0.text) } ?? raw
    }
  }

  /// `nil` for a sign-in or other record without one.
  package var mailbox: MailboxIndex?
  package var user: EvidenceText
  /// −1: not stated.
  package var userType: Int16
  package var addresses: [Address]
  /// The distinct addresses in canonical form, in the order of the fields.
  package var canonicalAddresses: [String]
  package var session: EvidenceText
  package var token: EvidenceText
  /// Empty where no record states it.
  package var device: EvidenceText
  package var client: EvidenceText
  package var applications: [EvidenceText]
  /// −1: not stated.
  package var logonType: Int16

  init(
    _ row: ResolvedContext, _ texts: ByteInterner, addresses: Addresses,
    applications: [EvidenceText]
  ) {
    mailbox = row.mailbox
    user = texts[row.user]
    userType = row.userType
    session = texts[row.session]
    token = texts[row.token]
    device = texts[row.device]
    client = texts[row.client]
    logonType = row.logonType
    self.addresses = addresses.all
    canonicalAddresses = addresses.canonical
    self.applications = applications
  }

  /// The address fields name different addresses (R8).
  package var addressesDisagree: Bool { canonicalAddresses.count > 1 }
}

/// The address fields of a context: made once for each list, because contexts are many.
struct Addresses: Sendable {
  let all: [AccessContext.Address]
  let canonical: [String]

  init(_ list: UInt32, _ texts: ByteInterner) {
    all = TaggedList.elements(texts.bytes(list)).compactMap { tag, text in
      AddressField(rawValue: tag).map { AccessContext.Address(field: $0, raw: text) }
    }
    var seen: [String] = []
    for case let text? in all.map({ $0.address?.text }) where !seen.contains(text) {
      seen.append(text)
    }
    canonical = seen
  }
}
