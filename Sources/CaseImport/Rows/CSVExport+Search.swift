import CaseModel

/// CSV of other systems with a cell that holds the record, under a name that casefile does not know
/// (QRadar's `Payload`, Graylog's `message`): as JSON, or behind the words that a program writes before it.
extension CSVExport {
  /// The columns of a header that names nothing known; by the delimiter that makes most of it.
  mutating func searchedHeader(_ bytes: RawSpan, _ row: Range<Int>) -> CSVColumns? {
    let (start, end) = (row.lowerBound, row.upperBound)
    var best = (count: 1, delimiter: UInt8(ascii: ","))
    for delimiter in CSVRows.delimiters {
      let rows = CSVRows(delimiter: delimiter)
      guard
        case .row = rows.row(
          bytes.extracting(0..<end), from: start, isLast: true, fields: &fields)
      else { continue }
      if fields.count > best.count { best = (fields.count, delimiter) }
    }
    // One column is no table: its lines are rows of their own.
    if best.count < 2 { return nil }
    rows.delimiter = best.delimiter
    named = []
    return CSVColumns(searching: (start..<end).map { bytes[$0] }, count: best.count)
  }

  /// The row repeats the header, where files were joined.
  func isSearchedHeader(
    _ bytes: RawSpan, _ row: Range<Int>, _ columns: CSVColumns
  ) -> Bool {
    guard let header = columns.searched, header.count == row.count else { return false }
    return header.indices.allSatisfy { header[$0] == bytes[row.lowerBound + $0] }
  }

  /// Reads the record of the first cell that has one.
  mutating func readSearched(
    _ bytes: RawSpan, _ row: Range<Int>, _ columns: CSVColumns, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
    if fields.count == columns.count {
      for field in fields {
        let cell = CSVExport.text(field, bytes)
        if !cell.contains(UInt8(ascii: "{")) { continue }
        if reader.descend(
          cell.span.bytes, 0..<cell.count, salvage: bytes, row, input, end: end, &output)
        {
          return
        }
      }
    }
    output.reject(
      bytes, row, input, end: end, .noOperation, "no cell of the row holds an audit record",
      operation: nil)
  }

  /// A cell without its quotes.
  static func text(_ field: CSVRows.Field, _ bytes: RawSpan) -> [UInt8] {
    var text: [UInt8] = []
    var index = field.start
    while index < field.end {
      text.append(bytes[index])
      index += field.isQuoted && bytes[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    return text
  }
}
