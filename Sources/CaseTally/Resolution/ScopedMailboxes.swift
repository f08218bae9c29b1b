import CaseModel

/// The mailboxes of the scope, in the order of the findings, and the windows of each (R3, R16).
package struct ScopedMailboxes {
  package struct Mailbox {
    package var identity: MailboxIdentity
    /// Index into the mailboxes of the evidence; `nil` where no record names it.
    package var inEvidence: Int?
    /// Merged; empty where windows are stated but none applies.
    package var windows: [TimeSpan]
  }

  package private(set) var mailboxes: [Mailbox] = []
  /// By mailbox of the evidence: index into `mailboxes`, or −1.
  private(set) var position: [Int]
  /// Selectors of the scope that select nothing in the evidence.
  package private(set) var unmatched: [MailboxSelector] = []
  /// Names that select several mailboxes: archive, re-created user.
  package private(set) var ambiguous: [(name: String, count: Int)] = []

  package init(_ scope: Scope, _ evidence: [MailboxIdentity]) {
    var selected = scope.mailboxes.isEmpty ? Set(evidence.indices) : []
    var absent: [MailboxIdentity] = []
    for selector in scope.mailboxes {
      let hits = evidence.indices.filter { selector.selects(evidence[$0]) }
      selected.formUnion(hits)
      if hits.count > 1 { ambiguous.append((selector.text, hits.count)) }
      if !hits.isEmpty { continue }
      unmatched.append(selector)
      switch selector {
      case .upn(let name):
        absent.append(
          MailboxIdentity(
            organization: EvidenceText(bytes: []), guid: EvidenceText(bytes: []),
            upns: [EvidenceText(name)]))
      case .guid(let guid):
        absent.append(
          MailboxIdentity(
            organization: EvidenceText(bytes: []), guid: EvidenceText(guid.lowercased()), upns: []))
      }
    }
    for index in selected.sorted() {
      mailboxes.append(
        Mailbox(
          identity: evidence[index], inEvidence: index,
          windows: ScopedMailboxes.windows(scope, evidence[index])))
    }
    for identity in absent where !mailboxes.contains(where: { $0.identity == identity }) {
      mailboxes.append(
        Mailbox(
          identity: identity, inEvidence: nil, windows: ScopedMailboxes.windows(scope, identity)))
    }
    mailboxes.sort {
      ($0.identity.organization, $0.identity.guid, $0.identity.name)
        < ($1.identity.organization, $1.identity.guid, $1.identity.name)
    }
    position = [Int](repeating: -1, count: evidence.count)
    for (place, mailbox) in mailboxes.enumerated() {
      if let index = mailbox.inEvidence { position[index] = place }
    }
  }

  package func place(_ mailbox: Int?) -> Int? {
    guard let mailbox, position[mailbox] >= 0 else { return nil }
    return position[mailbox]
  }

  /// By context: it is of a mailbox of the scope; or of none, as a sign-in is, by somebody whose
  /// mailbox is in the scope.
  package func concerned(_ contexts: ResolvedContexts) -> [Bool] {
    let names = Set(mailboxes.flatMap { $0.identity.upns.map(\.folded) })
    var known: [UInt32: Bool] = [:]
    return contexts.rows.indices.map { context in
      if let mailbox = contexts.mailbox(context) { return place(mailbox) != nil }
      let user = contexts.rows[context].user
      if let known = known[user] { return known }
      let isOne = names.contains(contexts.texts[user].folded)
      known[user] = isOne
      return isOne
    }
  }

  package func isInWindow(_ place: Int, _ time: UTCTime) -> Bool {
    mailboxes[place].windows.contains { $0.contains(time) }
  }

  private static func windows(_ scope: Scope, _ mailbox: MailboxIdentity) -> [TimeSpan] {
    if scope.windows.isEmpty { return [.always] }
    return scope.windows.filter { window in
      window.mailboxes.isEmpty || window.mailboxes.contains { $0.selects(mailbox) }
    }.map(\.span).merged
  }
}
