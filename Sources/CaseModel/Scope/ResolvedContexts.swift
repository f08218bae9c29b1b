/// The distinct contexts of the evidence as columns: rows of numbers, made readable one at a time.
package struct ResolvedContexts: Sendable {
  /// `organization` holds the mailbox of the evidence plus 1; `mailboxGuid` and `mailboxName` are 0;
  /// addresses are canonical.
  package let rows: [ContextRow]
  package let texts: ByteInterner

  /// By list: few, where contexts are many.
  private let addresses: [UInt32: Addresses]
  private let applications: [UInt32: [EvidenceText]]

  package init(rows: [ContextRow], texts: ByteInterner) {
    self.rows = rows
    self.texts = texts
    var addresses: [UInt32: Addresses] = [:]
    var applications: [UInt32: [EvidenceText]] = [:]
    for row in rows {
      if addresses[row.addresses] == nil {
        addresses[row.addresses] = Addresses(row.addresses, texts)
      }
      if applications[row.applications] == nil {
        applications[row.applications] =
          TaggedList.elements(texts.bytes(row.applications)).map(\.text)
      }
    }
    self.addresses = addresses
    self.applications = applications
  }

  package var count: Int { rows.count }

  /// Index into the mailboxes of the evidence; `nil` for a sign-in or other record without one.
  package func mailbox(_ number: Int) -> Int? {
    let mailbox = Int(rows[number].organization)
    return mailbox == 0 ? nil : mailbox - 1
  }

  /// By context: its address fields name different addresses (R8).
  package var addressesDisagree: [Bool] {
    rows.map { (addresses[$0.addresses]?.canonical.count ?? 0) > 1 }
  }

  package subscript(number: Int) -> AccessContext {
    AccessContext(
      rows[number], texts, mailbox: mailbox(number),
      addresses: addresses[rows[number].addresses] ?? Addresses(0, texts),
      applications: applications[rows[number].applications] ?? [])
  }
}

/// The records as the attribution sees them, in the order of time and id.
package struct AuditSightings: Sendable {
  /// By sighting: the context.
  package let contexts: [UInt32]
  /// Of a sighting.
  package let time: @Sendable (Int) -> UTCTime

  package init(contexts: [UInt32], time: @escaping @Sendable (Int) -> UTCTime) {
    self.contexts = contexts
    self.time = time
  }
}
