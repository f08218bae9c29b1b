import Archiving
import Files

/// A file that a step derives, written while it is made: however large it is, only a part of it is
/// held.
struct DerivedFile: Sendable {
  var name: String
  /// Hands over the bytes, part by part.
  var make: @Sendable (_ sink: ([UInt8]) -> Void) -> Void

  /// Takes the place of what stands under the name, unless that has the same bytes.
  ///
  /// - Returns: the hash in lower-case hexadecimal, and whether a byte is different from before.
  func write(in folder: String) throws -> (hash: String, isNew: Bool) {
    let path = "\(folder)/\(name)"
    var file = try AtomicFile(path)
    var hash = SHA256()
    var bytes: Int64 = 0
    var problem: (any Error)?
    make { part in
      hash.update(part[...])
      bytes += Int64(part.count)
      if problem != nil { return }
      do { try file.write(part[...]) } catch { problem = error }
    }
    if let problem { throw problem }
    let made = hexadecimal(try hash.finish())
    if try fileFacts(path)?.bytes == bytes, try hashFile(path) == made { return (made, false) }
    try file.commit()
    return (made, true)
  }
}
