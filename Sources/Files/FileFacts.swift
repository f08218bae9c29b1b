import Glibc

/// What the file system says of a file.
package struct FileFacts: Equatable, Sendable {
  package enum Kind: Sendable { case file, folder, link, other }

  package var kind: Kind
  package var bytes: Int64
  /// Nanoseconds since the epoch.
  package var modified: Int64
  package var inode: UInt64
  package var mode: UInt32
  /// The user's number.
  package var owner: UInt32

  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    bytes = Int64(status.st_size)
    modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    inode = UInt64(status.st_ino)
    mode = status.st_mode & 0o7777
    owner = status.st_uid
  }
}

/// Facts about a path, links not followed; `nil` where nothing is there.
package func fileFacts(_ path: String) throws(FileProblem) -> FileFacts? {
  var status = stat()
  if withSystemPath(path, { lstat($0, &status) }) == 0 { return FileFacts(status) }
  // A name that is longer than any can be is the name of nothing.
  if errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG { return nil }
  throw FileProblem(.status, path, code: errno)
}

/// Facts about what a path leads to, links followed; `nil` where nothing is there.
package func targetFacts(_ path: String) throws(FileProblem) -> FileFacts? {
  var status = stat()
  if withSystemPath(path, { stat($0, &status) }) == 0 { return FileFacts(status) }
  if errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG { return nil }
  throw FileProblem(.status, path, code: errno)
}

/// This user may write the file; on a file system that is read-only nobody may.
package func mayBeWritten(_ path: String) -> Bool {
  withSystemPath(path) { access($0, W_OK) } == 0
}
