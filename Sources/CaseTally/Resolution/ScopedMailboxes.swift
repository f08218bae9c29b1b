import CaseModel

/// The mailboxes of the scope, in the order of the findings, and the windows of each (R3, R16).
package struct ScopedMailboxes {
  package struct Mailbox {
    package var identity: MailboxIdentity
    /// `nil` where no record names it.
    package var inEvidence: MailboxIndex?
    /// Merged; empty where windows are stated but none applies.
    package var windows: [TimeSpan]
  }

  package private(set) var mailboxes: [Mailbox] = []
  /// By mailbox of the evidence; `nil` where the scope does not ask for it.
  private var indexOfMailbox: [ScopedIndex?]
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
          identity: evidence[index], inEvidence: MailboxIndex(index),
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
    indexOfMailbox = [ScopedIndex?](repeating: nil, count: evidence.count)
    for (number, mailbox) in mailboxes.enumerated() {
      if let own = mailbox.inEvidence { indexOfMailbox[own.int] = ScopedIndex(number) }
    }
  }

  package subscript(index: ScopedIndex) -> Mailbox { mailboxes[index.int] }

  package var indexes: [ScopedIndex] { mailboxes.indices.map { ScopedIndex($0) } }

  /// `nil` for one that the scope does not ask for, and for none.
  package func index(of mailbox: MailboxIndex?) -> ScopedIndex? {
    mailbox.flatMap { indexOfMailbox[$0.int] }
  }

  /// By context: it is of a mailbox of the scope; or of none, as a sign-in is, by somebody whose
  /// mailbox is in the scope.
  package func concerned(_ contexts: ResolvedContexts) -> [Bool] {
    let names = Set(mailboxes.flatMap { $0.identity.upns.map(\.folded) })
    var known: [UInt32: Bool] = [:]
    return contexts.rows.map { context in
      if let mailbox = context.mailbox { return index(of: mailbox) != nil }
      let user = context.user
      if let known = known[user] { return known }
      let isOne = names.contains(contexts.texts[user].folded)
      known[user] = isOne
      return isOne
    }
  }

  package func isInWindow(_ index: ScopedIndex, _ time: UTCTime) -> Bool {
    mailboxes[index.int].windows.contains { $0.contains(time) }
  }

  private static func windows(_ scope: Scope, _ mailbox: MailboxIdentity) -> [TimeSpan] {
    if scope.windows.isEmpty { return [.always] }
    return scope.windows.filter { window in
      window.mailboxes.isEmpty || window.mailboxes.contains { $0.selects(mailbox) }
    }.map(\.span).merged
  }
}
