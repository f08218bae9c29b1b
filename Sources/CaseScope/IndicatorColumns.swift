import CaseModel

/// Whether a rule can match a context, told from the columns: each distinct text is tested once.
struct IndicatorColumns {
  private let match: IndicatorMatch
  private let contexts: ResolvedContexts
  private let mailboxes: [MailboxIdentity]
  /// By field: what is known of a text or list.
  private var known: [[UInt32: Bool]]

  private enum Field: Int, CaseIterable {
    case addresses, session, token, client, applications, user, mailbox
  }

  init(_ match: IndicatorMatch, _ contexts: ResolvedContexts, _ mailboxes: [MailboxIdentity]) {
    self.match = match
    self.contexts = contexts
    self.mailboxes = mailboxes
    known = [[UInt32: Bool]](repeating: [:], count: Field.allCases.count)
  }

  mutating func matches(_ number: Int) -> Bool {
    let row = contexts.rows[number]
    let rule = match.rule
    return (rule.logonTypes.isEmpty || rule.logonTypes.contains(row.logonType))
      && test(.addresses, !rule.addresses.isEmpty, row.addresses, number)
      && test(.session, !rule.sessions.isEmpty, row.session, number)
      && test(.token, !rule.tokens.isEmpty, row.token, number)
      && test(.client, !rule.clients.isEmpty, row.client, number)
      && test(.applications, !rule.applications.isEmpty, row.applications, number)
      && test(.user, !rule.users.isEmpty, row.user, number)
      && test(.mailbox, !rule.mailboxes.isEmpty, row.organization, number)
  }

  private mutating func test(
    _ field: Field, _ isStated: Bool, _ text: UInt32, _ context: Int
  ) -> Bool {
    if !isStated { return true }
    if let answer = known[field.rawValue][text] { return answer }
    let readable = contexts[context]
    let answer =
      switch field {
      case .addresses: match.addressReason(readable) != nil
      case .session: match.sessions.contains(readable.session)
      case .token: match.tokenReason(readable) != nil
      case .client: match.clientReason(readable) != nil
      case .applications: match.applicationReason(readable) != nil
      case .user: match.users.contains(readable.user.folded)
      case .mailbox: match.mailboxReason(readable, mailboxes) != nil
      }
    known[field.rawValue][text] = answer
    return answer
  }
}
