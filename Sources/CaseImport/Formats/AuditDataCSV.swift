import CaseModel

/// CSV with a column `AuditData` that holds the record as JSON: Search-UnifiedAuditLog through
/// Export-Csv, and the Purview portal's export with its old and new header. Driven by the header:
/// columns in any order, unknown ones ignored.
struct AuditDataCSV: Sendable {
  private var rows = CSVRows()
  private var columns: Columns?
  private var fields: [CSVRows.Field] = []
  private var walk = RecordWalk()

  /// The header was read, so any row can come next.
  var hasHeader: Bool { columns != nil }

  private struct Columns {
    var count: Int
    var auditData: Int
    var operation: Int?
    var user: Int?
    var time: Int?
    var recordType: Int?
    var id: Int?
    var resultIndex: Int?
    var resultCount: Int?

    init?(count: Int, _ byKey: [AuditKey: Int]) {
      guard let auditData = byKey[.auditData] else { return nil }
      self.count = count
      self.auditData = auditData
      operation = byKey[.operation] ?? byKey[.operations]
      user = byKey[.userPrincipalName] ?? byKey[.userId] ?? byKey[.userIds]
      time = byKey[.createdDateTime] ?? byKey[.creationDate] ?? byKey[.creationTime]
      recordType = byKey[.recordType]
      id = byKey[.recordId] ?? byKey[.identity] ?? byKey[.id]
      resultIndex = byKey[.resultIndex]
      resultCount = byKey[.resultCount]
    }
  }

  mutating func step(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput) -> Int? {
    if let next = wholeRow(bytes, input, &output) { return next }
    output.dropUnclaimedItems()
    switch rows.row(bytes, from: input.position, isLast: input.isLast, fields: &fields) {
    case .row(let end, let next):
      if end > input.position { take(bytes, input, end: end, &output) }
      return next
    case .unfinished:
      if bytes.byteCount - input.position < WalkInput.longestRow { return nil }
      return skipUnclosed(bytes, input, &output)
    case .unclosedQuote:
      return skipUnclosed(bytes, input, &output)
    }
  }

  private mutating func take(
    _ bytes: RawSpan, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    guard let columns else {
      self.columns = header(bytes, end: end, from: input.position)
      return
    }
    output.startRow()
    let data = columns.auditData
    guard data < fields.count else {
      output.reject(
        bytes, input, end: end, .missingField,
        "the row has \(fields.count) fields, AuditData is number \(data + 1)",
        operation: operation(bytes, columns))
      return
    }
    noteResult(bytes, columns, &output)
    read(fields[data], columns, bytes, input, end: end, &output)
  }

  private mutating func read(
    _ field: CSVRows.Field, _ columns: Columns, _ bytes: RawSpan, _ input: WalkInput, end: Int,
    _ output: inout WalkOutput
  ) {
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
      try walk.record(
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
      &walk, bytes, quote: quote, wrapper: wrapper(columns), wrapperBytes: bytes, input, end: end)
  }

  // MARK: - The usual row

  /// A row whose AuditData is quoted and whole, read in one pass: the walk through the JSON finds
  /// the end of the field, because it takes quotes in pairs. `nil` for every other row.
  private mutating func wholeRow(
    _ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput
  ) -> Int? {
    guard let columns else { return nil }
    let count = bytes.byteCount
    var position = input.position
    fields.removeAll(keepingCapacity: true)
    for _ in 0..<columns.auditData {
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
      try walk.record(bytes, &position, count, quote: 2, depth: 0, into: &output.batch)
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
    noteResult(bytes, columns, &output)
    output.add(
      &walk, bytes, quote: 2, wrapper: wrapper(columns), wrapperBytes: bytes, input, end: end)
    return position
  }

  // MARK: - Columns

  private mutating func header(_ bytes: RawSpan, end: Int, from start: Int) -> Columns? {
    // Windows PowerShell writes the type's name before the header.
    if bytes[start] == UInt8(ascii: "#") { return nil }
    for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] {
      rows.delimiter = delimiter
      _ = rows.row(bytes.extracting(0..<end), from: start, isLast: true, fields: &fields)
      var byKey: [AuditKey: Int] = [:]
      for (index, field) in fields.enumerated() {
        if let key = walk.keys.find(bytes, field.start, field.end), byKey[key] == nil {
          byKey[key] = index
        }
      }
      if let columns = Columns(count: fields.count, byKey) { return columns }
    }
    return nil
  }

  /// A raw field: neither JSON string nor word.
  @inline(__always)
  private func slice(_ column: Int?) -> Slice {
    guard let column, column < fields.count else { return .absent }
    return Slice(kind: .number, start: fields[column].start, end: fields[column].end)
  }

  private func wrapper(_ columns: Columns) -> RecordWrapper {
    RecordWrapper(
      operation: slice(columns.operation), user: slice(columns.user), time: slice(columns.time),
      recordType: slice(columns.recordType), id: slice(columns.id), quote: 2)
  }

  private func operation(_ bytes: RawSpan, _ columns: Columns) -> EvidenceText? {
    let text = FieldText(quote: 2).bytes(slice(columns.operation), bytes)
    return text.isEmpty ? nil : EvidenceText(bytes: text)
  }

  private func noteResult(_ bytes: RawSpan, _ columns: Columns, _ output: inout WalkOutput) {
    let text = FieldText(quote: 2)
    guard let index = text.integer(slice(columns.resultIndex), bytes),
      let count = text.integer(slice(columns.resultCount), bytes)
    else { return }
    output.noteResult(index: index, count: count)
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
        if count - input.position < WalkInput.longestRow { return nil }
        next = start
        break
      }
      line = start
    }
    if next == count, !input.isLast, count - input.position < WalkInput.longestRow { return nil }
    guard let columns else { return count }
    var end = next
    while end > input.position, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    output.startRow()
    let operation = Salvage.texts("Operation", in: bytes, input.position..<end).first
    _ = rows.row(bytes.extracting(0..<end), from: input.position, isLast: true, fields: &fields)
    // The open field begins behind the delimiter and the quote.
    let open = min(end, (fields.last?.end ?? input.position - 2) + 2)
    output.noteCut(bytes, open..<end, quote: 2)
    output.reject(
      bytes, input, end: end, .unclosedQuote, "a quoted field is not closed",
      operation: operation ?? self.operation(bytes, columns))
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

/// The first line, or the one behind a `#TYPE` line, names a column `AuditData`.
@Sendable func recogniseAuditDataCSV(_ head: ExportHead) -> ExportFormat? {
  let span = head.bytes.span.bytes
  let keys = AuditKeyTable()
  var start = head.start
  var fields: [CSVRows.Field] = []
  if start < head.bytes.count, head.bytes[start] == UInt8(ascii: "#") {
    guard let end = head.bytes[start...].firstIndex(of: 0x0A) else { return nil }
    start = end + 1
  }
  for delimiter in [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09] {
    let rows = CSVRows(delimiter: delimiter)
    guard case .row = rows.row(span, from: start, isLast: true, fields: &fields) else { continue }
    let found = Set(fields.compactMap { keys.find(span, $0.start, $0.end) })
    guard found.contains(.auditData) else { continue }
    let isSearch = found.contains(.resultIndex) || found.contains(.identity)
    return isSearch ? .unifiedAuditLogCSV : .purviewCSV
  }
  return nil
}
