import CaseModel

/// Audit records as JSON objects: a list, one per line, or one after the other (Management
/// Activity API); also Search-UnifiedAuditLog through ConvertTo-Json, with AuditData inside.
///
/// Lists, and objects around lists of records, are entered and left on the way, so that lists written one
/// after the other are read too.
struct AuditJSON: Sendable {
  private(set) var nesting = JSONNesting()
  /// Of the table that was entered last.
  private(set) var columns: JSONColumns?
  private var reader = ObjectReader(areRows: true)
  /// What the page says of itself that is read.
  private var page = StatedPage()

  private static let rowKeys =
    Set(JSONRowKinds.all.paths.map { $0[0] }).union([.operation, .operations])

  /// A line that may be a row: an object with a key that records or what carries them have.
  func looksLikeRow(_ bytes: RawSpan, _ start: Int) -> Bool {
    var position = start
    JSONScan.skipBlanks(bytes, &position, bytes.byteCount)
    guard position < bytes.byteCount, bytes[position] == UInt8(ascii: "{") else { return false }
    var isFirst = true
    do throws(JSONFault) {
      while true {
        let key = try reader.walk.nextKey(
          bytes, &position, bytes.byteCount, quote: 1, &isFirst)
        if case .end = key { return false }
        if case .known(let key) = key, AuditJSON.rowKeys.contains(key) { return true }
        try JSONScan.pass(bytes, &position, bytes.byteCount, quote: 1, depth: 0)
      }
    } catch {
      return false
    }
  }

  /// Passes one mark or reads one value; `nil` where more bytes are needed.
  mutating func step(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput) -> Int? {
    let next = input.position + 1
    switch bytes[input.position] {
    case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","): return next
    case UInt8(ascii: "["):
      if nesting.level == .table { return tableRow(bytes, input, &output) }
      switch logPrefix(bytes, input) {
      case .passed(let start): return start
      case .unfinished: return nil
      case .none: break
      }
      nesting.open(.list)
      return next
    case UInt8(ascii: "]"):
      nesting.closeList()
      return next
    case UInt8(ascii: "}") where nesting.level == .page:
      nesting.close()
      if nesting.level != .page { notePage(&output) }
      return next
    case UInt8(ascii: "\"") where nesting.level == .page:
      return restOfPage(bytes, input, &output)
    case UInt8(ascii: "{"):
      if let next = enterPage(bytes, input) { return next }
    case UInt8(ascii: "\""): break
    default:
      switch logPrefix(bytes, input) {
      case .passed(let start): return start
      case .unfinished: return nil
      case .none: break
      }
    }
    switch JoinMark(bytes, input) {
    case .none: return value(bytes, input, &output)
    case .passed(let next): return next
    case .hole(let end): return output.rejectHole(bytes, input, end: end)
    case .unfinished: return nil
    }
  }

  /// Puts what a page says of itself into the ledger, when it is passed or the file ends.
  mutating func notePage(_ output: inout WalkOutput) {
    if !page.isEmpty { output.ledger.pages[page, default: 0] += 1 }
    page = StatedPage()
  }

  /// The words that a program writes before a record, which stands alone on its line.
  private func logPrefix(_ bytes: RawSpan, _ input: WalkInput) -> LogPrefix.Outcome {
    if nesting.level != nil { return .none }
    return LogPrefix.at(bytes, input.position, isLast: input.isLast || input.isFull)
  }

  private mutating func enterPage(_ bytes: RawSpan, _ input: WalkInput) -> Int? {
    do throws(JSONFault) {
      if nesting.hasRoom,
        let page = try reader.descent.page(bytes, input.position, isLast: input.isLast)
      {
        open(page)
        return page.position
      }
    } catch {
      // Not even the start of a page is there: the value says why.
    }
    return nil
  }

  private mutating func open(_ page: JSONPage) {
    for _ in 0..<page.objects { nesting.open(.page) }
    nesting.open(page.columns == nil ? .list : .table)
    if let columns = page.columns { self.columns = columns }
    self.page = page.stated
  }

  /// A member that follows the list of a page, such as `@odata.nextLink`; or another list; or a record.
  private mutating func restOfPage(
    _ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput
  ) -> Int? {
    var position = input.position
    do throws(JSONFault) {
      let (name, byte) = try JSONDescent.name(bytes, &position)
      if byte == UInt8(ascii: "["),
        try reader.descent.isOfRecords(name, bytes, position, 1, input.isLast)
      {
        nesting.open(.list)
        return position + 1
      }
      let start = position
      let value = try JSONScan.value(bytes, &position, bytes.byteCount, quote: 1, depth: 0)
      // More digits may follow.
      if position == bytes.byteCount, !input.isLast { return nil }
      JSONPage.note(name, value, bytes, &page)
      if !reader.descent.holdsRecord(bytes, start..<position) { return position }
      output.startRow()
      _ = reader.descend(
        bytes, start..<position, salvage: bytes, input.position..<position, input, end: position,
        &output)
      return position
    } catch {
      if case .truncated = error, !input.isLast { return nil }
      return skipDamage(bytes, input, error, &output)
    }
  }

  /// A row of a table, at its `[`.
  private mutating func tableRow(
    _ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput
  ) -> Int? {
    var position = input.position
    let json: [UInt8]?
    do throws(JSONFault) {
      try JSONScan.pass(bytes, &position, bytes.byteCount, quote: 1, depth: 0)
      json = try columns?.object(bytes, input.position..<position)
    } catch {
      if case .truncated = error, !input.isLast { return nil }
      return skipDamage(bytes, input, error, &output)
    }
    output.startRow()
    if let json {
      reader.read(json, input, end: position, &output)
    } else {
      output.reject(
        bytes, input, end: position, .missingField,
        "the row has not as many cells as the table has columns (\(columns?.names.count ?? 0))",
        operation: nil)
    }
    return position
  }

  private mutating func value(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput)
    -> Int?
  {
    var position = input.position
    var text = Slice.absent
    do throws(JSONFault) {
      if bytes[position] != UInt8(ascii: "{") {
        text = try JSONScan.value(bytes, &position, bytes.byteCount, quote: 1, depth: 0)
        // More digits may follow.
        if text.kind == .number, position == bytes.byteCount, !input.isLast { return nil }
        // A line that begins with a date is no number.
        if text.kind == .number, position < bytes.byteCount, !AuditJSON.mayFollow(bytes[position]) {
          throw .invalid(at: position)
        }
      } else {
        try reader.walk.record(
          bytes, &position, bytes.byteCount, quote: 1, depth: 0, into: &output.batch)
      }
    } catch {
      if case .truncated = error, !input.isLast { return nil }
      return skipDamage(bytes, input, error, &output)
    }
    output.startRow()
    if text.kind == .string {
      reader.unwrap(text, bytes, input, end: position, &output)
    } else if text.kind != .absent {
      output.reject(
        bytes, input, end: position, .notAnObject, "expected a JSON object", operation: nil)
    } else {
      reader.take(bytes, input, end: position, &output)
    }
    return position
  }

  /// A mark or a value, behind a number.
  private static func mayFollow(_ byte: UInt8) -> Bool {
    byte <= 0x20 || Array(",]}[{\"".utf8).contains(byte)
  }

  // MARK: - Damage

  private func skipDamage(
    _ bytes: RawSpan, _ input: WalkInput, _ fault: JSONFault, _ output: inout WalkOutput
  ) -> Int? {
    let damage = JSONDamage(bytes, input, fault, inList: nesting.lists > 0)
    guard let end = damage.end else { return nil }
    output.startRow()
    let row = input.position..<damage.trimmedEnd
    let operation = Salvage.text("\"Operation", in: bytes, row)
    if damage.fault == .truncated { output.noteCut(bytes, row, quote: 1) }
    output.reject(
      bytes, input, end: row.upperBound, fault: damage.fault, operation: operation)
    return max(end, input.position + 1)
  }
}
