import CaseModel
import CaseTally

/// When the attacker's access to a mailbox had ended, as the scope decided or the windows end: a
/// message that was delivered later was not there.
struct AccessEnd: Sendable {
  var time: UTCTime
  var why: String

  /// - Parameter last: the attacker's last access to the mailbox, in any window or none: an end
  ///   before it is none.
  init?(_ mailbox: ScopedMailboxes.Mailbox, _ decided: [ScopeAccessEnd], last: UTCTime?) {
    var ends = decided.filter { $0.applies(to: mailbox.identity) }.map { end in
      AccessEnd(
        time: end.at,
        why: "access had ended at \(end.at.iso), as \(end.decidedBy) decided: \(end.why)")
    }
    if let last = mailbox.windows.map(\.to).max(), !mailbox.windows.contains(.always) {
      ends.append(AccessEnd(time: last, why: "every window had ended (\(last.iso))"))
    }
    ends.removeAll { end in last.map { $0 >= end.time } ?? false }
    guard let first = ends.min(by: { $0.time < $1.time }) else { return nil }
    self = first
  }

  private init(time: UTCTime, why: String) {
    self.time = time
    self.why = why
  }
}

extension ScopeAccessEnd {
  func applies(to mailbox: MailboxIdentity) -> Bool {
    mailboxes.isEmpty || mailboxes.contains { $0.selects(mailbox) }
  }
}
