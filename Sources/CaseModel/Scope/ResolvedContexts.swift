/// The distinct contexts of the evidence as columns: rows of numbers, made readable one at a time.
package struct ResolvedContexts: Sendable {
  package let rows: [ResolvedContext]
  package let texts: ByteInterner

  /// By list: few, where contexts are many.
  private let addresses: [UInt32: Addresses]
  private let applications: [UInt32: [EvidenceText]]

  package init(rows: [ResolvedContext], texts: ByteInterner) {
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
  package var indexes: [ContextIndex] { rows.indices.map { ContextIndex($0) } }

  /// `nil` for a sign-in or other record without one.
  package func mailbox(_ context: ContextIndex) -> MailboxIndex? { rows[context.int].mailbox }

  /// By context: its address fields name different addresses (R8).
  package var addressesDisagree: [Bool] {
    rows.map { (addresses[$0.addresses]?.canonical.count ?? 0) > 1 }
  }

  package func applications(_ context: ContextIndex) -> [EvidenceText] {
    applications[rows[context.int].applications] ?? []
  }

  package func canonicalAddresses(_ context: ContextIndex) -> [String] {
    addresses[rows[context.int].addresses]?.canonical ?? []
  }

  package subscript(context: ContextIndex) -> AccessContext {
    let row = rows[context.int]
    return AccessContext(
      row, texts, addresses: addresses[row.addresses] ?? Addresses(0, texts),
      applications: applications[row.applications] ?? [])
  }
}

/// The records as the attribution sees them, in the order of time and id.
package struct AuditSightings: Sendable {
  /// By sighting.
  package let contexts: [ContextIndex]
  package let time: @Sendable (SightingIndex) -> UTCTime

  package init(contexts: [ContextIndex], time: @escaping @Sendable (SightingIndex) -> UTCTime) {
    self.contexts = contexts
    self.time = time
  }
}
