/// The first line of an export, and its like where exports were joined.
extension CSVExport {
  /// Takes the columns of a first line; where it names none, records are searched for in all cells.
  mutating func findColumns(_ bytes: RawSpan, _ row: Range<Int>) {
    if CSVPreamble.isBeforeHeader(bytes, row.lowerBound) { return }
    columns = header(bytes, row) ?? searchedHeader(bytes, row)
  }

  /// The columns that a line names; the delimiter is that of the line.
  private mutating func header(_ bytes: RawSpan, _ row: Range<Int>) -> CSVColumns? {
    let before = rows.delimiter
    for delimiter in CSVRows.delimiters {
      rows.delimiter = delimiter
      split(bytes, row)
      let named = NamedColumn.all(fields, bytes, reader.walk.keys)
      if let columns = CSVColumns(count: fields.count, named) {
        self.named = named
        return columns
      }
    }
    rows.delimiter = before
    split(bytes, row)
    return nil
  }

  private mutating func split(_ bytes: RawSpan, _ row: Range<Int>) {
    _ = rows.row(
      bytes.extracting(0..<row.upperBound), from: row.lowerBound, isLast: true, fields: &fields)
  }

  // MARK: - Joined exports

  /// Exports that were joined bring their headers along: such a line is no row, and the columns
  /// behind it are as it says, also what separates them.
  mutating func isHeaderAgain(
    _ bytes: RawSpan, _ row: Range<Int>, _ columns: CSVColumns
  ) -> Bool {
    // A row may begin with anything; one that lacks fields is none.
    if fields.count < columns.count, CSVPreamble.isBetweenRows(bytes, row.lowerBound) {
      return true
    }
    if isSearchedHeader(bytes, row, columns) { return true }
    if fields.count == columns.count, columns.auditData == nil, columns.searched == nil {
      // An operation is no name of a column.
      guard let column = columns.operation,
        reader.walk.keys.find(bytes, fields[column].start, fields[column].end) != nil
      else { return false }
    }
    // Names of columns may hold braces, but no object: that is a row, whatever is glued to it.
    let isNamed = row.allSatisfy {
      bytes[$0] != UInt8(ascii: "{")
        || ($0 + 1 < row.upperBound && bytes[$0 + 1] == UInt8(ascii: "}"))
    }
    if !isNamed { return false }
    guard let again = header(bytes, row) else { return false }
    self.columns = again
    return true
  }
}
