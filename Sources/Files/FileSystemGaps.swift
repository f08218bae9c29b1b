import Glibc
import Synchronization

/// What a file system does not do. casefile works without it and says so, once.
package enum FileSystemGap: Int, CaseIterable, Sendable {
  /// `flock` is refused: a second casefile is not noticed.
  case locks
  /// The `fsync` of a folder is refused: after a power loss a new name may be missing.
  case folderSync
  /// Modes do not stay as they are set: others on this machine may read the case.
  case modes
}

/// What file systems turned out not to do, in this process.
package enum FileSystemGaps {
  private static let found = Mutex<[FileSystemGap: String]>([:])

  static func note(_ gap: FileSystemGap, at path: String) {
    found.withLock { if $0[gap] == nil { $0[gap] = path } }
  }

  /// What was found since the last call, with the first path of each.
  package static func take() -> [(gap: FileSystemGap, path: String)] {
    found.withLock { found in
      defer { found = [:] }
      return FileSystemGap.allCases.compactMap { gap in found[gap].map { (gap, $0) } }
    }
  }

  /// The call is not known to the file system, as opposed to one that failed.
  static func isRefusal(_ code: Int32) -> Bool {
    [EINVAL, EOPNOTSUPP, ENOTSUP, ENOSYS, ENOLCK, ENOTTY].contains(code)
  }
}
