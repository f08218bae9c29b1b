import Glibc

/// A system call on a file that failed: the facts, not the words.
package struct FileProblem: Error, Equatable, Sendable {
  package enum Action: String, Sendable {
    case open, read, write, create, rename, sync, list, status, lock, remove, copy, mode
  }

  package var action: Action
  package var path: String
  /// `errno`; 0 where no call failed but the result was wrong (a short write, a copy of other size).
  package var code: Int32

  package init(_ action: Action, _ path: String, code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// A `code` of our own: another program wrote the file while it was read.
  package static let changed: Int32 = -1

  package enum Kind: Sendable { case missing, forbidden, full, changed, other }

  /// What a person can do about it.
  package var kind: Kind {
    switch code {
    case ENOENT, ENOTDIR, EISDIR: .missing
    case EACCES, EPERM, EROFS: .forbidden
    case ENOSPC, EDQUOT: .full
    case Self.changed: .changed
    default: .other
    }
  }

  /// The system's word for `code`, in English: `strerror` would follow the locale.
  package var reason: String {
    switch code {
    case ENOENT: "no such file or folder"
    case EACCES, EPERM: "permission denied"
    case ENOSPC: "no space left on the device"
    case EDQUOT: "disk quota exceeded"
    case EROFS: "the file system is read-only"
    case EISDIR: "it is a folder"
    case ENOTDIR: "a part of the path is not a folder"
    case EEXIST: "it exists already"
    case EIO: "the device reports an input/output error"
    case EMFILE, ENFILE: "too many open files"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP: "it is a symbolic link, or there are too many"
    case EFBIG: "the file would be too large"
    case Self.changed: "it changed while it was read"
    case 0: "fewer bytes than expected"
    default: "system error \(code)"
    }
  }
}

/// Repeats a call while signals interrupt it.
func retrying<T: SignedInteger>(_ call: () -> T) -> T {
  while true {
    let result = call()
    if result == -1, errno == EINTR { continue }
    return result
  }
}
