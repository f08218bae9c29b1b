/// A context, named by what its records say: C1, C2 … are given anew with every file of evidence. Tokens
/// are left out, because a client changes them every hour or so.
package struct ContextSelector: Hashable, Sendable {
  package var mailbox: MailboxSelector
  package var user = ""
  package var session = ""
  package var device = ""
  package var client = ""
  /// Canonical, in the order of the fields of a record.
  package var addresses: [String] = []
  package var applications: [String] = []
  /// `nil`: not stated.
  package var logonType: Int16?
  package var userType: Int16?

  package init(mailbox: MailboxSelector) { self.mailbox = mailbox }

  package init(_ context: AccessContext, in mailbox: MailboxIdentity) {
    self.mailbox = MailboxSelector(mailbox)
    user = context.user.string
    session = context.session.string
    device = context.device.string
    client = context.client.string
    addresses = context.canonicalAddresses
    applications = context.applications.map(\.string)
    logonType = context.logonType < 0 ? nil : context.logonType
    userType = context.userType < 0 ? nil : context.userType
  }

  package func selects(_ context: AccessContext, in mailbox: MailboxIdentity) -> Bool {
    var own = ContextSelector(context, in: mailbox)
    own.mailbox = self.mailbox
    return own == self && self.mailbox.selects(mailbox)
  }

  /// As a person tells it from others of the same mailbox.
  package var who: String {
    [user, addresses.joined(separator: ", "), client, session, device].filter { !$0.isEmpty }
      .joined(separator: "; ")
  }
}
