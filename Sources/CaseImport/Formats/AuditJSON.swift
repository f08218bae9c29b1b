import CaseModel

/// Audit records as JSON objects: a list, one per line, or one after the other (Management
/// Activity API); also Search-UnifiedAuditLog through ConvertTo-Json, with AuditData inside.
///
/// Lists are entered and left on the way, so that lists written one after the other are read too.
struct AuditJSON: Sendable {
  private(set) var openLists = 0
  /// Objects around a list of records, such as Graph's `{"value": […]}`, that are entered.
  private(set) var openPages = 0
  private var reader = ObjectReader()

  /// A line that may be a row: an object with a key that records or what carries them have.
  func looksLikeRow(_ bytes: RawSpan, _ start: Int) -> Bool {
    var position = start
    JSONScan.skipBlanks(bytes, &position, bytes.byteCount)
    guard position < bytes.byteCount, bytes[position] == UInt8(ascii: "{") else { return false }
    let keys: Set<AuditKey> = [
      .operation, .operations, .auditData, .rawEventData, .raw, .result, .event, .source,
      .o365audit, .o365,
    ]
    var isFirst = true
    do throws(JSONFault) {
      while true {
        let key = try reader.walk.nextKey(
          bytes, &position, bytes.byteCount, quote: 1, &isFirst)
        if case .end = key { return false }
        if case .known(let key) = key, keys.contains(key) { return true }
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
      openLists += 1
      return next
    case UInt8(ascii: "]"):
      openLists -= openLists > 0 ? 1 : 0
      return next
    case UInt8(ascii: "}") where openPages > 0:
      openPages -= 1
      return next
    case UInt8(ascii: "\"") where openPages > 0 && openLists == 0:
      return restOfPage(bytes, input, &output)
    case UInt8(ascii: "{") where openLists == 0:
      do throws(JSONFault) {
        if let page = try JSONPage.enter(bytes, input.position) {
          openPages += page.objects
          openLists += 1
          return page.position
        }
      } catch {
        // Not even the start of a page is there: the value says why.
      }
    default: break
    }
    return value(bytes, input, &output)
  }

  /// A member that follows the list of a page, such as `@odata.nextLink`; or another list.
  private func restOfPage(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput) -> Int?
  {
    var position = input.position
    let end = bytes.byteCount
    do throws(JSONFault) {
      let name = try JSONScan.string(bytes, &position, end, quote: 1)
      if try JSONScan.next(bytes, &position, end) != UInt8(ascii: ":") {
        throw .invalid(at: position)
      }
      position += 1
      if JSONPage.isList(name, bytes),
        try JSONScan.next(bytes, &position, end) == UInt8(ascii: "[")
      {
        return position
      }
      _ = try JSONScan.value(bytes, &position, end, quote: 1, depth: 0)
      return position
    } catch {
      if case .truncated = error, !input.isLast { return nil }
      return skipDamage(bytes, input, error, &output)
    }
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

  // MARK: - Damage

  /// Behind an object that is no JSON: where its braces balance, or the end of its line.
  private func skipDamage(
    _ bytes: RawSpan, _ input: WalkInput, _ fault: JSONFault, _ output: inout WalkOutput
  )
    -> Int?
  {
    let count = bytes.byteCount
    var lineEnd = input.position
    while lineEnd < count, bytes[lineEnd] != 0x0A { lineEnd += 1 }
    if lineEnd == count, !input.isLast, openLists == 0 { return nil }
    var end = lineEnd
    let byLine = openLists == 0 && lineEnd - input.position > 2
    if !byLine, let balanced = balancedEnd(bytes, input.position) {
      end = balanced
    } else if !byLine {
      if !input.isLast { return nil }
      end = count
    }
    var trimmed = end
    while trimmed > input.position, bytes[trimmed - 1] <= 0x20 { trimmed -= 1 }
    output.startRow()
    let operation = Salvage.texts("\"Operation", in: bytes, input.position..<trimmed).first
    var fault = fault
    // A line that ends inside a value was cut there.
    if byLine, case .invalid(let place) = fault, place == lineEnd || place + 1 == lineEnd,
      bytes[place] == 0x0A || bytes[place] == 0x0D
    {
      fault = .truncated
    }
    if fault == .truncated { output.noteCut(bytes, input.position..<trimmed, quote: 1) }
    output.reject(bytes, input, end: trimmed, fault: fault, operation: operation)
    return max(end, input.position + 1)
  }

  private func balancedEnd(_ bytes: RawSpan, _ start: Int) -> Int? {
    var depth = 0
    var inText = false
    var index = start
    while index < bytes.byteCount {
      let byte = bytes[index]
      if inText {
        if byte == 0x5C { index += 1 } else if byte == 0x22 || byte == 0x0A { inText = false }
      } else if byte == 0x22 {
        inText = true
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
      index += 1
    }
    return nil
  }
}
