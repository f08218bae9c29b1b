/// A context whose mailbox is resolved (R3) and whose addresses are canonical (R8); texts are numbers
/// of the interner beside it.
package struct ResolvedContext: Hashable, Sendable {
  /// `nil` for a sign-in or other record without one.
  package var mailbox: MailboxIndex?
  package var user: UInt32
  package var session: UInt32
  package var token: UInt32
  package var device: UInt32
  package var client: UInt32
  /// A `TaggedList` of address fields, canonical.
  package var addresses: UInt32
  package var applications: UInt32
  /// −1: not stated.
  package var userType: Int16
  /// −1: not stated.
  package var logonType: Int16

  /// - Parameter row: as records have it.
  package init(_ row: ContextRow, mailbox: MailboxIndex?, addresses: UInt32) {
    self.mailbox = mailbox
    self.addresses = addresses
    user = row.user
    session = row.session
    token = row.token
    device = row.device
    client = row.client
    applications = row.applications
    userType = row.userType
    logonType = row.logonType
  }

  /// Of all fields, for `HashIndex`: contexts are many.
  package var tableHash: UInt32 {
    let types =
      UInt32(UInt16(bitPattern: userType)) << 16 | UInt32(UInt16(bitPattern: logonType))
    var hash = mix(0x9E37_79B9_7F4A_7C15, mailbox.map { $0.number + 1 } ?? 0, user)
    hash = mix(hash, session, token)
    hash = mix(hash, client, addresses)
    if device != 0 { hash = mix(hash, device, 0) }
    return UInt32(truncatingIfNeeded: mix(hash, applications, types) >> 32)
  }
}
