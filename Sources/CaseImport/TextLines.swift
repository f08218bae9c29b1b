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
    while let end = bytes[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) {
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
}
