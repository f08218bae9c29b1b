import TextFormats

/// Decoding of JSON strings that were noted as slices.
enum JSONText {
  /// The bytes of a string without its escapes. A lone surrogate becomes three bytes.
  static func decode(_ slice: Slice, _ bytes: RawSpan, quote: Int, into text: inout [UInt8]) {
    let isString = slice.isString
    var index = slice.start
    while index < slice.end {
      // Whole runs are copied: up to a backslash, or to a quote that may be doubled.
      let run = index
      while index < slice.end, bytes[index] != 0x5C, isString || bytes[index] != 0x22 {
        index &+= 1
      }
      if index > run {
        bytes.extracting(run..<index).withUnsafeBytes { text.append(contentsOf: $0) }
      }
      if index == slice.end { return }
      if !isString || index + 1 == slice.end {
        // Outside a string, doubled quotes of CSV still stand.
        let byte = bytes[index]
        text.append(byte)
        index += byte == UInt8(ascii: "\"") ? quote : 1
        continue
      }
      let letter = bytes[index + 1]
      index += 2
      switch letter {
      case UInt8(ascii: "\""):
        text.append(letter)
        index += quote - 1
      case UInt8(ascii: "b"): text.append(0x08)
      case UInt8(ascii: "f"): text.append(0x0C)
      case UInt8(ascii: "n"): text.append(0x0A)
      case UInt8(ascii: "r"): text.append(0x0D)
      case UInt8(ascii: "t"): text.append(0x09)
      case UInt8(ascii: "u"): UTF8Bytes.append(scalar(bytes, &index, slice.end), to: &text)
      default: text.append(letter)
      }
    }
  }

  /// Four digits, and four more where they make a pair.
  private static func scalar(_ bytes: RawSpan, _ index: inout Int, _ end: Int) -> UInt32 {
    let high = unit(bytes, index, end)
    index += 4
    guard (0xD800..<0xDC00).contains(high), index + 6 <= end, bytes[index] == 0x5C,
      bytes[index + 1] == UInt8(ascii: "u")
    else { return high }
    let low = unit(bytes, index + 2, end)
    guard (0xDC00..<0xE000).contains(low) else { return high }
    index += 6
    return 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
  }

  private static func unit(_ bytes: RawSpan, _ start: Int, _ end: Int) -> UInt32 {
    guard start + 4 <= end else { return 0xFFFD }
    return (start..<(start + 4)).reduce(0) { $0 << 4 | UInt32(hexDigit(bytes[$1]) ?? 0) }
  }
}
