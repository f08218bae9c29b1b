import Archiving
import CaseModel
import TextFormats

/// The recorded messages for a spreadsheet: with a byte order mark, guarded against formulas, and
/// with the separator that the reader's country expects.
func writeSpreadsheet(
  _ rows: ExchangeRows, separator: Unicode.Scalar, into sink: ([UInt8]) -> Void
) throws {
  let columns = [
    "mailbox", "message", "identifiedBy", "edrmMih", "folders", "firstRecorded", "lastRecorded",
    "records", "tier", "basis", "sources",
  ]
  try withoutActuallyEscaping(sink) { sink in
    var csv = CSVWriter(header: columns, separator: separator, byteOrderMark: true, sink: sink)
    try rows.forEach { row in
      csv.field(row.mailbox.name)
      csv.field(row.message.message)
      csv.field(word: row.message.identifiedBy.name)
      csv.field(word: row.edrmHash)
      csv.field(row.folders.map(\.visible).joined(separator: " | "))
      csv.field(row.message.first)
      csv.field(row.message.last)
      csv.field(row.message.records)
      csv.field(word: "recorded")
      csv.field(word: row.message.basis)
      csv.field(sources: row.sources)
      csv.endRow()
    }
    csv.finish()
  }
}
