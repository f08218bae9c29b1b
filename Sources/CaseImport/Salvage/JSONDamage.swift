/// Where a row ends that is no JSON, so that no row behind it is lost with it.
struct JSONDamage {
  /// `nil` where more bytes are needed to tell.
  private(set) var end: Int?
  /// Without the blanks before it.
  private(set) var trimmedEnd = 0
  private(set) var fault: JSONFault

  /// - Parameter inList: the row is an element of a list, so it may stand beside others on a line.
  init(_ bytes: RawSpan, _ input: WalkInput, _ fault: JSONFault, inList: Bool) {
    self.fault = fault
    let start = input.position
    var lineEnd = start
    while lineEnd < bytes.byteCount, bytes[lineEnd] != 0x0A { lineEnd += 1 }
    let isWholeLine = lineEnd < bytes.byteCount || input.isLast
    if !isWholeLine, !inList { return }
    if bytes[start] != UInt8(ascii: "{") {
      end =
        JSONDamage.nextValue(bytes, start + 1, lineEnd, inList: inList)
        ?? (isWholeLine ? lineEnd : nil)
    } else if !inList, lineEnd - start > 2 {
      end =
        JSONDamage.balancedEnd(bytes.extracting(0..<lineEnd), start)
        .flatMap { JSONDamage.isBeforeObject(bytes, $0, lineEnd) ? $0 : nil } ?? lineEnd
      noteCutLine(bytes, lineEnd)
    } else {
      end = JSONDamage.balancedEnd(bytes, start) ?? (input.isLast ? bytes.byteCount : nil)
    }
    trimmedEnd = end ?? start
    while trimmedEnd > start, JSONDamage.isBlank(bytes[trimmedEnd - 1]) { trimmedEnd -= 1 }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// A line that ends inside a value was cut there: whatever follows it, so that the last line of a part
  /// is judged as it is in the whole.
  private mutating func noteCutLine(_ bytes: RawSpan, _ lineEnd: Int) {
    guard case .invalid(let place) = fault else { return }
    if place >= lineEnd || (place + 1 == lineEnd && bytes[place] == 0x0D) { fault = .truncated }
  }

  /// What is no object ends where one starts; in a list also where the element or the list ends, as
  /// far as no quote makes that doubtful.
  private static func nextValue(
    _ bytes: RawSpan, _ start: Int, _ lineEnd: Int, inList: Bool
  ) -> Int? {
    var index = start
    var isWord = inList && bytes[start - 1] != UInt8(ascii: "\"")
    while index < lineEnd {
      if bytes[index] == UInt8(ascii: "\"") { isWord = false }
      if isWord, bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: "]") {
        return index
      }
      if bytes[index] == UInt8(ascii: "{"), index + 1 < bytes.byteCount {
        let next = bytes[index + 1]
        if next == UInt8(ascii: "\"") || isBlank(next) { return index }
      }
      index += 1
    }
    return nil
  }

  /// Objects that stand on one line: the next one begins right behind.
  private static func isBeforeObject(_ bytes: RawSpan, _ end: Int, _ lineEnd: Int) -> Bool {
    var index = end
    while index < lineEnd, isBlank(bytes[index]) || bytes[index] == UInt8(ascii: ",") {
      index += 1
    }
    return index < lineEnd && bytes[index] == UInt8(ascii: "{")
  }

  /// Behind the brace that closes the first one.
  private static func balancedEnd(_ bytes: RawSpan, _ start: Int) -> Int? {
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
