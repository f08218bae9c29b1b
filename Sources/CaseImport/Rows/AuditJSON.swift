import CaseModel

/// Audit records as JSON objects: a list, one per line, or one after the other (Management
/// Activity API); also Search-UnifiedAuditLog through ConvertTo-Json, with AuditData inside.
///
/// Lists are entered and left on the way, so that lists written one after the other are read too.
struct AuditJSON: Sendable {
  private(set) var openLists = 0
  /// Objects around a list of records, such as Graph's `{"value": […]}`, that are entered.
  private(set) var openPages = 0
  private var reader = ObjectReader(areRows: true)

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
    switch JoinMark(bytes, input) {
    case .none: return value(bytes, input, &output)
    case .passed(let next): return next
    case .unfinished: return nil
    }
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

  private func skipDamage(
    _ bytes: RawSpan, _ input: WalkInput, _ fault: JSONFault, _ output: inout WalkOutput
  ) -> Int? {
    let damage = JSONDamage(bytes, input, fault, inList: openLists > 0)
    guard let end = damage.end else { return nil }
    output.startRow()
    let row = input.position..<damage.trimmedEnd
    let operation = Salvage.texts("\"Operation", in: bytes, row).first
    if damage.fault == .truncated { output.noteCut(bytes, row, quote: 1) }
    output.reject(
      bytes, input, end: row.upperBound, fault: damage.fault, operation: operation)
    return max(end, input.position + 1)
  }
}
