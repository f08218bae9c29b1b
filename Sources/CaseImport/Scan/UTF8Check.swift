/// Finds bytes that are not well-formed UTF-8 (RFC 3629: no surrogates, nothing above U+10FFFF).
enum UTF8Check {
  /// The places of bytes that belong to no character, in order; empty for well-formed text.
  ///
  /// - Parameter isLast: a character that the end cuts is wrong; else the next block has the rest.
  static func invalidPlaces(_ bytes: RawSpan, isLast: Bool) -> [Int] {
    var places: [Int] = []
    var index = 0
    let count = bytes.byteCount
    while true {
      index = asciiEnd(bytes, index)
      if index >= count { return places }
      let length = character(bytes, index)
      if length > 0 {
        index += length
      } else {
        if length < 0, !isLast { return places }
        places.append(index)
        index += 1
      }
    }
  }

  /// The first byte above 0x7F from `start` on; 64 bytes at a time.
  @inline(__always)
  private static func asciiEnd(_ bytes: RawSpan, _ start: Int) -> Int {
    let count = bytes.byteCount
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index &+ 64 <= count {
      let text = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
      let four = text.lowHalf | text.highHalf
      let two = four.lowHalf | four.highHalf
      if (two[0] | two[1]) & highs != 0 { break }
      index &+= 64
    }
    while index &+ 8 <= count {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) & highs
      if word != 0 { return index &+ word.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < count, bytes[index] < 0x80 { index &+= 1 }
    return index
  }

  /// The bytes of the character that begins here; 0 for none, −1 where the bytes end inside it.
  @inline(__always)
  private static func character(_ bytes: RawSpan, _ start: Int) -> Int {
    let lead = bytes[start]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2
    if lead < 0xC2 || lead > 0xF4 { return 0 }
    for offset in 1..<length {
      if start + offset >= bytes.byteCount { return -1 }
      let byte = bytes[start + offset]
      var range: ClosedRange<UInt8> = 0x80...0xBF
      if offset == 1 {
        switch lead {
        case 0xE0: range = 0xA0...0xBF
        case 0xED: range = 0x80...0x9F
        case 0xF0: range = 0x90...0xBF
        case 0xF4: range = 0x80...0x8F
        default: break
        }
      }
      if !range.contains(byte) { return 0 }
    }
    return length
  }
}
