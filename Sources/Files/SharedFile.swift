/// A file that closures hold open.
package final class SharedFile {
  package let handle: FileHandle
  /// Of a file proper, when it was opened; a pipe has no size to hold it to.
  private let opened: FileFacts?
  private var bytesRead: Int64 = 0

  /// - Parameters:
  ///   - followsLinks: the path is one that a person gave, or beside one.
  ///   - takesPipes: a person gave this very path.
  package init(
    _ path: String, followsLinks: Bool = false, takesPipes: Bool = false
  ) throws(FileProblem) {
    handle = try FileHandle(
      reading: path, followsLinks: followsLinks, takesPipes: takesPipes)
    let facts = try handle.facts()
    opened = facts.kind == .file ? facts : nil
  }

  private init(handle: consuming FileHandle) {
    self.handle = handle
    opened = nil
  }

  package static func standardInput() throws(FileProblem) -> SharedFile {
    SharedFile(handle: try FileHandle(standardInput: ()))
  }

  /// Of a file proper, when it was opened.
  package var size: UInt64 { UInt64(max(0, opened?.bytes ?? 0)) }

  /// From where the file stands on.
  package var stream: ByteStream {
    ByteStream { buffer, start in try self.handle.read(into: &buffer, from: start) }
  }

  /// As many bytes as there are at an offset, up to `count`.
  package func read(_ offset: UInt64, _ count: Int) throws(FileProblem) -> [UInt8] {
    guard offset < size else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(min(UInt64(max(0, count)), size - offset)))
    let read = try handle.read(into: &bytes, at: Int64(offset))
    bytes.removeLast(bytes.count - read)
    return bytes
  }

  /// Reads on, as far as the file went when it was opened: one that is still being written would
  /// never end, and half an export would pass for a whole one.
  ///
  /// - Throws: `FileProblem.changed` at the end of a file that is not what was opened.
  package func readSteadily(into buffer: inout [UInt8], from start: Int) throws(FileProblem) -> Int
  {
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
  package func checkUnchanged() throws(FileProblem) {
    guard let opened else { return }
    if try handle.facts() != opened {
      throw FileProblem(.read, handle.path, code: FileProblem.changed)
    }
  }
}
