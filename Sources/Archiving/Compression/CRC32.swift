import CZlib

/// The CRC-32 of ZIP (ISO 3309), by zlib.
package struct CRC32: Sendable {
  package private(set) var value: UInt32 = 0

  package init() {}
  init(value: UInt32) { self.value = value }

  package mutating func update(_ bytes: ArraySlice<UInt8>) {
    value = bytes.withUnsafeBytes { buffer in
      let start = buffer.bindMemory(to: UInt8.self).baseAddress
      return UInt32(truncatingIfNeeded: crc32_z(uLong(value), start, buffer.count))
    }
  }

  /// Goes on with the CRC of the `count` bytes that follow.
  mutating func append(_ next: CRC32, count: Int) {
    value = UInt32(
      truncatingIfNeeded: crc32_combine(uLong(value), uLong(next.value), count))
  }
}
