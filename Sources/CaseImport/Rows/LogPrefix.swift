/// The words that a program writes before the JSON of a line: a priority, a time, a host, a name (syslog,
/// RFC 3164 and 5424; the output of containers).
enum LogPrefix {
  /// Bytes that it may have.
  private static let longest = 1_024

  enum Outcome: Equatable {
    /// The record starts here.
    case passed(Int)
    /// The line begins in another way.
    case none
    /// More bytes are needed to tell.
    case unfinished
  }

  /// What stands at the start of a line. A piece of JSON is never taken for such words: it closes a text
  /// before a colon or a comma, or an object.
  static func at(_ bytes: RawSpan, _ start: Int, isLast: Bool) -> Outcome {
    let end = min(bytes.byteCount, start + longest)
    var depth = 0
    var hasTime = isPriority(bytes, start)
    var index = start
    while index < end {
      switch bytes[index] {
      case 0x00..<0x20 where bytes[index] != 0x09: return .none
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "}"): return .none
      case UInt8(ascii: "\""):
        let next = index + 1 < end ? bytes[index + 1] : 0
        if next == UInt8(ascii: ":") || next == UInt8(ascii: ",") { return .none }
      case UInt8(ascii: "{"):
        var inside = index + 1
        JSONScan.skipBlanks(bytes, &inside, bytes.byteCount)
        if inside == bytes.byteCount { return isLast ? .none : .unfinished }
        let isObject = bytes[inside] == UInt8(ascii: "\"")
        return depth == 0 && hasTime && isObject ? .passed(index) : .none
      default: break
      }
      if !hasTime { hasTime = isTime(bytes, index) }
      index += 1
    }
    return isLast || end < bytes.byteCount || end == start + longest ? .none : .unfinished
  }

  private static func isDigit(_ bytes: RawSpan, _ index: Int) -> Bool {
    index < bytes.byteCount && 0x30...0x39 ~= bytes[index]
  }

  /// `<134>`
  private static func isPriority(_ bytes: RawSpan, _ start: Int) -> Bool {
    guard bytes[start] == UInt8(ascii: "<") else { return false }
    var index = start + 1
    while index < start + 4, isDigit(bytes, index) { index += 1 }
    return index > start + 1 && index < bytes.byteCount && bytes[index] == UInt8(ascii: ">")
  }

  /// `08:12`
  private static func isTime(_ bytes: RawSpan, _ start: Int) -> Bool {
    isDigit(bytes, start) && isDigit(bytes, start + 1) && start + 2 < bytes.byteCount
      && bytes[start + 2] == UInt8(ascii: ":") && isDigit(bytes, start + 3)
      && isDigit(bytes, start + 4)
  }
}
