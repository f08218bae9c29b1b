import Archiving
import CaseModel
import TextFormats

/// The recorded messages for a spreadsheet: with a byte order mark, guarded against formulas, and
/// with the separator that the reader's country expects.
func writeSpreadsheet(
  _ findings: Findings, separator: Unicode.Scalar, into sink: ([UInt8]) -> Void
) throws {
  let columns = [
    "mailbox", "message", "identifiedBy", "edrmMih", "folders", "firstRecorded", "lastRecorded",
    "records", "tier", "basis", "sources",
  ]
  try withoutActuallyEscaping(sink) { sink in
    var csv = CSVWriter(header: columns, separator: separator, byteOrderMark: true, sink: sink)
    for mailbox in findings.mailboxes {
      for message in mailbox.recordedMessages {
        csv.field(mailbox.mailbox.name)
        csv.field(message.message)
        csv.field(word: message.identifiedBy.name)
        csv.field(word: try edrmHash(message))
        csv.field(message.folders.map(\.name.visible).joined(separator: " | "))
        csv.field(message.first)
        csv.field(message.last)
        csv.field(message.records)
        csv.field(word: "recorded")
        csv.field(word: message.basis)
        csv.field(sources: message.sources.map { findings.recordSources[$0] })
        csv.endRow()
      }
    }
    csv.finish()
  }
}
