import CaseModel

/// An export as CSV: a column `AuditData` that holds the record as JSON, or a column for each field
/// of the record. Driven by the header: columns in any order, unknown ones ignored.
struct CSVExport: Sendable {
  var rows = CSVRows()
  var columns: CSVColumns?
  /// The columns whose names are known, for rows whose fields are the record's.
  var named: [NamedColumn] = []
  var fields: [CSVRows.Field] = []
  var reader = ObjectReader()
  var flat = FlatRecord()
  /// The last row so far has fewer fields than the header.
  var endsShort: Bool?

  /// The header was read, so any row can come next.
  var hasHeader: Bool { columns != nil }

  /// A line that may be a row: with as many fields as the header has, or cut by the end of the bytes.
  func looksLikeRow(_ bytes: RawSpan, _ start: Int) -> Bool {
    var fields: [CSVRows.Field] = []
    let outcome = rows.row(bytes, from: start, isLast: false, fields: &fields)
    if case .row = outcome { return fields.count == columns?.count }
    return outcome == .unfinished && fields.isEmpty == (columns?.auditData == 0)
  }

  mutating func step(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput) -> Int? {
    switch JoinMark(bytes, input) {
    case .none: break
    case .passed(let next): return next
    case .hole(let end): return output.rejectHole(bytes, input, end: end)
    case .unfinished: return nil
    }
    if let next = wholeRow(bytes, input, &output) { return next }
    output.dropUnclaimedItems()
    if bytes[input.position] == UInt8(ascii: "{"), hasHeader {
      switch jsonLine(bytes, input, &output) {
      case .none, .hole: break
      case .passed(let next): return next
      case .unfinished: return nil
      }
    }
    let outcome = rows.row(bytes, from: input.position, isLast: input.isLast, fields: &fields)
    if let next = escapedRow(bytes, input, outcome, &output) { return next }
    switch outcome {
    case .row(var end, let next):
      if input.isLast, next == bytes.byteCount { endBeforePadding(bytes, input, &end) }
      if end > input.position { take(bytes, input.position..<end, input, end: end, &output) }
      return next
    case .unfinished:
      if !input.isFull { return nil }
      return skipUnclosed(bytes, input, &output)
    case .unclosedQuote:
      return skipUnclosed(bytes, input, &output)
    }
  }

  /// The last row of a file that was made longer than it was written may have no line end before the
  /// NUL bytes: they are no part of its last field.
  private mutating func endBeforePadding(_ bytes: RawSpan, _ input: WalkInput, _ end: inout Int) {
    var written = end
    while written > input.position, bytes[written - 1] == 0 { written -= 1 }
    if written == end { return }
    let row = rows.row(
      bytes.extracting(0..<written), from: input.position, isLast: true, fields: &fields)
    if case .row = row { end = written }
  }

  /// Takes a row that stands in the block, or that was made of one that stands there.
  mutating func take(
    _ bytes: RawSpan, _ row: Range<Int>, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    if fields.count < max(2, columns?.count ?? 0), let cell = CSVDialect.oneCell(bytes, row),
      isRow(cell.span.bytes)
    {
      return take(cell.span.bytes, 0..<cell.count, input, end: end, &output)
    }
    if columns == nil { return findColumns(bytes, row) }
    guard let columns, !isHeaderAgain(bytes, row, columns) else { return }
    output.startRow()
    output.format = columns.format
    endsShort = fields.count < columns.count
    if columns.searched != nil {
      readSearched(bytes, row, columns, input, end: end, &output)
    } else if let data = columns.auditData {
      noteResult(bytes, columns, &output)
      readAuditData(data, columns, bytes, row, input, end: end, &output)
    } else {
      readFlat(columns, bytes, row, input, end: end, &output)
    }
  }

  /// What a cell holds is a row: it has fields, as many as there are columns. Afterwards they are the
  /// fields.
  private mutating func isRow(_ cell: RawSpan) -> Bool {
    let (outer, before) = (fields, rows.delimiter)
    for delimiter in CSVRows.delimiters where columns == nil || delimiter == rows.delimiter {
      rows.delimiter = delimiter
      _ = rows.row(cell, from: 0, isLast: true, fields: &fields)
      if fields.count > 1, fields.count == columns?.count ?? fields.count { return true }
    }
    (fields, rows.delimiter) = (outer, before)
    return false
  }

  // MARK: - Columns

  /// A raw field: neither JSON string nor word.
  @inline(__always)
  private func slice(_ column: Int?) -> Slice {
    guard let column, column < fields.count else { return .absent }
    return Slice(kind: .number, start: fields[column].start, end: fields[column].end)
  }

  func wrapper(_ columns: CSVColumns, _ bytes: RawSpan) -> RecordWrapper {
    // Nearly every export has one such column, and there is nothing to choose.
    let text = FieldText(quote: 2)
    let id =
      columns.ids.count < 2
      ? columns.ids.first : columns.ids.first { RecordBuilder.isId(slice($0), bytes, text) }
    return RecordWrapper(
      operation: slice(columns.operation), user: slice(columns.user), time: slice(columns.time),
      recordType: slice(columns.recordType), id: slice(id), quote: 2)
  }

  /// The operation of a row that is rejected; `nil` where it cannot be believed (R17): the row has another
  /// number of fields than the header, so its columns may be shifted, or no operation is called so.
  func operation(_ bytes: RawSpan, _ columns: CSVColumns) -> EvidenceText? {
    guard fields.count == columns.count else { return nil }
    let text = FieldText(quote: 2).bytes(slice(columns.operation), bytes)
    return CSVExport.isOperation(text) ? EvidenceText(bytes: text) : nil
  }

  /// Letters, and neither the marks of an address, an object or an identifier.
  static func isOperation(_ text: [UInt8]) -> Bool {
    let letters = text.count { $0 >= 0x80 || (0x61...0x7A).contains($0 | 0x20) }
    let marks = "@{}\"=\\".utf8
    return letters >= 3 && text.count - letters < 16
      && !text.contains { $0 < 0x20 || marks.contains($0) }
  }

  func noteResult(_ bytes: RawSpan, _ columns: CSVColumns, _ output: inout WalkOutput) {
    let text = FieldText(quote: 2)
    if columns.resultIndex == nil, columns.searchMetadata == nil, columns.moreRecords == nil {
      return
    }
    output.noteResult(
      index: text.integer(slice(columns.resultIndex), bytes),
      count: text.integer(slice(columns.resultCount), bytes),
      isMore: MoreRecords.isStated(
        slice(columns.searchMetadata), slice(columns.moreRecords), bytes))
  }

  // MARK: - Damage

  /// A quote that nobody closes: the line is rejected, and the walk goes on at the next line that
  /// is a whole row again.
  private mutating func skipUnclosed(
    _ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput
  ) -> Int? {
    let count = bytes.byteCount
    var next = count
    var line = input.position
    var tries = 0
    while let start = lineStart(after: line, bytes), tries < 100_000 {
      tries += 1
      let outcome = rows.row(bytes, from: start, isLast: input.isLast, fields: &fields)
      if case .row = outcome, fields.count == columns?.count {
        next = start
        break
      }
      if outcome == .unfinished {
        // Whether this line is a whole row, later bytes will tell; but not for ever.
        if !input.isFull { return nil }
        next = start
        break
      }
      line = start
    }
    if next == count, !input.isLast { return nil }
    guard let columns else { return count }
    var end = next
    while end > input.position, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    output.startRow()
    endsShort = true
    noteLastResult(bytes, input.position..<end, columns, &output)
    _ = rows.row(bytes.extracting(0..<end), from: input.position, isLast: true, fields: &fields)
    // The open field begins behind the delimiter and the quote.
    let open = min(end, (fields.last?.end ?? input.position - 2) + 2)
    output.noteCut(bytes, open..<end, quote: 2)
    output.reject(
      bytes, input, end: end, .unclosedQuote, "a quoted field is not closed", operation: nil)
    return next
  }

  private func lineStart(after position: Int, _ bytes: RawSpan) -> Int? {
    var index = position
    while index < bytes.byteCount {
      if bytes[index] == 0x0A { return index + 1 < bytes.byteCount ? index + 1 : nil }
      index += 1
    }
    return nil
  }
}
