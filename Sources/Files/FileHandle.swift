import Glibc

/// An open file, closed when it goes.
package struct FileHandle: ~Copyable {
  package let descriptor: Int32
  package let path: String

  /// - Parameters:
  ///   - followsLinks: the path is one that a person gave, or beside one; a file of a case is never opened
  ///     through a link.
  ///   - takesPipes: a person gave this very path, which may be `<(zcat a.gz)`.
  package init(
    reading path: String, followsLinks: Bool = false, takesPipes: Bool = false
  ) throws(FileProblem) {
    // Without O_NONBLOCK a pipe in the place of a file would be waited for.
    let flags =
      O_RDONLY | O_CLOEXEC | (followsLinks ? 0 : O_NOFOLLOW) | (takesPipes ? 0 : O_NONBLOCK)
    try self.init(path, flags, mode: 0, action: .open, takesPipes: takesPipes)
  }

  /// A new file that must not exist yet.
  package init(creating path: String, mode: mode_t) throws(FileProblem) {
    Leftovers.pass()
    try self.init(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, mode: mode, action: .create)
  }

  /// An existing or new file that is only ever added to.
  package init(appending path: String, mode: mode_t) throws(FileProblem) {
    try self.init(
      path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, mode: mode, action: .open)
  }

  /// Standard input, which this handle closes.
  package init(standardInput: Void) throws(FileProblem) {
    descriptor = dup(0)
    path = "-"
    if descriptor < 0 { throw FileProblem(.open, "-", code: errno) }
  }

  /// - Parameter takesPipes: also sockets and devices.
  init(
    _ path: String, _ flags: Int32, mode: mode_t, action: FileProblem.Action,
    takesPipes: Bool = false
  ) throws(FileProblem) {
    let descriptor = retrying { withSystemPath(path) { open($0, flags, mode) } }
    if descriptor < 0 { throw FileProblem(action, path, code: errno) }
    var status = stat()
    if !takesPipes, fstat(descriptor, &status) == 0, FileFacts(status).kind == .other {
      close(descriptor)
      throw FileProblem(action, path, code: FileProblem.noFile)
    }
    self.descriptor = descriptor
    self.path = path
  }

  deinit { close(descriptor) }

  /// Fills `buffer` from `start` on; returns the bytes read, 0 at the end of the file.
  package func read(into buffer: inout [UInt8], from start: Int) throws(FileProblem) -> Int {
    let count = buffer.count - start
    let result = retrying {
      buffer.withUnsafeMutableBytes { bytes in
        Glibc.read(descriptor, bytes.baseAddress.map { $0 + start }, count)
      }
    }
    if result < 0 { throw FileProblem(.read, path, code: errno) }
    return result
  }

  /// Fills `buffer` from a position of the file; returns the bytes read.
  package func read(into buffer: inout [UInt8], at offset: Int64) throws(FileProblem) -> Int {
    var filled = 0
    while filled < buffer.count {
      let result = retrying {
        buffer.withUnsafeMutableBytes { bytes in
          pread(
            descriptor, bytes.baseAddress.map { $0 + filled }, bytes.count - filled,
            off_t(offset) + filled)
        }
      }
      if result < 0 { throw FileProblem(.read, path, code: errno) }
      if result == 0 { break }
      filled += result
    }
    return filled
  }

  /// Reads `count` bytes of the file at `offset` to `start` of the buffer; returns the bytes read.
  package func read(
    into buffer: inout [UInt8], from start: Int, count: Int, at offset: Int64
  ) throws(FileProblem) -> Int {
    var filled = 0
    while filled < count {
      let result = retrying {
        buffer.withUnsafeMutableBytes { bytes in
          pread(
            descriptor, bytes.baseAddress.map { $0 + start + filled }, count - filled,
            off_t(offset) + filled)
        }
      }
      if result < 0 { throw FileProblem(.read, path, code: errno) }
      if result == 0 { break }
      filled += result
    }
    return filled
  }

  package func write(_ bytes: RawSpan) throws(FileProblem) {
    var written = 0
    while written < bytes.byteCount {
      let result = retrying {
        bytes.withUnsafeBytes { buffer in
          Glibc.write(descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        }
      }
      if result < 0 { throw FileProblem(.write, path, code: errno) }
      if result == 0 { throw FileProblem(.write, path, code: 0) }
      written += result
    }
  }

  /// Makes this empty file share the blocks of another; `false` where the file system cannot.
  package func clone(_ source: borrowing FileHandle) -> Bool {
    // FICLONE of linux/fs.h; Swift does not import the macro.
    let clone: UInt = 0x4004_9409
    return ioctl(descriptor, clone, source.descriptor) == 0
  }

  package func write(_ bytes: ArraySlice<UInt8>) throws(FileProblem) {
    var written = 0
    while written < bytes.count {
      let result = retrying {
        bytes.withUnsafeBytes { buffer in
          Glibc.write(
            descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written)
        }
      }
      if result < 0 { throw FileProblem(.write, path, code: errno) }
      if result == 0 { throw FileProblem(.write, path, code: 0) }
      written += result
    }
  }

  /// Overwrites bytes at a position of the file.
  package func write(_ bytes: [UInt8], at offset: Int64) throws(FileProblem) {
    var written = 0
    while written < bytes.count {
      let result = retrying {
        bytes.withUnsafeBytes { buffer in
          pwrite(
            descriptor, buffer.baseAddress.map { $0 + written }, buffer.count - written,
            off_t(offset) + written)
        }
      }
      if result < 0 { throw FileProblem(.write, path, code: errno) }
      if result == 0 { throw FileProblem(.write, path, code: 0) }
      written += result
    }
  }

  package func sync() throws(FileProblem) {
    if retrying({ fsync(descriptor) }) != 0 { throw FileProblem(.sync, path, code: errno) }
  }

  /// Where the file system keeps no modes, that is noted and no failure.
  package func setMode(_ mode: mode_t) throws(FileProblem) {
    if fchmod(descriptor, mode) != 0, errno != EPERM, !FileSystemGaps.isRefusal(errno) {
      throw FileProblem(.mode, path, code: errno)
    }
    if try facts().mode != mode { FileSystemGaps.note(.modes, at: path) }
  }

  /// Cuts the file behind its first bytes.
  package func truncate(to bytes: Int64) throws(FileProblem) {
    if ftruncate(descriptor, off_t(bytes)) != 0 { throw FileProblem(.write, path, code: errno) }
  }

  package func facts() throws(FileProblem) -> FileFacts {
    var status = stat()
    if fstat(descriptor, &status) != 0 { throw FileProblem(.status, path, code: errno) }
    return FileFacts(status)
  }
}
