import Glibc

package func removeFile(_ path: String) throws(FileProblem) {
  if withSystemPath(path, { unlink($0) }) != 0, errno != ENOENT {
    throw FileProblem(.remove, path, code: errno)
  }
}

/// Removes a folder that casefile made for its own work, with all in it; links are not followed.
package func removeTree(_ path: String) throws(FileProblem) {
  guard let facts = try fileFacts(path) else { return }
  guard facts.kind == .folder else { return try removeFile(path) }
  for name in try folderEntries(path) { try removeTree("\(path)/\(name)") }
  if withSystemPath(path, { rmdir($0) }) != 0, errno != ENOENT {
    throw FileProblem(.remove, path, code: errno)
  }
}
