import CaseModel

/// Makes one context of those that differ only in how they are written: mailboxes resolved (R3),
/// addresses canonical (R8).
package struct ContextResolution {
  package let directory: MailboxDirectory
  /// Distinct.
  package let rows: [ResolvedContext]
  /// By context of the tally.
  package private(set) var map: [ContextIndex] = []
  package private(set) var texts: ByteInterner

  package init(_ tallied: [ContextRow], _ namings: NumberTable, _ taken: consuming ByteInterner) {
    // Owned alone from here on: what is added copies nothing.
    var texts = taken
    let directory = MailboxDirectory(namings, texts)
    var rows: [ResolvedContext] = []
    var index = HashIndex(capacity: tallied.count)
    var addresses: [UInt32: UInt32] = [:]
    map.reserveCapacity(tallied.count)
    var namings = namings
    for row in tallied {
      let naming = namings.number(
        of: NumberTable.Key(row.organization, row.mailboxGuid, row.mailboxName))
      var canonical = addresses[row.addresses]
      if canonical == nil {
        canonical = ContextResolution.canonical(row.addresses, &texts)
        addresses[row.addresses] = canonical
      }
      let context = ResolvedContext(
        row, mailbox: directory.mailboxOfNaming[naming], addresses: canonical ?? 0)
      let hash = context.tableHash
      let known = index.find(hash) { rows[$0] == context }
      if known == nil {
        index.insert(rows.count, hash)
        rows.append(context)
      }
      map.append(ContextIndex(known ?? rows.count - 1))
    }
    self.directory = directory
    self.rows = rows
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
