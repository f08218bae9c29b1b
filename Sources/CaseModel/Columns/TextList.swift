/// Byte strings in order of arrival, numbered from 1; 0 is the empty string. The same text may come
/// again: a `ByteInterner` makes them distinct, many at a time.
package struct TextList: Sendable {
  private(set) var arena: [UInt8] = []
  /// By number: where the text ends; it begins where the one before ended.
  private(set) var ends: [UInt32] = [0]
  /// By number: 32 bits of the hash.
  private(set) var hashes: [UInt32] = [0]

  package init() {}

  /// Of all texts.
  package var bytes: Int { arena.count }

  /// Including the empty string.
  package var count: Int { ends.count }

  package mutating func append(_ bytes: RawSpan) -> UInt32 {
    if bytes.byteCount == 0 { return 0 }
    bytes.withUnsafeBytes { arena.append(contentsOf: $0) }
    // Less than 4 GiB: a batch is taken long before.
    ends.append(UInt32(arena.count))
    hashes.append(UInt32(truncatingIfNeeded: hashOfBytes(bytes) >> 32))
    return UInt32(truncatingIfNeeded: ends.count - 1)
  }

  package mutating func removeAll() {
    arena.removeAll(keepingCapacity: true)
    ends.removeLast(ends.count - 1)
    hashes.removeLast(hashes.count - 1)
  }

  package func bytes(_ number: UInt32) -> ArraySlice<UInt8> {
    if number == 0 { return [] }
    return arena[Int(ends[Int(number) - 1])..<Int(ends[Int(number)])]
  }

  /// Lets the texts go that arrived after the first `count`.
  package mutating func removeLast(downTo count: Int) {
    if count >= ends.count { return }
    arena.removeLast(arena.count - Int(ends[count - 1]))
    ends.removeLast(ends.count - count)
    hashes.removeLast(hashes.count - count)
  }
}
