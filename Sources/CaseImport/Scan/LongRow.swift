import CaseModel

/// A row that is longer than any record: passed without being held, and rejected once, with the
/// place where it starts and its whole length.
struct LongRow: Sendable {
  /// In the file.
  let start: Int64
  let operation: EvidenceText?
  let key: RecordKey?
  let salvaged: [EvidenceText]
  /// NUL bytes, and so far nothing else.
  let isPadding: Bool
  /// An element of a list ends where its braces balance; everything else at its line's end.
  private let isElement: Bool
  private var depth = 0
  private var inText = false
  private var isEscaped = false
  private var endsInReturn = false

  /// - Parameter seen: the part of the row that was held; ids are salvaged from it.
  init(start: Int64, _ bytes: RawSpan, seen: Range<Int>, isElement: Bool) {
    self.start = start
    self.isElement = isElement
    isPadding = ByteMarks.endOfNulBytes(bytes, from: seen.lowerBound) >= seen.upperBound
    // Nobody saw the rest, which may say something else.
    operation = Salvage.access(in: bytes, seen)
    key = Salvage.key(in: bytes, seen)
    salvaged = Salvage.messageIds(in: bytes, seen)
  }

  /// Where the row ends in the next bytes; `nil` where it goes on behind them.
  ///
  /// - Returns: the end, and where to read on.
  mutating func end(_ bytes: RawSpan, from start: Int) -> (end: Int, next: Int)? {
    if isPadding {
      let end = ByteMarks.endOfNulBytes(bytes, from: start)
      return end < bytes.byteCount ? (end, end) : nil
    }
    var index = start
    while index < bytes.byteCount {
      let byte = bytes[index]
      if isElement {
        if passElement(byte) { return (index + 1, index + 1) }
      } else if byte == 0x0A {
        // A return that the bytes before ended with is not the row's either.
        return (index - (endsInReturn ? 1 : 0), index)
      } else {
        endsInReturn = byte == 0x0D
      }
      index += 1
    }
    return nil
  }

  /// - Returns: the byte closes the element.
  private mutating func passElement(_ byte: UInt8) -> Bool {
    if inText {
      if isEscaped {
        isEscaped = false
      } else if byte == 0x5C {
        isEscaped = true
      } else if byte == 0x22 || byte == 0x0A {
        inText = false
      }
      return false
    }
    switch byte {
    case 0x22: inText = true
    case UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: "}"):
      depth -= 1
      return depth <= 0
    default: break
    }
    return false
  }
}
