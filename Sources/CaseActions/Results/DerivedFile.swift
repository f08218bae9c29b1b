import Archiving
import Files

/// A file that a step derives, written while it is made: however large it is, only a part of it is
/// held.
struct DerivedFile: Sendable {
  var name: String
  /// Hands over the bytes, part by part.
  var make: @Sendable (_ sink: ([UInt8]) -> Void) throws -> Void

  /// What came of writing one.
  struct Written: Sendable {
    /// SHA-256 in lower-case hexadecimal.
    var hash = ""
    /// A byte is different from before.
    var isNew = false
    /// What stood under the name and was somebody else's: where it is now.
    var kept: (name: String, hash: String)?
  }

  /// Takes the place of what stands under the name, unless that has the same bytes. What casefile
  /// did not write is kept beside it: a letter that somebody filled in, a table with notes.
  ///
  /// - Parameters:
  ///   - made: the hash of what casefile wrote there last; `nil` where it wrote nothing.
  ///   - limit: the most bytes that a reader takes of it.
  func write(in folder: String, made: String?, limit: Int) throws -> Written {
    let path = "\(folder)/\(name)"
    var writing = FileRewrite(path)
    var hash = SHA256()
    var problem: (any Error)?
    var size = 0
    try make { part in
      hash.update(part[...])
      if problem != nil { return }
      size += part.count
      do throws(FileProblem) {
        if size > limit { throw FileProblem(.write, path, limit: limit) }
        try writing.write(part[...])
      } catch { problem = error }
    }
    if let problem { throw problem }
    var written = Written()
    written.hash = hexadecimal(try hash.finish())
    written.isNew = try writing.commit {
      let old = try hashFile(path)
      if old == made { return }
      let kept = nameAside(old)
      try renameFile(path, to: "\(folder)/\(kept)")
      written.kept = (kept, old)
    }
    return written
  }

  /// `notice-hipaa.en.changed-0123456789ab.docx`: the same for the same bytes.
  private func nameAside(_ hash: String) -> String {
    let dot = name.lastIndex(of: ".") ?? name.endIndex
    return "\(name[..<dot]).changed-\(hash.prefix(12))\(name[dot...])"
  }
}
