import CaseModel
import TextFormats

/// The rows of a table that a report shows, and what it says of those that it leaves out.
struct ReportTable {
  private let rows: [MustacheValue]
  private let count: Int
  private let file: String

  /// - Parameters:
  ///   - most: how many rows are shown at most.
  ///   - file: where all of them stand, in the bundle and under its hashes.
  init<Rows: RandomAccessCollection>(
    _ all: Rows, most: Int = BreachScopeReport.longestTable, file: String,
    _ row: (Rows.Element) -> MustacheValue
  ) {
    rows = all.prefix(most).map(row)
    count = all.count
    self.file = file
  }

  /// `name`: the rows; `nameCut`: the sentence, where rows are left out.
  func value(_ name: String) -> [String: MustacheValue] {
    [name: .list(rows), name + "Cut": ReportTable.cut(shown: rows.count, of: count, file)]
  }

  static func cut(shown: Int, of count: Int, _ file: String) -> MustacheValue {
    if shown == count { return .string("") }
    return .phrase(
      "table.cut",
      ["shown": .number(shown), "all": .number(count), "file": .string(file)])
  }
}
