/// Distinct byte strings, numbered from 1 in order of arrival; 0 is the empty string.
///
/// One arena: no `String`, no `Dictionary`, and equality is equality of bytes.
package struct ByteInterner: Sendable {
  private var arena: [UInt8] = []
  /// `starts[n]` is where text n begins; `starts[n + 1]` is where it ends.
  private var starts: [Int] = [0, 0]
  /// By number: 32 bits of the hash.
  private var hashes: [UInt32] = [0]
  private var index: HashIndex

  package init(capacity: Int = 384) { index = HashIndex(capacity: capacity) }

  /// Including the empty string.
  package var count: Int { starts.count - 1 }

  /// Empties it; the memory stays.
  package mutating func removeAll() {
    arena.removeAll(keepingCapacity: true)
    starts.removeLast(starts.count - 2)
    hashes.removeLast(hashes.count - 1)
    index.removeAll()
  }

  package mutating func intern(_ bytes: RawSpan) -> UInt32 {
    if bytes.byteCount == 0 { return 0 }
    return intern(bytes, hash: UInt32(truncatingIfNeeded: hashOfBytes(bytes) >> 32))
  }

  private mutating func intern(_ bytes: RawSpan, hash: UInt32) -> UInt32 {
    if let number = index.find(hash, { isEqual(UInt32($0), bytes) }) { return UInt32(number) }
    let number = count
    bytes.withUnsafeBytes { arena.append(contentsOf: $0) }
    starts.append(arena.count)
    hashes.append(hash)
    index.insert(number, hash)
    return UInt32(number)
  }

  package mutating func intern(_ bytes: [UInt8]) -> UInt32 { intern(bytes.span.bytes) }
  package mutating func intern(_ text: EvidenceText) -> UInt32 { intern(text.bytes.span.bytes) }

  /// The number of a text that is here; `nil` for any other.
  package func number(of text: EvidenceText) -> UInt32? {
    if text.bytes.isEmpty { return 0 }
    let bytes = text.bytes.span.bytes
    let hash = UInt32(truncatingIfNeeded: hashOfBytes(bytes) >> 32)
    return index.find(hash) { isEqual(UInt32($0), bytes) }.map { UInt32($0) }
  }

  package func length(_ number: UInt32) -> Int {
    starts[Int(number) + 1] - starts[Int(number)]
  }

  package func bytes(_ number: UInt32) -> ArraySlice<UInt8> {
    arena[starts[Int(number)]..<starts[Int(number) + 1]]
  }

  package func bytes(_ message: MessageIndex) -> ArraySlice<UInt8> { bytes(message.number) }
  package subscript(message: MessageIndex) -> EvidenceText { self[message.number] }

  package subscript(number: UInt32) -> EvidenceText { EvidenceText(bytes: Array(bytes(number))) }

  /// Takes over all texts of another interner; the numbers that they have here, by their numbers
  /// there.
  package mutating func absorb(_ other: ByteInterner) -> [UInt32] {
    intern(other.count, other.arena.span.bytes, other.hashes) {
      (other.starts[$0], other.starts[$0 + 1])
    }
  }

  /// The numbers that the texts of a list have here, by their numbers there.
  package mutating func absorb(_ list: TextList) -> [UInt32] {
    intern(list.count, list.arena.span.bytes, list.hashes) {
      (Int(list.ends[$0 - 1]), Int(list.ends[$0]))
    }
  }

  /// In steps over all texts, because what is looked up lies far apart in memory: so the processor
  /// waits for many places at the same time and not for one after the other.
  ///
  /// - Parameter bounds: where in `texts` a number begins and ends; asked from 1.
  @inline(__always)
  private mutating func intern(
    _ more: Int, _ texts: RawSpan, _ hashes: [UInt32], _ bounds: (Int) -> (start: Int, end: Int)
  ) -> [UInt32] {
    index.reserve(more)
    var numbers = [UInt32](repeating: 0, count: more)
    var touched: UInt8 = 0
    var first = 1
    while first < more {
      // So few that what was brought near is still there.
      let some = first..<min(more, first + 256)
      first = some.upperBound
      for other in some {
        let likely = index.prefetch(hashes[other])
        numbers[other] = likely == 0 ? 0 : likely - 1
      }
      for other in some {
        // A text of the usual length begins in one line of the cache and ends in the next.
        let near = starts[Int(numbers[other])]
        if near + 48 < arena.count { touched |= arena[near] | arena[near + 48] }
      }
      for other in some {
        let (start, end) = bounds(other)
        let text = texts.extracting(start..<end)
        if numbers[other] != 0, isEqual(numbers[other], text) { continue }
        numbers[other] = intern(text, hash: hashes[other])
      }
    }
    // Never so; but what was touched must seem to be used.
    if touched == 0, arena.isEmpty, count > 1 { return [] }
    return numbers
  }

  /// Adds a text to a `TaggedList`.
  package func append(_ number: UInt32, tag: UInt8, to list: inout [UInt8]) {
    TaggedList.append(bytes(number), tag: tag, to: &list)
  }

  private func isEqual(_ number: UInt32, _ bytes: RawSpan) -> Bool {
    let length = bytes.byteCount
    let start = starts[Int(number)]
    if starts[Int(number) + 1] - start != length { return false }
    let own = arena.span.bytes
    var index = 0
    while index &+ 16 <= length {
      let left = own.unsafeLoadUnaligned(fromByteOffset: start &+ index, as: SIMD2<UInt64>.self)
      let right = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD2<UInt64>.self)
      if left != right { return false }
      index &+= 16
    }
    if index == length { return true }
    if length >= 8 {
      // The last 8 bytes, some of which may have been seen.
      if length &- index > 8 {
        let left = own.unsafeLoadUnaligned(fromByteOffset: start &+ index, as: UInt64.self)
        let right = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
        if left != right { return false }
      }
      let left = own.unsafeLoadUnaligned(fromByteOffset: start &+ length &- 8, as: UInt64.self)
      let right = bytes.unsafeLoadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
      return left == right
    }
    while index < length {
      let left = own.unsafeLoad(fromByteOffset: start &+ index, as: UInt8.self)
      if left != bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) { return false }
      index &+= 1
    }
    return true
  }
}

/// A 64-bit hash of bytes, the same on every machine: for tables and for comparing item ids.
///
/// Multiply and fold, 16 bytes at a time. Not cryptographic: never an identity by itself.
package func hashOfBytes(_ bytes: RawSpan) -> UInt64 {
  let length = bytes.byteCount
  var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: length)
  var index = 0
  while index + 16 <= length {
    let both = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD2<UInt64>.self)
    hash = fold(hash ^ both[0], both[1] ^ 0xA076_1D64_78BD_642F)
    index &+= 16
  }
  var left: UInt64 = 0
  if index + 8 <= length {
    left = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    index += 8
  }
  var right: UInt64 = 0
  if index < length, length >= 8 {
    // The last 8 bytes, some of which may have been seen: the length is part of the hash.
    right = bytes.unsafeLoadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
  } else {
    while index < length {
      right = right << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
      index += 1
    }
  }
  return fold(fold(hash ^ left, right ^ 0xA076_1D64_78BD_642F), 0xE703_7ED1_A0B4_28DB)
}

@inline(__always)
private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
  let product = left.multipliedFullWidth(by: right)
  return product.high ^ product.low
}
