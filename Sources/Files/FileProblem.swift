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
  /// With `code` `tooLarge`: the most bytes that are taken.
  package var limit: Int64 = 0

  package init(_ action: Action, _ path: String, code: Int32) {
    self.action = action
    self.path = path
    self.code = code
  }

  /// More bytes than `limit`, which is one of casefile's own.
  package init(_ action: Action, _ path: String, limit: Int) {
    self.init(action, path, code: FileProblem.tooLarge)
    self.limit = Int64(limit)
  }

  /// Codes of our own: another program wrote the file while it was read; it is larger than `limit`; it
  /// is a link where casefile follows none; it belongs to somebody else; it is a pipe, a socket or a
  /// device.
  package static let changed: Int32 = -1
  package static let tooLarge: Int32 = -2
  package static let link: Int32 = -3
  package static let ofOthers: Int32 = -4
  package static let noFile: Int32 = -5

  package enum Kind: Sendable {
    case missing, forbidden, full, changed, tooLarge, link, ofOthers, closed, other
  }

  /// What a person can do about it.
  package var kind: Kind {
    switch code {
    case ENOENT, ENOTDIR, EISDIR: .missing
    case EACCES, EPERM, EROFS: .forbidden
    case ENOSPC, EDQUOT: .full
    case Self.changed: .changed
    case Self.tooLarge: .tooLarge
    case Self.link, ELOOP: .link
    case Self.ofOthers: .ofOthers
    case EBADF: .closed
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
    case EEXIST: "it already exists"
    case ENOTEMPTY: "it is a folder that is not empty"
    case EBUSY: "it is in use"
    case EIO: "the device reports an input/output error"
    case ESTALE: "the file server no longer knows it"
    case EMFILE, ENFILE: "too many open files"
    case ENAMETOOLONG: "the name is too long"
    case ELOOP, Self.link: "it is a symbolic link, which is not followed here"
    case EFBIG: "the file would be larger than the system allows (ulimit -f)"
    case EBADF: "it is closed"
    case EXDEV: "it is on another file system"
    case Self.changed: "it changed while it was being read"
    case Self.tooLarge: "it is larger than \(limit) bytes, the most that casefile accepts"
    case Self.ofOthers: "it belongs to another user, who could change what is in it"
    case Self.noFile: "it is not a file but a pipe, a socket or a device"
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
