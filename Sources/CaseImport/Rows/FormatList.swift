import CaseModel

/// Text that PowerShell's Format-List wrote: `Name : Value` line by line, a blank line between
/// records, long values over several lines. Out-File writes objects so, and lists of more than four
/// elements are cut in it: what they named is lost (R17).
struct FormatList: Sendable {
  private var reader = ObjectReader()

  /// Reads one record, or passes a blank line; `nil` where more bytes are needed.
  mutating func step(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput) -> Int? {
    let count = bytes.byteCount
    if bytes[input.position] == 0 {
      switch JoinMark(bytes, input) {
      case .none: break
      case .passed(let next): return next
      case .hole(let end): return output.rejectHole(bytes, input, end: end)
      case .unfinished: return nil
      }
    }
    var line = input.position
    guard let first = FormatList.line(bytes, line, input.isLast) else { return nil }
    if FormatList.isBlank(bytes, first.start..<first.end) { return first.next }
    var end = first.end
    while line < count {
      guard let next = FormatList.line(bytes, line, input.isLast) else { return nil }
      if FormatList.isBlank(bytes, next.start..<next.end) { break }
      end = next.end
      line = next.next
    }
    // The blank line behind the record may not be here yet.
    if line == count, !input.isLast { return nil }
    output.startRow()
    read(bytes, input, end: end, &output)
    return line
  }

  private mutating func read(
    _ bytes: RawSpan, _ input: WalkInput, end: Int, _ output: inout WalkOutput
  ) {
    var flat = FlatRecord()
    flat.start()
    var found: Set<AuditKey> = []
    var value: [UInt8] = []
    FormatList.forEachPair(bytes, input.position..<end, reader.walk.keys) { key, parts in
      value.removeAll(keepingCapacity: true)
      for part in parts {
        for index in part { value.append(bytes[index]) }
      }
      found.insert(key)
      flat.add(Array(key.name.utf8), value.span.bytes, 0..<value.count, quote: 1)
    }
    let json = flat.finish()
    if found.isDisjoint(with: [.operation, .operations, .auditData]) {
      output.reject(
        json.span.bytes, 0..<json.count, input, end: end, .noOperation,
        "text without a line 'Operation : …'", operation: nil)
      return
    }
    reader.read(json, input, end: end, &output)
  }

  // MARK: - Lines

  /// The line at `start` without its end; `nil` where its end is not here.
  private static func line(
    _ bytes: RawSpan, _ start: Int, _ isLast: Bool
  ) -> (start: Int, end: Int, next: Int)? {
    var index = start
    while index < bytes.byteCount, bytes[index] != 0x0A { index += 1 }
    if index == bytes.byteCount { return isLast ? (start, index, index) : nil }
    let end = index > start && bytes[index - 1] == 0x0D ? index - 1 : index
    return (start, end, index + 1)
  }

  private static func isBlank(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    range.allSatisfy { bytes[$0] <= 0x20 }
  }

  /// Each known name with the parts of its value, one for each line.
  static func forEachPair(
    _ bytes: RawSpan, _ range: Range<Int>, _ keys: AuditKeyTable,
    _ body: (AuditKey, [Range<Int>]) -> Void
  ) {
    var key: AuditKey?
    var parts: [Range<Int>] = []
    var column = 0
    var position = range.lowerBound
    while position < range.upperBound,
      let line = line(bytes, position, true)
    {
      let end = min(line.end, range.upperBound)
      if let (nameEnd, valueStart) = pair(bytes, line.start..<end) {
        if let key { body(key, parts) }
        key = keys.find(bytes, line.start, nameEnd)
        column = valueStart - line.start
        parts = [min(valueStart, end)..<end]
      } else {
        // A value goes on in the column where it began.
        var start = line.start
        while start < end, start - line.start < column, bytes[start] == 0x20 { start += 1 }
        parts.append(start..<end)
      }
      position = line.next
    }
    if let key { body(key, parts) }
  }

  /// `Name   : Value`: where the name ends and the value starts.
  private static func pair(_ bytes: RawSpan, _ line: Range<Int>) -> (nameEnd: Int, value: Int)? {
    var index = line.lowerBound
    while index < line.upperBound, isName(bytes[index]) { index += 1 }
    let nameEnd = index
    while index < line.upperBound, bytes[index] == 0x20 { index += 1 }
    guard nameEnd > line.lowerBound, index < line.upperBound, bytes[index] == UInt8(ascii: ":"),
      index > nameEnd, index + 1 == line.upperBound || bytes[index + 1] == 0x20
    else { return nil }
    return (nameEnd, index + 2)
  }

  private static func isName(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x5A ~= byte || 0x61...0x7A ~= byte || byte >= 0x80
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@") || byte == UInt8(ascii: ".")
      || byte == UInt8(ascii: "-")
  }
}
