/// CSV with a column for each field of the record: Sentinel's OfficeActivity, Search-MailboxAuditLog,
/// and records that were parsed before Export-Csv wrote them, whose lists are lost (R17).
extension CSVExport {
  mutating func readFlat(
    _ columns: CSVColumns, _ bytes: RawSpan, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
    guard let last = named.last, last.index < fields.count else {
      output.reject(
        bytes, input, end: end, .missingField,
        "the row has \(fields.count) fields, the header has \(columns.count)",
        operation: operation(bytes, columns))
      return
    }
    flat.start()
    for column in named {
      let field = fields[column.index]
      flat.add(
        column.name, bytes, field.start..<field.end, quote: field.isQuoted ? 2 : 1,
        isUTC: column.isUTC)
    }
    reader.read(flat.finish(), input, end: end, &output)
  }
}
