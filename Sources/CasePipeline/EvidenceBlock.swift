/// Bytes of an export that are walked together. Room is left in front, so that what the walk of
/// the block before left over can be put there.
struct EvidenceBlock {
  /// In front of what is read; a longer rest is copied together.
  private static let longestRoom = 1 << 20

  var bytes: [UInt8] = []
  /// What of `bytes` is to be walked.
  var range = 0..<0
  /// Nothing follows.
  var isLast = false

  /// Reads as many bytes as are wanted, or all that are left.
  mutating func read(_ input: inout UTF8Source, wanted: Int) throws {
    let room = min(EvidenceBlock.longestRoom, wanted)
    let count = room + wanted
    if bytes.count != count { bytes = [UInt8](repeating: 0, count: count) }
    var end = room
    isLast = false
    while end < count, !isLast {
      let read = try input.read(into: &bytes, from: end)
      isLast = read == 0
      end += read
    }
    range = room..<end
  }

  /// Puts what is left of the block before in front.
  mutating func prepend(_ rest: ArraySlice<UInt8>) {
    if rest.isEmpty { return }
    let start = range.lowerBound - rest.count
    if start >= 0 {
      bytes.replaceSubrange(start..<range.lowerBound, with: rest)
      range = start..<range.upperBound
    } else {
      bytes = Array(rest + bytes[range])
      range = 0..<bytes.count
    }
  }
}
