import CaseModel
import TextFormats

/// The rows of a table that a report shows, and what it says of those that it leaves out.
struct ReportTable<Row: ReportPart>: Sendable {
  let rows: [Row]
  /// `nil`: all of them are shown.
  let cut: Words?

  /// - Parameter file: where all of them stand, in the bundle and under its hashes.
  init<All: RandomAccessCollection>(_ all: All, file: String, _ row: (All.Element) -> Row) {
    rows = all.prefix(BreachScopeReport.longestTable).map(row)
    cut = tableCut(shown: rows.count, of: all.count, file)
  }
}

func tableCut(shown: Int, of count: Int, _ file: String) -> Words? {
  if shown == count { return nil }
  return .phrase(
    "table.cut", ["shown": .number(shown), "all": .number(count), "file": .string(file)])
}
