import Archiving

/// Bytes as a gzip file (RFC 1952) of one member.
package func gzipped(_ bytes: [UInt8]) throws -> [UInt8] {
  var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
  result += try Deflater().compress(bytes, after: [], last: true)
  var crc = CRC32()
  crc.update(bytes[...])
  for value in [crc.value, UInt32(bytes.count)] {
    result += (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }
  return result
}
