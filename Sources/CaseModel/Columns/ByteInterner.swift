/// Distinct byte strings, numbered from 1 in order of arrival; 0 is the empty string.
///
/// Open addressing over one arena: no `String`, no `Dictionary`, and equality is equality of bytes.
package struct ByteInterner: Sendable {
  private var arena: [UInt8] = []
  /// `starts[n]` is where text n begins; `starts[n + 1]` is where it ends.
  private var starts: [Int] = [0, 0]
  private var hashes: [UInt32] = [0]
  private var table: [UInt32]
  private var mask: Int

  package init(capacity: Int = 256) {
    var size = 256
    while size < capacity * 2 { size *= 2 }
    table = [UInt32](repeating: 0, count: size)
    mask = size - 1
  }

  /// Including the empty string.
  package var count: Int { starts.count - 1 }

  package mutating func intern(_ bytes: RawSpan) -> UInt32 {
    let length = bytes.byteCount
    if length == 0 { return 0 }
    let hash = hashOfBytes(bytes)
    var slot = Int(truncatingIfNeeded: hash) & mask
    let short = UInt32(truncatingIfNeeded: hash >> 32)
    while true {
      let number = table[slot]
      if number == 0 { break }
      if hashes[Int(number)] == short, isEqual(number, bytes, length) { return number }
      slot = (slot + 1) & mask
    }
    let number = UInt32(count)
    bytes.withUnsafeBytes { arena.append(contentsOf: $0) }
    starts.append(arena.count)
    hashes.append(short)
    table[slot] = number
    if count * 2 > table.count { grow() }
    return number
  }

  package mutating func intern(_ bytes: [UInt8]) -> UInt32 { intern(bytes.span.bytes) }
  package mutating func intern(_ text: EvidenceText) -> UInt32 { intern(text.bytes.span.bytes) }

  package func length(_ number: UInt32) -> Int {
    starts[Int(number) + 1] - starts[Int(number)]
  }

  package func bytes(_ number: UInt32) -> ArraySlice<UInt8> {
    arena[starts[Int(number)]..<starts[Int(number) + 1]]
  }

  package subscript(number: UInt32) -> EvidenceText { EvidenceText(bytes: Array(bytes(number))) }

  /// The number that `text` has in another interner, or gets there.
  package func copy(_ number: UInt32, into other: inout ByteInterner) -> UInt32 {
    if number == 0 { return 0 }
    let range = starts[Int(number)]..<starts[Int(number) + 1]
    return other.intern(arena.span.bytes.extracting(range))
  }

  private func isEqual(_ number: UInt32, _ bytes: RawSpan, _ length: Int) -> Bool {
    let start = starts[Int(number)]
    if starts[Int(number) + 1] - start != length { return false }
    let own = arena.span.bytes
    var index = 0
    while index + 8 <= length {
      let left = own.unsafeLoadUnaligned(fromByteOffset: start + index, as: UInt64.self)
      let right = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      if left != right { return false }
      index += 8
    }
    while index < length {
      let left = own.unsafeLoad(fromByteOffset: start + index, as: UInt8.self)
      if left != bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self) { return false }
      index += 1
    }
    return true
  }

  private mutating func grow() {
    let size = table.count * 2
    table = [UInt32](repeating: 0, count: size)
    mask = size - 1
    for number in 1..<count {
      let range = starts[number]..<starts[number + 1]
      var slot =
        Int(truncatingIfNeeded: hashOfBytes(arena.span.bytes.extracting(range))) & mask
      while table[slot] != 0 { slot = (slot + 1) & mask }
      table[slot] = UInt32(number)
    }
  }
}

/// A 64-bit hash of bytes, the same on every machine: for tables and for comparing item ids.
///
/// Multiply and fold, 8 bytes at a time. Not cryptographic: never an identity by itself.
package func hashOfBytes(_ bytes: RawSpan) -> UInt64 {
  let length = bytes.byteCount
  var hash: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(truncatingIfNeeded: length)
  var index = 0
  while index + 8 <= length {
    let word = bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
    hash = fold(hash ^ word)
    index += 8
  }
  var tail: UInt64 = 0
  while index < length {
    tail = tail << 8 | UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))
    index += 1
  }
  return fold(hash ^ tail)
}

@inline(__always)
private func fold(_ value: UInt64) -> UInt64 {
  let product = value.multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
  return product.high ^ product.low
}
