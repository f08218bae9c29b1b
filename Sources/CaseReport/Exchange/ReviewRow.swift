import CaseModel
import TextFormats

/// A row of the review list: which message, and what it is joined by.
package struct ReviewRow: Sendable {
  /// Indexes into the mailboxes of the findings, and into the messages of the mailbox.
  package var mailbox: Int
  package var message: Int
  package var key: String
  /// MD5 of the InternetMessageId, without `< >` and as it stands; empty for other identifiers.
  package var edrmHash: String

  package init(mailbox: Int, message: Int, key: String, edrmHash: String) {
    self.mailbox = mailbox
    self.message = message
    self.key = key
    self.edrmHash = edrmHash
  }
}

/// The list that reviewers work through; the last six columns are theirs.
package func writeReviewList(
  _ rows: [ReviewRow], _ decisions: [String: ReviewDecision], _ findings: Findings,
  into sink: ([UInt8]) -> Void
) {
  let columns = [
    "key", "mailbox", "mailboxGuid", "message", "identifiedBy", "edrmMih", "folders",
    "firstRecorded", "lastRecorded", "records", "tier", "basis", "sources", "reviewer",
    "reviewedAt", "sensitive", "categories", "people", "note",
  ]
  withoutActuallyEscaping(sink) { sink in
    var csv = CSVWriter(header: columns, sink: sink)
    for row in rows {
      let mailbox = findings.mailboxes[row.mailbox]
      let message = mailbox.recordedMessages[row.message]
      csv.field(word: row.key)
      csv.field(mailbox.mailbox.name)
      csv.field(mailbox.mailbox.guid)
      csv.field(message.message)
      csv.field(word: message.identifiedBy.name)
      csv.field(word: row.edrmHash)
      csv.field(message.folders.map(\.name.visible).joined(separator: " | "))
      csv.field(message.first)
      csv.field(message.last)
      csv.field(message.records)
      csv.field(word: "recorded")
      csv.field(word: message.basis)
      csv.field(sources: message.sources.map(findings.source))
      let decision = decisions[row.key]
      csv.field(decision?.reviewer ?? "")
      csv.field(word: decision?.reviewedAt.iso ?? "")
      csv.field(word: decision?.sensitive.rawValue ?? "")
      csv.field(decision?.categories.joined(separator: "; ") ?? "")
      csv.field(word: decision?.people.map { String($0) } ?? "")
      csv.field(decision?.note ?? "")
      csv.endRow()
    }
    csv.finish()
  }
}
