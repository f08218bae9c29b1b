import Archiving
import Files

/// A file that a step derives, written while it is made: however large it is, only a part of it is
/// held.
struct DerivedFile: Sendable {
  var name: String
  /// Hands over the bytes, part by part.
  var make: @Sendable (_ sink: ([UInt8]) -> Void) throws -> Void

  /// Takes the place of what stands under the name, unless that has the same bytes.
  ///
  /// - Returns: the hash in lower-case hexadecimal, and whether a byte is different from before.
  func write(in folder: String) throws -> (hash: String, isNew: Bool) {
    var writing = FileRewrite("\(folder)/\(name)")
    var hash = SHA256()
    var problem: (any Error)?
    try make { part in
      hash.update(part[...])
      if problem != nil { return }
      do { try writing.write(part[...]) } catch { problem = error }
    }
    if let problem { throw problem }
    return (hexadecimal(try hash.finish()), try writing.commit())
  }
}
