/// A context, named by what its records say: C1, C2 … are given anew with every file of evidence. Tokens
/// are left out, because a client changes them every hour or so. Texts are compared by their bytes.
package struct ContextSelector: Hashable, Sendable {
  package var mailbox: MailboxSelector
  package var user: EvidenceText = ""
  package var session: EvidenceText = ""
  package var device: EvidenceText = ""
  package var client: EvidenceText = ""
  /// Distinct, in the order of the fields of a record: canonical, or as written what is no address.
  package var addresses: [EvidenceText] = []
  package var applications: [EvidenceText] = []
  /// `nil`: not stated.
  package var logonType: Int16?
  package var userType: Int16?

  package init(mailbox: MailboxSelector) { self.mailbox = mailbox }

  package init(_ context: AccessContext, in mailbox: MailboxIdentity) {
    self.mailbox = MailboxSelector(mailbox)
    user = context.user
    session = context.session
    device = context.device
    client = context.client
    for text in context.addresses.map(\.text) where !text.isEmpty && !addresses.contains(text) {
      addresses.append(text)
    }
    applications = context.applications
    logonType = context.logonType < 0 ? nil : context.logonType
    userType = context.userType < 0 ? nil : context.userType
  }

  /// A scope is a document of valid UTF-8: texts that are not cannot be told apart in it, so that no
  /// decision is about them.
  package var isNameable: Bool {
    ([user, session, device, client] + addresses + applications).allSatisfy(\.isValidUTF8)
  }

  package func selects(_ context: AccessContext, in mailbox: MailboxIdentity) -> Bool {
    var own = ContextSelector(context, in: mailbox)
    own.mailbox = self.mailbox
    return own == self && own.isNameable && self.mailbox.selects(mailbox)
  }

  /// As a person tells it from others of the same mailbox.
  package var who: String {
    let addresses = addresses.map(\.string).joined(separator: ", ")
    return [user.string, addresses, client.string, session.string, device.string]
      .filter { !$0.isEmpty }
      .joined(separator: "; ")
  }
}
