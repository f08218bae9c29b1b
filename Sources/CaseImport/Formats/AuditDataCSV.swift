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
    var byKey: [AuditKey: Int]
  }

  mutating func step(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput) -> Int? {
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
        operation: wrapped(.operation, bytes, columns))
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
    walk.fields.reset()
    do throws(JSONFault) {
      JSONScan.skipBlanks(bytes, &position, field.end)
      if position >= field.end {
        output.reject(
          bytes, input, end: end, .emptyAuditData, "AuditData is empty",
          operation: wrapped(.operation, bytes, columns))
        return
      }
      if bytes[position] != UInt8(ascii: "{") { throw .invalid(at: position) }
      try walk.record(bytes, &position, field.end, quote: quote, depth: 0)
      JSONScan.skipBlanks(bytes, &position, field.end)
      if position < field.end { throw .invalid(at: position) }
    } catch {
      if case .truncated = error { output.noteCut(bytes, field.start..<field.end, quote: quote) }
      output.reject(
        bytes, input, end: end, fault: error, operation: wrapped(.operation, bytes, columns))
      return
    }
    output.add(
      walk, bytes, quote: quote, wrapper: wrapper(columns), wrapperBytes: bytes, input, end: end)
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
      if let auditData = byKey[.auditData] {
        return Columns(count: fields.count, auditData: auditData, byKey: byKey)
      }
    }
    return nil
  }

  private func slice(_ keys: [AuditKey], _ columns: Columns) -> Slice {
    for key in keys {
      if let index = columns.byKey[key], index < fields.count {
        // A raw field: neither JSON string nor word.
        return Slice(kind: .number, start: fields[index].start, end: fields[index].end)
      }
    }
    return .absent
  }

  private func wrapper(_ columns: Columns) -> RecordWrapper {
    RecordWrapper(
      operation: slice([.operation, .operations], columns),
      user: slice([.userId, .userIds], columns),
      time: slice([.creationDate, .creationTime], columns),
      recordType: slice([.recordType], columns),
      id: slice([.recordId, .identity], columns), quote: 2)
  }

  private func wrapped(_ key: AuditKey, _ bytes: RawSpan, _ columns: Columns) -> EvidenceText? {
    let text = FieldText(quote: 2).bytes(wrapper(columns).operation, bytes)
    return text.isEmpty ? nil : EvidenceText(bytes: text)
  }

  private func noteResult(_ bytes: RawSpan, _ columns: Columns, _ output: inout WalkOutput) {
    let text = FieldText(quote: 2)
    let index = slice([.resultIndex], columns)
    let count = slice([.resultCount], columns)
    guard !index.isAbsent, !count.isAbsent,
      let number = Int64(String(decoding: text.bytes(index, bytes), as: UTF8.self)),
      let total = Int64(String(decoding: text.bytes(count, bytes), as: UTF8.self))
    else { return }
    output.noteResult(index: number, count: total)
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
      operation: operation ?? wrapped(.operation, bytes, columns))
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
