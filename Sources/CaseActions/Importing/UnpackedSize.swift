import Archiving
import Files

/// What an archive unpacks to, with all that is in it and in what is in that: small archives in archives,
/// and a text that thousands of cells name, must not fill a disk.
package final class UnpackedSize {
  private let packed: Int
  private var made = 0

  /// - Parameter packed: bytes of the file that was given.
  package init(packed: Int64) { self.packed = Int(clamping: packed) }

  /// - Throws: from the stream, `ArchiveDamage` beyond what anything honest unpacks to.
  package func counted(_ stream: ByteStream) -> ByteStream {
    ByteStream(parts: { [self] in
      let part = try stream.next()
      made += part.count
      if ArchiveDamage.isBomb(compressed: packed, size: made) {
        throw ArchiveDamage(what: "all in all it unpacks to more than 200 times its size")
      }
      return part
    })
  }
}
