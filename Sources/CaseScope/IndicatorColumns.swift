import CaseModel

/// Whether a rule can match a context, told from the columns: each distinct text is tested once.
struct IndicatorColumns {
  private let match: IndicatorMatch
  private let contexts: ResolvedContexts
  private let mailboxes: [MailboxIdentity]
  /// By field: what is known of a text or list.
  private var known: [[UInt32: Bool]]

  private enum Field: Int, CaseIterable {
    case addresses, session, token, client, applications, device, user, mailbox
  }

  init(_ match: IndicatorMatch, _ contexts: ResolvedContexts, _ mailboxes: [MailboxIdentity]) {
    self.match = match
    self.contexts = contexts
    self.mailboxes = mailboxes
    known = [[UInt32: Bool]](repeating: [:], count: Field.allCases.count)
  }

  mutating func matches(_ context: ContextIndex) -> Bool {
    let row = contexts.rows[context.int]
    let rule = match.rule
    return (rule.logonTypes.isEmpty || rule.logonTypes.contains(row.logonType))
      && test(.addresses, !rule.addresses.isEmpty, row.addresses, context)
      && test(.session, !rule.sessions.isEmpty, row.session, context)
      && test(.token, !rule.tokens.isEmpty, row.token, context)
      && test(.client, !rule.clients.isEmpty, row.client, context)
      && test(.applications, !rule.applications.isEmpty, row.applications, context)
      && test(.device, !rule.devices.isEmpty, row.device, context)
      && test(.user, !rule.users.isEmpty, row.user, context)
      && test(.mailbox, !rule.mailboxes.isEmpty, row.mailbox.map { $0.number + 1 } ?? 0, context)
  }

  private mutating func test(
    _ field: Field, _ isStated: Bool, _ text: UInt32, _ context: ContextIndex
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
      case .device: match.devices.contains(readable.device)
      case .user: match.users.contains(readable.user.folded)
      case .mailbox: match.mailboxReason(readable, mailboxes) != nil
      }
    known[field.rawValue][text] = answer
    return answer
  }
}
