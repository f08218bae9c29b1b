/// The query behind an export; `nil` is "not stated", an empty list is "no filter" (R18).
package struct ExportQuery: Equatable, Sendable {
  package var from: UTCTime?
  package var to: UTCTime?
  package var operations: [String]?
  package var users: [String]?
  package var mailboxes: [String]?
  /// Most searches cannot filter by address, and registers of earlier casefiles do not say: `nil` is
  /// no filter where the rest is stated.
  package var addresses: [String]?
  package var freeText: String?
  package var resultSize: Int64?

  package init() {}

  /// Times and filters are stated, so that it can be judged what the query left out.
  package var isStated: Bool {
    from != nil && to != nil && operations != nil && users != nil && freeText != nil
  }

  /// What it asked for is known in everything that decides whose access it can hold.
  package var isWhole: Bool { isStated && mailboxes != nil }

  /// It asked for named users, addresses or text only: the access of everybody else is not in it.
  package var isNarrow: Bool {
    !(users ?? []).isEmpty || !(addresses ?? []).isEmpty || !(freeText ?? "").isEmpty
  }

  /// It is stated and had no filter: what it does not hold was not recorded, or not in its times.
  package var asksForEverything: Bool {
    isStated && !isNarrow && (operations ?? []).isEmpty && (mailboxes ?? []).isEmpty
  }

  /// As far as it is stated; what is not stated is open.
  package var span: TimeSpan {
    TimeSpan(from: from ?? TimeSpan.always.from, to: to ?? TimeSpan.always.to)
  }

  /// As far as it is stated, it asked for mail access to that mailbox.
  package func mayAsk(for mailbox: MailboxIdentity) -> Bool {
    let operations = (operations ?? []).map { $0.lowercased() }
    if !operations.isEmpty, !operations.contains("mailitemsaccessed") { return false }
    return mayName(mailbox)
  }

  /// As far as it is stated, it asked for that mailbox.
  package func mayName(_ mailbox: MailboxIdentity) -> Bool {
    let mailboxes = (mailboxes ?? []).map { EvidenceText($0).folded }
    return mailboxes.isEmpty || (!mailbox.guid.isEmpty && mailboxes.contains(mailbox.guid))
      || mailbox.upns.contains { mailboxes.contains($0.folded) }
  }
}
