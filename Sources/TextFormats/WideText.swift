/// Where the bytes of a file turn into UTF-16 and back: one program appended to what another had written
/// (`>>` of Windows PowerShell writes UTF-16, of PowerShell 7 UTF-8).
package enum WideText {
  /// Bytes that are looked at before UTF-16 ends.
  static let enough = 16
  /// Three letters beside their zeros, before UTF-16 begins.
  private static let pairs = 3

  /// Up to where bytes are UTF-8, and where UTF-16 begins, behind its byte-order mark.
  struct Beginning {
    var end: Int
    /// `nil`: more bytes are needed to tell, or none are left.
    var start: Int?
    var isLittleEndian = true
  }

  /// The first place from which on letters and zeros alternate. Zeros that stand together are no text.
  ///
  /// - Parameters:
  ///   - before: the byte before them, where it was read.
  ///   - isLast: nothing follows.
  static func beginning(
    _ bytes: ArraySlice<UInt8>, before: UInt8?, isLast: Bool
  ) -> Beginning {
    var from = bytes.startIndex
    while let zero = bytes[from...].firstIndex(of: 0) {
      if zero + 2 * pairs >= bytes.endIndex, !isLast {
        return Beginning(end: max(bytes.startIndex, zero - 3))
      }
      let last = zero > bytes.startIndex ? bytes[zero - 1] : before
      if let last, last != 0x0A, isLetter(last), alternates(bytes, letter: zero + 1, zero: zero) {
        // The letter of the first zero stands before it.
        return zero > bytes.startIndex
          ? beginning(bytes, zero - 1, isLittleEndian: true)
          : Beginning(end: zero, start: zero + 1)
      }
      if alternates(bytes, letter: zero + 1, zero: zero) {
        return beginning(bytes, zero, isLittleEndian: false)
      }
      from = zero + 1
      while from < bytes.endIndex, bytes[from] == 0 { from += 1 }
    }
    // A mark and a letter may be the last bytes.
    return Beginning(end: isLast ? bytes.endIndex : max(bytes.startIndex, bytes.endIndex - 3))
  }

  private static func beginning(
    _ bytes: ArraySlice<UInt8>, _ start: Int, isLittleEndian: Bool
  ) -> Beginning {
    let mark: [UInt8] = isLittleEndian ? [0xFF, 0xFE] : [0xFE, 0xFF]
    let isMarked = start >= bytes.startIndex + 2 && bytes[..<start].suffix(2).elementsEqual(mark)
    return Beginning(
      end: isMarked ? start - 2 : start, start: start, isLittleEndian: isLittleEndian)
  }

  /// Letters, each behind its zero.
  private static func alternates(_ bytes: ArraySlice<UInt8>, letter: Int, zero: Int) -> Bool {
    (0..<pairs).allSatisfy { pair in
      let place = letter + 2 * pair
      return place < bytes.endIndex && bytes[zero + 2 * pair] == 0 && isLetter(bytes[place])
    }
  }

  /// UTF-16 ends here, at the start of a line: what follows are letters without zeros.
  ///
  /// - Parameter isLast: nothing follows, so fewer bytes are enough.
  static func ends(_ bytes: ArraySlice<UInt8>, isLast: Bool) -> Bool {
    var ahead = bytes.prefix(enough)
    let isMarked = ahead.starts(with: TextBytes.mark)
    if isMarked { ahead = ahead.dropFirst(TextBytes.mark.count) }
    return ahead.count >= (isLast ? 2 : enough - TextBytes.mark.count) && ahead.allSatisfy(isLetter)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  /// UTF-16 may begin in bytes that are just read: there is a zero, or their end may be that of a
  /// byte-order mark. Every byte is looked at, so that it does not matter how a file is cut.
  package static func mayBegin(_ bytes: ArraySlice<UInt8>) -> Bool {
    // A byte-order mark is none of UTF-8's bytes.
    bytes.withUnsafeBytes(hasZero) || bytes.suffix(2).contains { $0 >= 0xFE }
  }

  /// Eight bytes at a time, and as many of them together as the processor can.
  private static func hasZero(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let words = bytes.count / 8
    var start = 0
    while start < words {
      let end = min(words, start + 512)
      var marks: UInt64 = 0
      for index in start..<end {
        let word = bytes.loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self)
        marks |= (word &- ones) & ~word & highs
      }
      if marks != 0 { return true }
      start = end
    }
    return bytes[(words * 8)...].contains(0)
  }
}
