/// Bytes of a block, 16 at a time.
enum ByteMarks {
  static let width = 16

  @inline(__always)
  static func load(_ bytes: RawSpan, _ index: Int) -> SIMD16<UInt8> {
    bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
  }

  /// The first byte from `start` on that is no NUL.
  static func endOfNulBytes(_ bytes: RawSpan, from start: Int) -> Int {
    var index = start
    while index &+ width <= bytes.byteCount, load(bytes, index) == .zero { index &+= width }
    while index < bytes.byteCount, bytes[index] == 0 { index &+= 1 }
    return index
  }

  /// The first that is marked; `nil` where none is.
  @inline(__always)
  static func first(_ marks: SIMDMask<SIMD16<Int8>>) -> Int? {
    let words = unsafeBitCast(marks, to: SIMD2<UInt64>.self)
    if words[0] | words[1] == 0 { return nil }
    return words[0] != 0
      ? words[0].trailingZeroBitCount / 8 : 8 &+ words[1].trailingZeroBitCount / 8
  }
}
