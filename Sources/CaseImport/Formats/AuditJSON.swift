import CaseModel

/// Audit records as JSON objects: a list, one per line, or one after the other (Management
/// Activity API); also Search-UnifiedAuditLog through ConvertTo-Json, with AuditData inside.
///
/// Lists are entered and left on the way, so that lists written one after the other are read too.
struct AuditJSON {
  private(set) var openLists = 0
  private var walk = RecordWalk()
  private var outer = RecordWalk()

  mutating func step(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput) -> Int? {
    let count = bytes.byteCount
    var position = input.position
    while position < count {
      switch bytes[position] {
      case 0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ","): position += 1
      case UInt8(ascii: "["):
        openLists += 1
        position += 1
      case UInt8(ascii: "]"):
        openLists -= openLists > 0 ? 1 : 0
        position += 1
      default:
        let start = WalkInput(
          position: position, fileOffset: input.fileOffset, isLast: input.isLast)
        return value(bytes, start, &output)
      }
    }
    return position
  }

  private mutating func value(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput)
    -> Int?
  {
    var position = input.position
    do throws(JSONFault) {
      if bytes[position] != UInt8(ascii: "{") {
        _ = try JSONScan.value(bytes, &position, bytes.byteCount, quote: 1, depth: 0)
        output.startRow()
        output.reject(
          bytes, input, end: position, .notAnObject, "expected a JSON object", operation: nil)
        return position
      }
      walk.fields.reset()
      try walk.record(bytes, &position, bytes.byteCount, quote: 1, depth: 0)
    } catch {
      if case .truncated = error, !input.isLast { return nil }
      return skipDamage(bytes, input, error, &output)
    }
    output.startRow()
    if walk.fields[.auditData].isAbsent {
      output.add(
        walk, bytes, quote: 1, wrapper: RecordWrapper(), wrapperBytes: bytes, input, end: position)
    } else {
      unwrap(bytes, input, end: position, &output)
    }
    return position
  }

  // MARK: - AuditData inside

  private mutating func unwrap(
    _ bytes: RawSpan, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    let data = walk.fields[.auditData]
    swap(&walk, &outer)
    walk.fields.reset()
    let fields = outer.fields
    func first(_ keys: [AuditKey]) -> Slice {
      keys.map { fields[$0] }.first { !$0.isAbsent } ?? .absent
    }
    let wrapper = RecordWrapper(
      operation: first([.operation, .operations]), user: first([.userId, .userIds]),
      time: first([.creationDate, .creationTime]), recordType: first([.recordType]),
      id: first([.identity, .recordId]))
    noteResult(bytes, fields, &output)
    if data.kind == .string {
      var text: [UInt8] = []
      JSONText.decode(data, bytes, quote: 1, into: &text)
      unwrapped(text.span.bytes, 0..<text.count, wrapper, bytes, input, end: end, &output)
    } else {
      unwrapped(bytes, data.start..<data.end, wrapper, bytes, input, end: end, &output)
    }
  }

  /// The record in `range` of `inner`, which is the block or a decoded text.
  private mutating func unwrapped(
    _ inner: RawSpan, _ range: Range<Int>, _ wrapper: RecordWrapper, _ bytes: RawSpan,
    _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    var position = range.lowerBound
    do throws(JSONFault) {
      if try JSONScan.next(inner, &position, range.upperBound) != UInt8(ascii: "{") {
        throw .invalid(at: position)
      }
      try walk.record(inner, &position, range.upperBound, quote: 1, depth: 1)
    } catch {
      let operation = FieldText(quote: 1).bytes(wrapper.operation, bytes)
      if case .truncated = error { output.noteCut(inner, range, quote: 1) }
      output.reject(
        bytes, input, end: end, fault: error,
        operation: operation.isEmpty ? nil : EvidenceText(bytes: operation))
      return
    }
    output.add(
      walk, inner, quote: 1, wrapper: wrapper, wrapperBytes: bytes, input, end: end)
  }

  private func noteResult(_ bytes: RawSpan, _ fields: RecordFields, _ output: inout WalkOutput) {
    let text = FieldText(quote: 1)
    guard let index = text.integer(fields[.resultIndex], bytes),
      let count = text.integer(fields[.resultCount], bytes)
    else { return }
    output.noteResult(index: index, count: count)
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
    if lineEnd == count, !input.isLast, count - input.position < AuditDataCSV.longestRow {
      return nil
    }
    var end = lineEnd
    let byLine = openLists == 0 && lineEnd - input.position > 2
    if !byLine, let balanced = balancedEnd(bytes, input.position) {
      end = balanced
    } else if !byLine {
      if !input.isLast, count - input.position < AuditDataCSV.longestRow { return nil }
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

/// JSON whose first object has CreationTime and Operation, or AuditData; or an empty list.
@Sendable func recogniseAuditJSON(_ head: ExportHead) -> ExportFormat? {
  let span = head.bytes.span.bytes
  let end = head.bytes.count
  var position = head.start
  while position < end, head.bytes[position] <= 0x20 || head.bytes[position] == UInt8(ascii: "[") {
    position += 1
  }
  let text = FieldText.trimmed(head.bytes[head.start...])
  if head.isWhole, text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"),
    FieldText.trimmed(text.dropFirst().dropLast()).isEmpty
  {
    return .auditJSON
  }
  guard position < end, head.bytes[position] == UInt8(ascii: "{") else { return nil }
  let walk = RecordWalk()
  var isFirst = true
  var found: Set<AuditKey> = []
  // A head that ends inside the first record still shows its keys.
  while let key = try? walk.nextKey(span, &position, end, quote: 1, &isFirst) {
    if case .known(let key) = key { found.insert(key) }
    guard (try? JSONScan.value(span, &position, end, quote: 1, depth: 0)) != nil else { break }
  }
  let isRecord = found.contains(.creationTime) && found.contains(.operation)
  return isRecord || found.contains(.auditData) ? .auditJSON : nil
}
