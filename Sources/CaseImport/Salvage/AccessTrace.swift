import CaseModel

/// Looks through text that is no export, block by block, for the names of mail access in any encoding,
/// and for a long run of characters as Base64, Base64url or hexadecimal numbers have them: what is
/// encoded so, nobody has looked at (R22).
package struct AccessTrace {
  package private(set) var isFound = false
  private var tail: [UInt8] = []
  /// Characters of the run that the last block ended with.
  private var run = 0

  /// A key or a hash is shorter.
  private static let longest = 256

  package init() {}

  package mutating func add(_ block: ArraySlice<UInt8>) {
    if isFound { return }
    let bytes = tail + block
    isFound = Salvage.access(in: bytes.span.bytes, 0..<bytes.count) != nil || isEncoded(block)
    // A name with an escape for each letter is shorter.
    tail = bytes.suffix(256)
  }

  /// Lines of encoded text are one run, and so is text of two bytes a letter.
  private mutating func isEncoded(_ block: ArraySlice<UInt8>) -> Bool {
    for byte in block {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "/"),
        UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "_"):
        run += 1
        if run >= AccessTrace.longest { return true }
      case 0, 0x0A, 0x0D: break
      default: run = 0
      }
    }
    return false
  }
}
