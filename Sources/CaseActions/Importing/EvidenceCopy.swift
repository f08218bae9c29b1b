import Archiving
import CaseModel
import CasePipeline
import Files

/// A file on its way into the evidence folder: cloned where the file system can share blocks, else
/// written as its source is read. What readers get, and what is hashed, is what was stored.
final class EvidenceCopy {
  let path: String
  private let file: FileHandle
  private var hash = SHA256()
  private(set) var bytes: Int64 = 0
  /// The bytes are here already; reading only goes through them.
  private let isClone: Bool
  private let source: ByteStream
  private let original: SharedFile?
  private let meter: WorkMeter?

  /// - Parameter original: the file that `source` reads, where there is one.
  init(
    _ path: String, source: ByteStream, original: SharedFile?, meter: WorkMeter? = nil
  ) throws(FileProblem) {
    self.path = path
    self.meter = meter
    self.source = source
    let file = try FileHandle(creating: path, mode: 0o600)
    isClone = original.map { file.clone($0.handle) } ?? false
    self.original = original
    self.file = file
  }

  /// Reads the next bytes of the stored file; 0 at the end.
  func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
    let count: Int
    if isClone {
      count = try file.read(into: &buffer, from: start)
    } else {
      count = try source.read(into: &buffer, from: start)
      if count == 0 { return 0 }
      try file.write(buffer.span.bytes.extracting(start..<(start + count)))
      // What was stored is read back: the hash is taken over the copy.
      let back = try file.read(into: &buffer, from: start, count: count, at: bytes)
      if back != count { throw FileProblem(.read, path, code: 0) }
    }
    hash.update(buffer.span.bytes.extracting(start..<(start + count)))
    bytes += Int64(count)
    meter?.add(count)
    return count
  }

  /// Reads what is left, syncs, and closes the file for writing.
  ///
  /// - Throws: also `FileProblem.changed`: a clone is what it was made of, and may be half of it.
  /// - Returns: the lower-case hexadecimal SHA-256.
  func finish() throws -> String {
    var block = [UInt8](repeating: 0, count: 1 << 20)
    while try read(into: &block, from: 0) > 0 {}
    try original?.checkUnchanged()
    try file.setMode(0o400)
    try file.sync()
    var whole = SHA256()
    swap(&whole, &hash)
    return hexadecimal(try whole.finish())
  }
}
