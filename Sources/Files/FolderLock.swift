import Glibc

/// The right to write in a folder, held by `flock`: it ends with the process, so none is stale.
package struct FolderLock: ~Copyable {
  private let handle: FileHandle

  /// - Returns: `nil` where another process holds it.
  package init?(_ path: String) throws(FileProblem) {
    let handle = try FileHandle(path, O_RDWR | O_CREAT | O_CLOEXEC, mode: 0o600, action: .lock)
    if retrying({ flock(handle.descriptor, LOCK_EX | LOCK_NB) }) != 0 {
      if errno == EWOULDBLOCK { return nil }
      throw FileProblem(.lock, path, code: errno)
    }
    self.handle = handle
  }
}
