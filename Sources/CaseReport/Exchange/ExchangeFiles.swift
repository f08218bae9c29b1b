import Archiving
import CaseModel
import TextFormats

/// A file for another program.
package struct ExchangeFile: Sendable {
  package var name: String
  package var write: @Sendable (_ sink: ([UInt8]) -> Void) throws -> Void
}

/// The findings as other programs take them: viewing and joining copies; findings.json is the record.
package func exchangeFiles(
  _ findings: Findings, _ document: CaseDocument, _ register: [RegisterEntry]
) -> [ExchangeFile] {
  [
    ExchangeFile(name: "messages.dat") { try writeLoadFile(findings, into: $0) },
    ExchangeFile(name: "messages.comma.csv") {
      try writeSpreadsheet(findings, separator: ",", into: $0)
    },
    ExchangeFile(name: "messages.semicolon.csv") {
      try writeSpreadsheet(findings, separator: ";", into: $0)
    },
    ExchangeFile(name: "case-uco.jsonld") {
      $0(
        try CaseOntology(document: document, register: register, tool: findings.request.tool).bytes)
    },
  ]
}

/// EDRM message identification hash: MD5 of the InternetMessageId without `< >` and as it stands;
/// empty for messages that are named otherwise.
package func edrmHash(_ message: RecordedMessage) throws(CryptoProblem) -> String {
  message.identifiedBy == .internetMessageId ? hexadecimal(try md5(message.message.bytes)) : ""
}
