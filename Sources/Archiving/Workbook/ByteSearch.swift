/// Finds a byte, 8 at a time.
enum ByteSearch {
  /// The first `byte` from `start` on, before `end`; `end` where there is none.
  @inline(__always)
  static func first(_ byte: UInt8, _ bytes: RawSpan, from start: Int, to end: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let pattern = ones &* UInt64(byte)
    var index = start
    while index &+ 8 <= end {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) ^ pattern
      let marks = (word &- ones) & ~word & highs
      if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < end, bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) != byte {
      index &+= 1
    }
    return index
  }
}
