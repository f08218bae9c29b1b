/// Text that is written as it is.
enum PlainText {
  /// Visible ASCII without a quote and without `mark`; 8 bytes at a time.
  static func isPlain(_ text: [UInt8], without mark: UInt8) -> Bool {
    let bytes = text.span.bytes
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let marks = ones &* UInt64(mark)
    var index = 0
    while index + 8 <= bytes.byteCount {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let quote = word ^ (ones &* 0x22)
      let other = word ^ marks
      let delete = word ^ (ones &* 0x7F)
      // A byte below 0x20, a zero in one of the three, or a high bit.
      let found =
        ((word &- ones &* 0x20) & ~word) | ((quote &- ones) & ~quote)
        | ((other &- ones) & ~other) | ((delete &- ones) & ~delete) | word
      if found & highs != 0 { return false }
      index += 8
    }
    while index < bytes.byteCount {
      let byte = bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)
      if byte < 0x20 || byte >= 0x7F || byte == 0x22 || byte == mark { return false }
      index += 1
    }
    return true
  }
}

/// Integers in decimal digits.
enum DecimalText {
  static func append(_ value: Int64, to bytes: inout [UInt8]) {
    if value < 0 || value > 999_999_999 {
      bytes.append(contentsOf: String(value).utf8)
      return
    }
    var rest = UInt32(truncatingIfNeeded: value)
    var divisor: UInt32 = 1
    while rest / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(truncatingIfNeeded: 0x30 + rest / divisor))
      rest %= divisor
      divisor /= 10
    }
  }
}
