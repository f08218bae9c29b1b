/// Cuts CSV into rows and fields in place (RFC 4180; also lone line feeds).
struct CSVRows {
  /// Those that exports are written with, by culture.
  static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), 0x09]

  var delimiter = UInt8(ascii: ",")
  /// Quotes inside a field stand behind a backslash, as Spark writes them, and are not doubled.
  var escapesQuotes = false

  /// A field as it stands, without its outer quotes; inner quotes are still doubled.
  struct Field {
    var start: Int
    var end: Int
    var isQuoted: Bool

    /// It begins with a quote, and text stands behind the quote that closes it.
    func isOddlyQuoted(_ bytes: RawSpan) -> Bool {
      !isQuoted && start < end && bytes[start] == UInt8(ascii: "\"")
    }
  }

  enum Outcome: Equatable {
    /// The row ends at `end`; the next one starts at `next`.
    case row(end: Int, next: Int)
    /// The bytes end before the row does.
    case unfinished
    /// A quoted field was not closed when the bytes ended; or it runs over a line end and what
    /// closes it opens a field of a later row.
    case unclosedQuote
  }

  /// The row that starts at `start`.
  ///
  /// - Parameter isLast: the bytes are the end of the file, so a row may end without line end.
  func row(
    _ bytes: RawSpan, from start: Int, isLast: Bool, fields: inout [Field]
  ) -> Outcome {
    fields.removeAll(keepingCapacity: true)
    let count = bytes.byteCount
    var position = start
    var isBroken = false
    while true {
      guard let field = field(bytes, &position, count, &isBroken) else {
        return isLast || isBroken ? .unclosedQuote : .unfinished
      }
      fields.append(field)
      if position >= count {
        return isLast ? .row(end: position, next: position) : .unfinished
      }
      let byte = bytes[position]
      if byte == delimiter {
        position += 1
        continue
      }
      let end = position
      position += 1
      if byte == 0x0D {
        if position < count, bytes[position] == 0x0A {
          position += 1
        } else if position >= count, !isLast {
          return .unfinished
        }
      }
      return .row(end: end, next: position)
    }
  }

  /// Afterwards at the delimiter, the line end, or the end of the bytes.
  @inline(__always)
  private func field(
    _ bytes: RawSpan, _ position: inout Int, _ count: Int, _ isBroken: inout Bool
  ) -> Field? {
    if position < count, bytes[position] == UInt8(ascii: "\"") {
      let start = position + 1
      guard let close = closingQuote(bytes, start, count) else { return nil }
      position = close + 1
      if position >= count || isEnd(bytes[position]) {
        return Field(start: start, end: close, isQuoted: true)
      }
      // Text behind a closing quote: on one line the field is taken as unquoted; over several the
      // quote was never closed, and this one belongs to another row.
      if (start..<close).contains(where: { bytes[$0] == 0x0A }) {
        isBroken = true
        return nil
      }
      while position < count, !isEnd(bytes[position]) { position += 1 }
      return Field(start: start - 1, end: position, isQuoted: false)
    }
    let start = position
    while position < count, !isEnd(bytes[position]) { position += 1 }
    return Field(start: start, end: position, isQuoted: false)
  }

  /// A field without line breaks and doubled quotes; `nil` for any other.
  @inline(__always)
  func plainField(_ bytes: RawSpan, _ position: inout Int, _ count: Int) -> Field? {
    if position < count, bytes[position] == UInt8(ascii: "\"") {
      let start = position + 1
      position = start
      while position < count, bytes[position] != UInt8(ascii: "\"") {
        if bytes[position] == 0x0A || bytes[position] == 0x0D { return nil }
        position += 1
      }
      if position + 1 >= count || !isEnd(bytes[position + 1]) { return nil }
      position += 1
      return Field(start: start, end: position - 1, isQuoted: true)
    }
    let start = position
    position = plainEnd(bytes, position, count)
    return position < count ? Field(start: start, end: position, isQuoted: false) : nil
  }

  /// The first delimiter or line end from `start` on; 16 bytes at a time.
  @inline(__always)
  private func plainEnd(_ bytes: RawSpan, _ start: Int, _ count: Int) -> Int {
    let delimiters = SIMD16<UInt8>(repeating: delimiter)
    let feed = SIMD16<UInt8>(repeating: 0x0A)
    let carriage = SIMD16<UInt8>(repeating: 0x0D)
    var index = start
    while index &+ ByteMarks.width <= count {
      let text = ByteMarks.load(bytes, index)
      if let mark = ByteMarks.first((text .== delimiters) .| (text .== feed) .| (text .== carriage))
      {
        return index &+ mark
      }
      index &+= ByteMarks.width
    }
    while index < count, !isEnd(bytes[index]) { index &+= 1 }
    return index
  }

  @inline(__always)
  func isEnd(_ byte: UInt8) -> Bool {
    byte == delimiter || byte == 0x0A || byte == 0x0D
  }

  /// The quote that closes a field: the first that is not doubled; 8 bytes at a time.
  @inline(__always)
  private func closingQuote(_ bytes: RawSpan, _ start: Int, _ count: Int) -> Int? {
    if escapesQuotes { return escapedClose(bytes, start, count) }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index < count {
      while index + 8 <= count {
        let word =
          bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) ^ (ones &* 0x22)
        let marks = (word &- ones) & ~word & highs
        if marks != 0 {
          index += marks.trailingZeroBitCount / 8
          break
        }
        index += 8
      }
      while index < count, bytes[index] != UInt8(ascii: "\"") { index += 1 }
      if index >= count { return nil }
      if index + 1 >= count { return index }
      if bytes[index + 1] != UInt8(ascii: "\"") { return index }
      index += 2
    }
    return nil
  }

  /// The first quote that no backslash escapes.
  private func escapedClose(_ bytes: RawSpan, _ start: Int, _ count: Int) -> Int? {
    var index = start
    while index < count {
      if bytes[index] == UInt8(ascii: "\"") { return index }
      index += bytes[index] == 0x5C ? 2 : 1
    }
    return nil
  }
}
