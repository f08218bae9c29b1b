import Glibc

/// The right to read or to write in a folder, held by `flock`: it ends with the process, so none is
/// stale. Readers share it.
package struct FolderLock: ~Copyable {
  package enum Kind: Sendable { case reading, writing }

  /// `nil` where nothing can be locked: a folder that is read-only, or a file system without locks.
  private let handle: FileHandle?

  /// - Parameter milliseconds: how long to wait for others.
  /// - Returns: `nil` where another process holds it all that time.
  package init?(_ path: String, _ kind: Kind, waiting milliseconds: Int64) throws(FileProblem) {
    guard let handle = try FolderLock.open(path, kind) else {
      self.handle = nil
      return
    }
    let end = Machine.milliseconds + milliseconds
    let operation = (kind == .reading ? LOCK_SH : LOCK_EX) | LOCK_NB
    while retrying({ flock(handle.descriptor, operation) }) != 0 {
      let code = errno
      if FileSystemGaps.isRefusal(code) {
        FileSystemGaps.note(.locks, at: path)
        break
      }
      if code != EWOULDBLOCK { throw FileProblem(.lock, path, code: code) }
      if Machine.milliseconds >= end { return nil }
      usleep(20_000)
    }
    self.handle = .some(handle)
  }

  /// - Returns: `nil` where somebody who only reads finds no lock file, or may not open it.
  private static func open(_ path: String, _ kind: Kind) throws(FileProblem) -> FileHandle? {
    switch kind {
    case .writing:
      return try FileHandle(
        path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode: 0o600, action: .lock)
    case .reading:
      do throws(FileProblem) {
        return try FileHandle(
          path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, mode: 0, action: .lock)
      } catch {
        if [ENOENT, EACCES].contains(error.code) { return nil }
        throw error
      }
    }
  }
}
