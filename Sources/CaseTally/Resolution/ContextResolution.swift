import CaseModel

/// Makes one context of those that differ only in how they are written: mailboxes resolved (R3),
/// addresses canonical (R8).
package struct ContextResolution {
  package let directory: MailboxDirectory
  /// As `ResolvedContexts` has them.
  package let rows: [ContextRow]
  /// By context of the tally.
  package private(set) var map: [UInt32] = []
  package private(set) var texts: ByteInterner

  package init(_ tallied: [ContextRow], _ namings: NumberTable, _ taken: consuming ByteInterner) {
    // Owned alone from here on: what is added copies nothing.
    var texts = taken
    let directory = MailboxDirectory(namings, texts)
    var distinct = ContextSet()
    var addresses: [UInt32: UInt32] = [:]
    map.reserveCapacity(tallied.count)
    var namings = namings
    for row in tallied {
      var copy = row
      let naming = namings.number(
        of: NumberTable.Key(row.organization, row.mailboxGuid, row.mailboxName))
      copy.organization = UInt32(directory.mailboxOfNaming[naming] + 1)
      copy.mailboxGuid = 0
      copy.mailboxName = 0
      if let known = addresses[row.addresses] {
        copy.addresses = known
      } else {
        copy.addresses = ContextResolution.canonical(row.addresses, &texts)
        addresses[row.addresses] = copy.addresses
      }
      map.append(distinct.number(of: copy))
    }
    self.directory = directory
    rows = distinct.rows
    self.texts = texts
  }

  private static func canonical(_ list: UInt32, _ texts: inout ByteInterner) -> UInt32 {
    var canonical: [UInt8] = []
    for (tag, text) in TaggedList.elements(texts.bytes(list)) {
      guard let field = AddressField(rawValue: tag) else { continue }
      let address = AccessContext.Address(field: field, raw: text)
      TaggedList.append(address.text.bytes[...], tag: tag, to: &canonical)
    }
    return texts.intern(canonical)
  }
}
