/// Cuts text into lines, block by block: LF, CR LF or CR.
package enum TextLines {
  /// - Parameters:
  ///   - isLast: the bytes are the end of the text, so a line may end without line end.
  ///   - take: gets each whole line, without its end.
  /// - Returns: bytes taken; what is left belongs before the next block.
  package static func read(
    _ bytes: [UInt8], isLast: Bool, _ take: (ArraySlice<UInt8>) throws -> Void
  ) rethrows -> Int {
    var start = 0
    while let end = end(bytes.span.bytes, from: start) {
      let isReturn = bytes[end] == 0x0D
      // Its line feed may be the first byte of the next block.
      if isReturn, end + 1 == bytes.count, !isLast { return start }
      try take(bytes[start..<end])
      start = end + (isReturn && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? 2 : 1)
    }
    if !isLast || start == bytes.count { return start }
    try take(bytes[start...])
    return bytes.count
  }

  /// The next line feed or return; 8 bytes at a time.
  private static func end(_ bytes: RawSpan, from start: Int) -> Int? {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index &+ 8 <= bytes.byteCount {
      let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let feed = word ^ (ones &* 0x0A)
      let back = word ^ (ones &* 0x0D)
      let marks = (((feed &- ones) & ~feed) | ((back &- ones) & ~back)) & highs
      if marks != 0 { return index &+ marks.trailingZeroBitCount / 8 }
      index &+= 8
    }
    while index < bytes.byteCount {
      if bytes[index] == 0x0A || bytes[index] == 0x0D { return index }
      index += 1
    }
    return nil
  }
}
