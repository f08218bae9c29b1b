/// Rows of a CSV file that are written as those around them are not.
extension CSVExport {
  /// A row whose quotes are escaped by backslashes; `nil` for every other row.
  ///
  /// Quotes that are doubled look as if text stood behind the quote that closes a field.
  mutating func escapedRow(
    _ bytes: RawSpan, _ input: WalkInput, _ outcome: CSVRows.Outcome, _ output: inout WalkOutput
  ) -> Int? {
    guard let columns else { return nil }
    if case .row = outcome, !fields.contains(where: { $0.isOddlyQuoted(bytes) }) { return nil }
    var escaped = rows
    escaped.escapesQuotes = true
    var fields: [CSVRows.Field] = []
    guard
      case .row(let end, let next) = escaped.row(
        bytes, from: input.position, isLast: input.isLast, fields: &fields),
      fields.count == columns.count, fields.contains(where: \.isQuoted),
      !fields.contains(where: { $0.isOddlyQuoted(bytes) })
    else { return nil }
    let row = CSVDialect.doublingQuotes(bytes, fields, delimiter: rows.delimiter)
    _ = rows.row(row.span.bytes, from: 0, isLast: true, fields: &self.fields)
    take(row.span.bytes, 0..<row.count, input, end: end, &output)
    return next
  }

  /// A line that is a record as JSON, as a collector appends it to CSV that another one wrote.
  mutating func jsonLine(
    _ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput
  ) -> JoinMark {
    var position = input.position
    do throws(JSONFault) {
      try reader.walk.record(
        bytes, &position, bytes.byteCount, quote: 1, depth: 0, into: &output.batch)
    } catch {
      output.dropUnclaimedItems()
      // An object ends on its line.
      let isHere = (input.position..<bytes.byteCount).contains { bytes[$0] == 0x0A }
      return error == .truncated && !isHere && !input.isLast && !input.isFull ? .unfinished : .none
    }
    let end = position
    // What stands behind the end of the line is the next row's.
    while position < bytes.byteCount, bytes[position] == 0x20 || bytes[position] == 0x09 {
      position += 1
    }
    if position < bytes.byteCount, bytes[position] == 0x0D { position += 1 }
    if position < bytes.byteCount {
      if bytes[position] == 0x0A { position += 1 }
      if position == end || !(end..<position).contains(where: { CSVExport.endsLine(bytes[$0]) }) {
        output.dropUnclaimedItems()
        return .none
      }
    } else if !input.isLast, !input.isFull {
      output.dropUnclaimedItems()
      return .unfinished
    }
    output.startRow()
    endsShort = false
    output.format = JSONRowKinds.all.others
    reader.take(bytes, input, end: end, &output)
    return .passed(next: position)
  }

  private static func endsLine(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  /// Reads a record that stands in its row in another way than as JSON in the column for it: encoded
  /// once more, in a list, in another column.
  ///
  /// - Returns: there was one.
  mutating func readOtherwise(
    _ columns: CSVColumns, _ bytes: RawSpan, _ row: Range<Int>, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) -> Bool {
    for column in [columns.auditData].compactMap({ $0 }) + columns.otherRecords
    where column < fields.count {
      guard let json = CSVCell.object(bytes, fields[column]) else { continue }
      let span = json.span.bytes
      var position = 0
      do throws(JSONFault) {
        try reader.walk.record(span, &position, json.count, quote: 1, depth: 0, into: &output.batch)
      } catch {
        output.dropUnclaimedItems()
        continue
      }
      output.add(
        &reader.walk, span, quote: 1, wrapper: wrapper(columns, bytes), wrapperBytes: bytes,
        salvage: bytes, row, input, end: end)
      return true
    }
    return false
  }

  // MARK: - Results

  /// Of a row that is not whole: the columns are counted from its end (R18: a row that was rejected is no gap).
  func noteLastResult(
    _ bytes: RawSpan, _ row: Range<Int>, _ columns: CSVColumns, _ output: inout WalkOutput
  ) {
    guard let index = columns.resultIndex, let count = columns.resultCount else { return }
    let cells = row.map { bytes[$0] }.split(
      separator: rows.delimiter, omittingEmptySubsequences: false)
    func number(_ column: Int) -> Int64? {
      let place = cells.count - (columns.count - column)
      guard place >= 0, place < cells.count else { return nil }
      let digits = cells[place].filter { $0 != UInt8(ascii: "\"") }
      return Int64(String(decoding: digits, as: UTF8.self))
    }
    guard let index = number(index), let count = number(count), index > 0, index <= count else {
      return
    }
    output.noteResult(index: index, count: count, isMore: nil)
  }
}
