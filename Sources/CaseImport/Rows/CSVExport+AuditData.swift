import CaseModel

/// CSV with a column `AuditData` that holds the record as JSON: Search-UnifiedAuditLog through
/// Export-Csv, and the Purview portal's export with its old and new header; also the columns of
/// other systems that hold it (`RawEventData`, `_raw`, `event.original`).
extension CSVExport {
  mutating func readAuditData(
    _ data: Int, _ columns: CSVColumns, _ bytes: RawSpan, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
    guard data < fields.count else {
      output.reject(
        bytes, input, end: end, .missingField,
        "the row has \(fields.count) fields, AuditData is number \(data + 1)",
        operation: operation(bytes, columns))
      return
    }
    let field = fields[data]
    let quote = field.isQuoted ? 2 : 1
    var position = field.start
    do throws(JSONFault) {
      JSONScan.skipBlanks(bytes, &position, field.end)
      if position >= field.end {
        output.reject(
          bytes, input, end: end, .emptyAuditData, "AuditData is empty",
          operation: self.operation(bytes, columns))
        return
      }
      if bytes[position] != UInt8(ascii: "{") { throw .invalid(at: position) }
      try reader.walk.record(
        bytes, &position, field.end, quote: quote, depth: 0, into: &output.batch)
      JSONScan.skipBlanks(bytes, &position, field.end)
      if position < field.end { throw .invalid(at: position) }
    } catch {
      if case .truncated = error { output.noteCut(bytes, field.start..<field.end, quote: quote) }
      output.reject(
        bytes, input, end: end, fault: error, operation: operation(bytes, columns))
      return
    }
    output.add(
      &reader.walk, bytes, quote: quote, wrapper: wrapper(columns, bytes), wrapperBytes: bytes,
      input, end: end)
  }

  // MARK: - The usual row

  /// A row whose AuditData is quoted and whole, read in one pass: the walk through the JSON finds
  /// the end of the field, because it takes quotes in pairs. `nil` for every other row.
  mutating func wholeRow(
    _ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput
  ) -> Int? {
    guard let columns, let data = columns.auditData else { return nil }
    let count = bytes.byteCount
    var position = input.position
    fields.removeAll(keepingCapacity: true)
    for _ in 0..<data {
      guard let field = rows.plainField(bytes, &position, count), position < count,
        bytes[position] == rows.delimiter
      else { return nil }
      fields.append(field)
      position += 1
    }
    guard position + 1 < count, bytes[position] == UInt8(ascii: "\""),
      bytes[position + 1] == UInt8(ascii: "{")
    else { return nil }
    let start = position + 1
    position = start
    do throws(JSONFault) {
      try reader.walk.record(bytes, &position, count, quote: 2, depth: 0, into: &output.batch)
    } catch {
      return nil
    }
    guard position + 1 < count, bytes[position] == UInt8(ascii: "\""),
      rows.isEnd(bytes[position + 1])
    else { return nil }
    fields.append(CSVRows.Field(start: start, end: position, isQuoted: true))
    position += 1
    while position < count, bytes[position] == rows.delimiter {
      position += 1
      guard let field = rows.plainField(bytes, &position, count) else { return nil }
      fields.append(field)
    }
    if position >= count { return nil }
    let end = position
    position += 1
    if bytes[end] == 0x0D {
      if position >= count { return nil }
      if bytes[position] == 0x0A { position += 1 }
    }
    output.startRow()
    output.format = columns.format
    noteResult(bytes, columns, &output)
    output.add(
      &reader.walk, bytes, quote: 2, wrapper: wrapper(columns, bytes), wrapperBytes: bytes, input,
      end: end)
    return position
  }
}
