import Files

/// A file that closures hold open.
final class SharedFile {
  let handle: FileHandle
  /// Of a file proper, when it was opened; a pipe has no size to hold it to.
  private let opened: FileFacts?
  private var bytesRead: Int64 = 0

  /// - Parameter followsLinks: the path is one that a person gave.
  init(_ path: String, followsLinks: Bool = false) throws(FileProblem) {
    handle = try FileHandle(
      reading: path, followsLinks: followsLinks, takesPipes: followsLinks)
    let facts = try handle.facts()
    opened = facts.kind == .file ? facts : nil
  }

  private init(handle: consuming FileHandle) {
    self.handle = handle
    opened = nil
  }

  static func standardInput() throws(FileProblem) -> SharedFile {
    SharedFile(handle: try FileHandle(standardInput: ()))
  }

  /// Reads on, as far as the file went when it was opened: one that is still being written would
  /// never end, and half an export would pass for a whole one.
  ///
  /// - Throws: `FileProblem.changed` at the end of a file that is not what was opened.
  func readSteadily(into buffer: inout [UInt8], from start: Int) throws(FileProblem) -> Int {
    guard let opened else { return try handle.read(into: &buffer, from: start) }
    var count = 0
    if bytesRead < opened.bytes {
      count = try handle.read(into: &buffer, from: start)
      count = Int(min(Int64(count), opened.bytes - bytesRead))
      bytesRead += Int64(count)
    }
    if count == 0 { try checkUnchanged() }
    return count
  }

  /// - Throws: `FileProblem.changed` where the file is not what was opened.
  func checkUnchanged() throws(FileProblem) {
    guard let opened else { return }
    if try handle.facts() != opened {
      throw FileProblem(.read, handle.path, code: FileProblem.changed)
    }
  }
}
