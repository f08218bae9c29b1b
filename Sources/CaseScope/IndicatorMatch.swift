import CaseModel

/// Whether a rule of the scope matches a context, and why (R8, R14).
struct IndicatorMatch {
  let rule: Indicator
  /// Known good: every address that is present must match.
  let isKnownGood: Bool
  let sessions: Set<EvidenceText>
  let clients: [String]
  let applications: Set<EvidenceText>
  let devices: Set<EvidenceText>
  let users: Set<EvidenceText>

  init(_ rule: Indicator, isKnownGood: Bool) {
    self.rule = rule
    self.isKnownGood = isKnownGood
    sessions = Set(rule.sessions.map { EvidenceText($0.lowercased()) })
    clients = rule.clients.map { $0.lowercased() }
    applications = Set(rule.applications.map { EvidenceText($0.lowercased()) })
    devices = Set(rule.devices.map { EvidenceText($0.lowercased()) })
    users = Set(rule.users.map { EvidenceText($0).folded })
  }

  func coversTime(_ time: UTCTime) -> Bool {
    if let from = rule.from, time < from { return false }
    if let to = rule.to, time >= to { return false }
    return true
  }

  /// The reasons, in the order of the fields; `nil` where the rule does not match.
  func reasons(_ context: AccessContext, _ mailboxes: [MailboxIdentity]) -> [Statement]? {
    var reasons: [Statement] = []
    func test(_ isStated: Bool, _ reason: @autoclosure () -> Statement?) -> Bool {
      if !isStated { return true }
      guard let reason = reason() else { return false }
      reasons.append(reason)
      return true
    }
    let matches =
      test(!rule.addresses.isEmpty, addressReason(context))
      && test(
        !sessions.isEmpty,
        sessions.contains(context.session)
          ? Statement("session \(context.session.string)") : nil)
      && test(!rule.tokens.isEmpty, tokenReason(context))
      && test(!clients.isEmpty, clientReason(context))
      && test(!applications.isEmpty, applicationReason(context))
      && test(
        !devices.isEmpty,
        devices.contains(context.device) ? Statement("device \(context.device.string)") : nil)
      && test(
        !users.isEmpty,
        users.contains(context.user.folded) ? Statement("user \(context.user.string)") : nil)
      && test(!rule.logonTypes.isEmpty, logonReason(context))
      && test(!rule.mailboxes.isEmpty, mailboxReason(context, mailboxes))
      && test(rule.hasTimeRange, Statement("its time range"))
    return matches ? reasons : nil
  }

  func addressReason(_ context: AccessContext) -> Statement? {
    let present = context.addresses.compactMap { field in
      field.address.map { (field.field, $0) }
    }
    func match(_ address: NetworkAddress) -> IndicatorAddress? {
      rule.addresses.first { $0.range.contains(address) }
    }
    if isKnownGood, present.contains(where: { match($0.1) == nil }) { return nil }
    for (field, address) in present {
      if let range = match(address) {
        return range.range.prefix < address.octets.count * 8
          ? Statement("\(field.name) \(address.text) in \(range.text)")
          : Statement("\(field.name) \(address.text)")
      }
    }
    return nil
  }

  func tokenReason(_ context: AccessContext) -> Statement? {
    rule.tokens.contains { EvidenceText($0) == context.token }
      ? Statement("token \(context.token.string)") : nil
  }

  func clientReason(_ context: AccessContext) -> Statement? {
    let client = context.client.string.lowercased()
    return clients.first { client.contains($0) }.map {
      Statement("client string contains '\($0)'")
    }
  }

  func applicationReason(_ context: AccessContext) -> Statement? {
    context.applications.first { applications.contains($0.folded) }
      .map { Statement("application \($0.string)") }
  }

  private func logonReason(_ context: AccessContext) -> Statement? {
    rule.logonTypes.contains(context.logonType)
      ? Statement("logon type \(context.logonType) (\(LogonType.word(context.logonType)))") : nil
  }

  func mailboxReason(_ context: AccessContext, _ mailboxes: [MailboxIdentity]) -> Statement? {
    guard let index = context.mailbox else { return nil }
    let mailbox = mailboxes[index.int]
    return rule.mailboxes.contains { $0.selects(mailbox) }
      ? Statement("mailbox \(mailbox.name.string)") : nil
  }
}
