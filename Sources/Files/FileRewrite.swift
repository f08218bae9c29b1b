/// Bytes that take the place of a file, unless they are the same as it has: it is compared while they
/// come, and nothing is written before the first that differs.
package struct FileRewrite: ~Copyable {
  private let path: String
  /// What stands under the name; `nil` where nothing does, or from the first difference on.
  private var old: FileHandle?
  private var file: AtomicFile?
  private var same: Int64 = 0
  private var buffer: [UInt8] = []

  package init(_ path: String) {
    self.path = path
    // One that cannot be opened is replaced.
    old = try? FileHandle(reading: path)
  }

  package mutating func write(_ bytes: ArraySlice<UInt8>) throws(FileProblem) {
    if try isSame(bytes) {
      same += Int64(bytes.count)
      return
    }
    if file == nil { try begin() }
    try file?.write(bytes)
  }

  private mutating func isSame(_ bytes: ArraySlice<UInt8>) throws(FileProblem) -> Bool {
    if old == nil || file != nil { return false }
    if buffer.count < bytes.count { buffer = [UInt8](repeating: 0, count: bytes.count) }
    let count = try old?.read(into: &buffer, from: 0, count: bytes.count, at: same) ?? 0
    return count == bytes.count && FileRewrite.isSame(buffer.span.bytes, bytes.span.bytes)
  }

  /// - Parameter left: at least as many bytes as `right`.
  private static func isSame(_ left: RawSpan, _ right: RawSpan) -> Bool {
    var index = 0
    while index &+ 32 <= right.byteCount {
      let own = left.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self)
      if own != right.unsafeLoadUnaligned(fromByteOffset: index, as: SIMD4<UInt64>.self) {
        return false
      }
      index &+= 32
    }
    while index < right.byteCount {
      if left.unsafeLoad(fromByteOffset: index, as: UInt8.self)
        != right.unsafeLoad(fromByteOffset: index, as: UInt8.self)
      {
        return false
      }
      index &+= 1
    }
    return true
  }

  /// The new file begins with what was the same.
  private mutating func begin() throws(FileProblem) {
    file = try AtomicFile(path)
    var position: Int64 = 0
    buffer = [UInt8](repeating: 0, count: 1 << 18)
    while position < same {
      let wanted = Int(min(Int64(buffer.count), same - position))
      let count = try old?.read(into: &buffer, from: 0, count: wanted, at: position) ?? 0
      if count == 0 { throw FileProblem(.read, path, code: 0) }
      try file?.write(buffer[..<count])
      position += Int64(count)
    }
    old = nil
  }

  /// - Parameter replacing: called when all is written and a file under the name is about to go.
  /// - Returns: a byte is different from before.
  package consuming func commit(replacing: () throws -> Void = {}) throws -> Bool {
    if file == nil {
      if let size = try old?.facts().bytes, size == same { return false }
      try begin()
    }
    if try fileFacts(path) != nil { try replacing() }
    try file?.commit()
    return true
  }
}
