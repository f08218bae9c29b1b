import CaseModel

/// CSV with a column `AuditData` that holds the record as JSON: Search-UnifiedAuditLog through
/// Export-Csv, and the Purview portal's export with its old and new header; also the columns of
/// other systems that hold it (`RawEventData`, `_raw`, `event.original`).
extension CSVExport {
  /// A row with a column for the record.
  ///
  /// - Parameter row: in `bytes`, which are the block or were made of it; `input` and `end` are places of
  ///   the block.
  mutating func readAuditData(
    _ data: Int, _ columns: CSVColumns, _ bytes: RawSpan, _ row: Range<Int>, _ input: WalkInput,
    end: Int, _ output: inout WalkOutput
  ) {
    guard data < fields.count else {
      if readOtherwise(columns, bytes, row, input, end: end, &output) { return }
      output.reject(
        bytes, row, input, end: end, .missingField,
        "the row has \(fields.count) fields, AuditData is number \(data + 1)", operation: nil)
      return
    }
    let field = fields[data]
    let quote = field.isQuoted ? 2 : 1
    var position = field.start
    var isObject = false
    do throws(JSONFault) {
      JSONScan.skipBlanks(bytes, &position, field.end)
      isObject = position < field.end && bytes[position] == UInt8(ascii: "{")
      if !isObject { throw .invalid(at: position) }
      try reader.walk.record(
        bytes, &position, field.end, quote: quote, depth: 0, into: &output.batch)
      JSONScan.skipBlanks(bytes, &position, field.end)
      if position < field.end { throw .invalid(at: position) }
    } catch {
      output.dropUnclaimedItems()
      if readOtherwise(columns, bytes, row, input, end: end, &output) { return }
      if position == field.end, !isObject {
        output.reject(
          bytes, row, input, end: end, .emptyAuditData, "AuditData is empty", operation: nil)
        return
      }
      if case .truncated = error { output.noteCut(bytes, field.start..<field.end, quote: quote) }
      output.reject(
        bytes, row, input, end: end, fault: error.moved(from: row.lowerBound, to: input.position),
        operation: isObject ? operation(bytes, columns) : nil)
      return
    }
    output.add(
      &reader.walk, bytes, quote: quote, wrapper: wrapper(columns, bytes), wrapperBytes: bytes,
      salvage: bytes, row, input, end: end)
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
    endsShort = fields.count < columns.count
    output.format = columns.format
    noteResult(bytes, columns, &output)
    output.add(
      &reader.walk, bytes, quote: 2, wrapper: wrapper(columns, bytes), wrapperBytes: bytes, input,
      end: end)
    return position
  }
}
