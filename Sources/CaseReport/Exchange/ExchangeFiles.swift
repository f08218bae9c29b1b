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
  var document = document
  var register = register
  if pseudonyms != nil {
    document.title = Pseudonyms.withheld
    for index in register.indices {
      register[index].originalName = EvidenceText(Pseudonyms.withheld)
    }
  }
  let ontology = CaseOntology(document: document, register: register, tool: findings.request.tool)
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
        var row = Row(
          mailbox: mailbox, message: message, folders: message.folders.map(\.name),
          edrmHash: try edrmHash(message),
          sources: message.sources.map(findings.source))
        if let pseudonyms {
          row.message.message = try pseudonyms.text(message.message)
          row.folders = try row.folders.map(pseudonyms.folders)
          // Whoever has the id of a message could try the hash out.
          row.edrmHash = ""
        }
        try body(row)
      }
    }
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
