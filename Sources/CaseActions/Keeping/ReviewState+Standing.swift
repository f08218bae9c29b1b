import Archiving
import CaseModel
import CaseReport
import TextFormats

extension ReviewState {
  /// The decisions held against the findings.
  ///
  /// - Parameter known: by key.
  init(_ known: [String: ReviewDecision], _ findings: Findings) throws {
    self.init()
    messages = findings.totals.recordedMessages
    if known.isEmpty { return }
    for row in try reviewRows(findings) {
      guard let decision = known[row.key] else { continue }
      reviewed += 1
      bySensitivity[decision.sensitive, default: 0] += 1
      if decision.sensitive != .yes { continue }
      for category in decision.categories { byCategory[category, default: 0] += 1 }
      if let own = decision.people {
        let (sum, isTooMuch) = people.addingReportingOverflow(own)
        people = isTooMuch ? .max : sum
      } else {
        withoutPeople += 1
      }
    }
    unmatched = known.count - reviewed
  }
}

/// A row for each recorded message.
func reviewRows(_ findings: Findings) throws -> [ReviewRow] {
  var rows: [ReviewRow] = []
  for (place, mailbox) in findings.mailboxes.enumerated() {
    for (number, message) in mailbox.recordedMessages.enumerated() {
      rows.append(
        ReviewRow(
          mailbox: place, message: number, key: try key(mailbox.mailbox, message),
          edrmHash: try edrmHash(message)))
    }
  }
  return rows
}

/// The same for the same message in any issue: of what identifies mailbox and message.
private func key(_ mailbox: MailboxIdentity, _ message: RecordedMessage) throws -> String {
  var bytes: [UInt8] = []
  let name = mailbox.guid.isEmpty ? mailbox.name.folded : mailbox.guid
  for part in [
    mailbox.organization, name, EvidenceText(message.identifiedBy.name), message.message,
  ] {
    TaggedList.append(part.bytes[...], tag: 1, to: &bytes)
  }
  // Letters in front, so that no spreadsheet takes it for a number.
  return try "M-" + hexadecimalHash(bytes).prefix(32)
}
