/// CSV with a column for each field of the record: Sentinel's OfficeActivity, Search-MailboxAuditLog,
/// and records that were parsed before Export-Csv wrote them, whose lists are lost (R17).
extension CSVExport {
  mutating func readFlat(
    _ columns: CSVColumns, _ bytes: RawSpan, _ row: Range<Int>, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
    if let fault = shift(columns, bytes) {
      output.reject(bytes, row, input, end: end, .missingField, fault, operation: nil)
      return
    }
    var besides: [[UInt8]] = []
    if !readUnnamed(columns, bytes, row, input, end: end, &besides, &output) {
      readNamed(columns, bytes, row, input, end: end, &output)
    }
    for cell in besides {
      _ = reader.descend(
        cell.span.bytes, 0..<cell.count, isMore: true, salvage: bytes, row, input, end: end,
        &output)
    }
  }

  /// The record that the columns are the fields of.
  private mutating func readNamed(
    _ columns: CSVColumns, _ bytes: RawSpan, _ row: Range<Int>, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
    flat.start()
    for column in named {
      let field = fields[column.index]
      flat.add(
        column.name, bytes, field.start..<field.end, quote: field.isQuoted ? 2 : 1,
        isUTC: column.isUTC)
    }
    let rejects = output.batch.rejects.count
    reader.read(flat.finish(), input, end: end, &output)
    // Columns without a known name may hold what the record lacks.
    if output.batch.rejects.count > rejects {
      output.salvageMore(
        bytes, row, isOperationBelieved: operation(bytes, columns) != nil)
    }
  }

  /// A record that stands whole in a column which is called otherwise (`audit_data`, `Audit Data`). One
  /// that is no access to mail does not stand for a row that names such access elsewhere (R22): it is a
  /// row of its own.
  ///
  /// - Parameter besides: gets what may hold such a record.
  private mutating func readUnnamed(
    _ columns: CSVColumns, _ bytes: RawSpan, _ row: Range<Int>, _ input: WalkInput, end: Int,
    _ besides: inout [[UInt8]], _ output: inout WalkOutput
  ) -> Bool {
    var isAccess: Bool?
    for column in columns.unnamed where column < fields.count {
      let field = fields[column]
      guard field.start < field.end, bytes[field.start] == UInt8(ascii: "{") else { continue }
      let cell = CSVExport.text(field, bytes)
      if Salvage.access(in: cell.span.bytes, 0..<cell.count) == nil {
        let held = isAccess ?? (Salvage.access(in: bytes, row) != nil)
        isAccess = held
        if held {
          besides.append(cell)
          continue
        }
      }
      if reader.descend(
        cell.span.bytes, 0..<cell.count, salvage: bytes, row, input, end: end, &output)
      {
        return true
      }
    }
    return false
  }

  /// Why the fields of a row may not be those of its columns; `nil` where they are.
  ///
  /// Empty fields behind the last column shift nothing, and programs leave out empty ones at the end.
  private func shift(_ columns: CSVColumns, _ bytes: RawSpan) -> String? {
    let found = "the row has \(fields.count) fields, the header has \(columns.count)"
    if fields.count == columns.count { return nil }
    guard let last = named.last, last.index < fields.count else { return found }
    if fields.dropFirst(columns.count).contains(where: { $0.start < $0.end }) { return found }
    guard fields.count < columns.count, let operation = columns.operation else { return nil }
    let field = fields[operation]
    let text = (field.start..<field.end).map { bytes[$0] }
    return CSVExport.isOperation(text) ? nil : found
  }
}
