import Archiving
import CaseModel
import TextFormats

/// A file for another program.
package struct ExchangeFile: Sendable {
  package var name: String
  package var write: @Sendable (_ sink: ([UInt8]) -> Void) throws -> Void
}

/// The findings as other programs take them: viewing and joining copies; findings.json is the record.
///
/// - Parameter pseudonyms: for files that may be shared.
package func exchangeFiles(
  _ findings: Findings, _ document: CaseDocument, _ register: [RegisterEntry],
  _ pseudonyms: Pseudonyms? = nil
) -> [ExchangeFile] {
  let kind = pseudonyms == nil ? "" : ".redacted"
  let rows = ExchangeRows(findings: findings, pseudonyms: pseudonyms)
  let copy = SharedCopy(withholdsNames: true)
  let ontology = CaseOntology(
    document: pseudonyms == nil ? document : copy.document(document),
    register: pseudonyms == nil ? register : register.map(copy.entry),
    tool: findings.request.tool)
  return [
    ExchangeFile(name: "messages\(kind).dat") { try writeLoadFile(rows, into: $0) },
    ExchangeFile(name: "messages\(kind).comma.csv") {
      try writeSpreadsheet(rows, separator: ",", into: $0)
    },
    ExchangeFile(name: "messages\(kind).semicolon.csv") {
      try writeSpreadsheet(rows, separator: ";", into: $0)
    },
    ExchangeFile(name: "case-uco\(kind).jsonld") { $0(try ontology.bytes) },
  ]
}

/// The recorded messages, row by row, as they are or with pseudonyms.
struct ExchangeRows: Sendable {
  struct Row {
    var mailbox: MailboxIdentity
    var message: RecordedMessage
    var folders: [EvidenceText]
    var edrmHash: String
    var sources: [SourcePosition]
  }

  let findings: Findings
  let pseudonyms: Pseudonyms?

  func forEach(_ body: (Row) throws -> Void) throws {
    for finding in findings.mailboxes {
      let mailbox = try shared(finding.mailbox)
      for message in finding.recordedMessages {
        let folders = message.folders.map(\.name)
        let sources = message.sources.map(findings.source)
        guard let pseudonyms else {
          let hash = try edrmHash(message)
          try body(
            Row(
              mailbox: mailbox, message: message, folders: folders, edrmHash: hash,
              sources: sources))
          continue
        }
        // Whoever has the id of a message could try its hash out.
        try body(
          Row(
            mailbox: mailbox, message: try shared(message, pseudonyms),
            folders: try folders.map(pseudonyms.folders), edrmHash: "", sources: sources))
      }
    }
  }

  /// What a row says of a message, and nothing else that is known of it.
  private func shared(
    _ message: RecordedMessage, _ pseudonyms: Pseudonyms
  ) throws -> RecordedMessage {
    var copy = RecordedMessage(
      message: try pseudonyms.text(message.message), identifiedBy: message.identifiedBy,
      first: message.first, basis: message.basis)
    copy.last = message.last
    copy.records = message.records
    return copy
  }

  private func shared(_ mailbox: MailboxIdentity) throws -> MailboxIdentity {
    guard let pseudonyms else { return mailbox }
    return MailboxIdentity(
      organization: "", guid: try pseudonyms.text(mailbox.guid),
      upns: try mailbox.upns.map(pseudonyms.text))
  }
}

/// EDRM message identification hash: MD5 of the InternetMessageId without `< >` and as it stands;
/// empty for messages that are named otherwise.
package func edrmHash(_ message: RecordedMessage) throws(CryptoProblem) -> String {
  message.identifiedBy == .internetMessageId ? hexadecimal(try md5(message.message.bytes)) : ""
}
