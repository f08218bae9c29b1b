import Archiving
import Files

/// An archive that appears under its name whole, or not at all.
final class ArchiveFile: ArchiveSink {
  private var file: AtomicFile
  private var size: Int64 = 0

  init(_ path: String) throws { file = try AtomicFile(path) }

  func write(_ bytes: ArraySlice<UInt8>) throws {
    try file.write(bytes)
    size += Int64(bytes.count)
  }

  func write(_ bytes: [UInt8], at offset: Int64) throws { try file.write(bytes, at: offset) }

  /// Of what was written: headers are put right afterwards, so it is read back.
  func hash() throws -> String {
    var hash = SHA256()
    var offset: Int64 = 0
    while offset < size {
      var block = [UInt8](repeating: 0, count: Int(min(1 << 18, size - offset)))
      let count = try file.read(into: &block, at: offset)
      if count == 0 { break }
      hash.update(block[..<count])
      offset += Int64(count)
    }
    return hexadecimal(try hash.finish())
  }

  func commit() throws { try file.commit() }
}
