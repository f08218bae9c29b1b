/// Where a walk through JSON stops.
enum JSONFault: Error, Equatable {
  /// The bytes end inside a value.
  case truncated
  /// A byte that JSON does not allow here (RFC 8259).
  case invalid(at: Int)
  case tooDeep(at: Int)

  /// The same fault in bytes that stand elsewhere.
  func moved(from: Int, to: Int) -> JSONFault {
    switch self {
    case .truncated: self
    case .invalid(let place): .invalid(at: place - from + to)
    case .tooDeep(let place): .tooDeep(at: place - from + to)
    }
  }
}

extension RawSpan {
  @inline(__always)
  subscript(index: Int) -> UInt8 { unsafeLoad(fromByteOffset: index, as: UInt8.self) }
}

/// A walk through JSON in place: functions over a borrowed span and an inout position.
///
/// `quote` is the width of a quote: 1 in JSON, 2 inside a quoted CSV field, where every quote is
/// doubled (RFC 4180); so that the field is never copied.
enum JSONScan {
  static let deepest = 512

  @inline(__always)
  static func skipBlanks(_ bytes: RawSpan, _ position: inout Int, _ end: Int) {
    while position < end {
      let byte = bytes[position]
      if byte > 0x20 || (byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09) { return }
      position += 1
    }
  }

  /// The next byte that is no blank.
  @inline(__always)
  static func next(_ bytes: RawSpan, _ position: inout Int, _ end: Int)
    throws(JSONFault) -> UInt8
  {
    skipBlanks(bytes, &position, end)
    if position >= end { throw .truncated }
    return bytes[position]
  }

  /// At an opening quote; afterwards behind the closing one.
  @inline(__always)
  static func string(_ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int)
    throws(JSONFault) -> Slice
  {
    try passQuote(bytes, &position, end, quote: quote)
    let start = position
    position = plainEnd(bytes, position, end)
    if position < end, bytes[position] == UInt8(ascii: "\"") {
      let slice = Slice(kind: .string, start: start, end: position)
      try passQuote(bytes, &position, end, quote: quote)
      return slice
    }
    return try escapedString(bytes, start, &position, end, quote: quote)
  }

  /// A string that holds more than plain characters; `position` is at the first of the others.
  @inline(never)
  private static func escapedString(
    _ bytes: RawSpan, _ start: Int, _ position: inout Int, _ end: Int, quote: Int
  ) throws(JSONFault) -> Slice {
    var hasLoneSurrogate = false
    while true {
      if position >= end { throw .truncated }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        var slice = Slice(kind: .string, start: start, end: position)
        slice.escaped = true
        slice.hasLoneSurrogate = hasLoneSurrogate
        try passQuote(bytes, &position, end, quote: quote)
        return slice
      }
      if byte < 0x20 { throw .invalid(at: position) }
      if try passEscape(bytes, &position, end, quote: quote) { hasLoneSurrogate = true }
      position = plainEnd(bytes, position, end)
    }
  }

  /// The first quote, backslash or control character from `start` on; 16 bytes at a time.
  @inline(__always)
  private static func plainEnd(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
    let quote = SIMD16<UInt8>(repeating: 0x22)
    let slash = SIMD16<UInt8>(repeating: 0x5C)
    let blank = SIMD16<UInt8>(repeating: 0x20)
    var index = start
    while index &+ ByteMarks.width <= end {
      let text = ByteMarks.load(bytes, index)
      if let mark = ByteMarks.first((text .== quote) .| (text .== slash) .| (text .< blank)) {
        return index &+ mark
      }
      index &+= ByteMarks.width
    }
    while index < end {
      let byte = bytes[index]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return index }
      index &+= 1
    }
    return index
  }

  @inline(__always)
  private static func passQuote(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int
  ) throws(JSONFault) {
    if position + quote > end { throw .truncated }
    // At least one quote stands here: callers have seen it, or want to know.
    if bytes[position] != UInt8(ascii: "\"") { throw .invalid(at: position) }
    if quote == 2, bytes[position + 1] != UInt8(ascii: "\"") { throw .invalid(at: position + 1) }
    position += quote
  }

  /// At a backslash. True for a surrogate without its other half.
  @inline(never)
  private static func passEscape(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int
  ) throws(JSONFault) -> Bool {
    position += 1
    if position >= end { throw .truncated }
    switch bytes[position] {
    case UInt8(ascii: "\""):
      try passQuote(bytes, &position, end, quote: quote)
      return false
    case UInt8(ascii: "u"):
      let unit = try passUnit(bytes, &position, end)
      if !(0xD800..<0xE000).contains(unit) { return false }
      if unit >= 0xDC00 || position + 1 >= end || bytes[position] != 0x5C
        || bytes[position + 1] != UInt8(ascii: "u")
      {
        return true
      }
      var behind = position + 1
      let low = try passUnit(bytes, &behind, end)
      if !(0xDC00..<0xE000).contains(low) { return true }
      position = behind
      return false
    case 0x5C, 0x2F, 0x62, 0x66, 0x6E, 0x72, 0x74:
      position += 1
      return false
    default: throw .invalid(at: position)
    }
  }

  /// At the `u` of an escape; afterwards behind its four digits.
  private static func passUnit(_ bytes: RawSpan, _ position: inout Int, _ end: Int)
    throws(JSONFault) -> UInt64
  {
    var unit: UInt64 = 0
    for index in (position + 1)...(position + 4) {
      if index >= end { throw .truncated }
      guard let digit = hexDigit(bytes[index]) else { throw .invalid(at: index) }
      unit = unit << 4 | digit
    }
    position += 5
    return unit
  }

  /// Any value, noted and passed.
  @inline(__always)
  static func value(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) -> Slice {
    let byte = try next(bytes, &position, end)
    if byte == UInt8(ascii: "\"") { return try string(bytes, &position, end, quote: quote) }
    let start = position
    try pass(bytes, &position, end, quote: quote, depth: depth)
    return Slice(kind: kind(byte), start: start, end: position)
  }

  /// The kind of the value that begins with a byte.
  @inline(__always)
  private static func kind(_ byte: UInt8) -> Slice.Kind {
    switch byte {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"): .word
    default: .number
    }
  }

  /// Any value, passed.
  static func pass(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) {
    switch try next(bytes, &position, end) {
    case UInt8(ascii: "\""): _ = try string(bytes, &position, end, quote: quote)
    case UInt8(ascii: "{"):
      try passObject(bytes, &position, end, quote: quote, depth: depth)
    case UInt8(ascii: "["):
      try passArray(bytes, &position, end, quote: quote, depth: depth)
    case UInt8(ascii: "t"): try passWord("true", bytes, &position, end)
    case UInt8(ascii: "f"): try passWord("false", bytes, &position, end)
    case UInt8(ascii: "n"): try passWord("null", bytes, &position, end)
    default: try passNumber(bytes, &position, end)
    }
  }

  private static func passObject(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) {
    if depth >= deepest { throw .tooDeep(at: position) }
    position += 1
    if try next(bytes, &position, end) == UInt8(ascii: "}") {
      position += 1
      return
    }
    repeat {
      if try next(bytes, &position, end) != UInt8(ascii: "\"") { throw .invalid(at: position) }
      _ = try string(bytes, &position, end, quote: quote)
      try passColon(bytes, &position, end)
      try pass(bytes, &position, end, quote: quote, depth: depth + 1)
    } while try another(bytes, &position, end, close: UInt8(ascii: "}"))
  }

  private static func passArray(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int, quote: Int, depth: Int
  ) throws(JSONFault) {
    if depth >= deepest { throw .tooDeep(at: position) }
    position += 1
    if try next(bytes, &position, end) == UInt8(ascii: "]") {
      position += 1
      return
    }
    repeat {
      try pass(bytes, &position, end, quote: quote, depth: depth + 1)
    } while try another(bytes, &position, end, close: UInt8(ascii: "]"))
  }

  /// A colon and the blanks around it.
  @inline(__always)
  static func passColon(_ bytes: RawSpan, _ position: inout Int, _ end: Int) throws(JSONFault) {
    if try next(bytes, &position, end) != UInt8(ascii: ":") { throw .invalid(at: position) }
    position += 1
    _ = try next(bytes, &position, end)
  }

  /// At the `[` of a list; afterwards behind its `]`.
  ///
  /// - Parameter element: passes the element that it stands at.
  @inline(__always)
  static func list(
    _ bytes: RawSpan, _ position: inout Int, _ end: Int,
    _ element: (_ position: inout Int) throws(JSONFault) -> Void
  ) throws(JSONFault) {
    position += 1
    if try next(bytes, &position, end) == UInt8(ascii: "]") {
      position += 1
      return
    }
    repeat {
      _ = try next(bytes, &position, end)
      try element(&position)
    } while try another(bytes, &position, end, close: UInt8(ascii: "]"))
  }

  /// Passes a comma (true) or the closing bracket (false).
  @inline(__always)
  static func another(_ bytes: RawSpan, _ position: inout Int, _ end: Int, close: UInt8)
    throws(JSONFault) -> Bool
  {
    let byte = try next(bytes, &position, end)
    if byte != UInt8(ascii: ","), byte != close { throw .invalid(at: position) }
    position += 1
    return byte != close
  }

  private static func passWord(
    _ word: StaticString, _ bytes: RawSpan, _ position: inout Int, _ end: Int
  ) throws(JSONFault) {
    for index in 0..<word.utf8CodeUnitCount {
      if position >= end { throw .truncated }
      if bytes[position] != word.utf8Start[index] { throw .invalid(at: position) }
      position += 1
    }
  }
}

@inline(__always)
func hexDigit(_ byte: UInt8) -> UInt64? {
  switch byte {
  case 0x30...0x39: UInt64(byte - 0x30)
  case 0x41...0x46: UInt64(byte - 0x37)
  case 0x61...0x66: UInt64(byte - 0x57)
  default: nil
  }
}
