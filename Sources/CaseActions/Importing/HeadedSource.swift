import CaseImport
import CaseModel
import CasePipeline
import Files

/// A stream whose first bytes were looked at; reading it gives them again.
struct HeadedSource {
  let head: [UInt8]
  /// The head is everything.
  let isWhole: Bool
  let stream: ByteStream
  /// What is read, where it is a file of its own.
  private(set) var file: SharedFile?

  init(_ source: ByteStream) throws {
    var head = [UInt8](repeating: 0, count: recognitionBytes)
    var count = 0
    var isWhole = false
    while count < head.count, !isWhole {
      let read = try source.read(into: &head, from: count)
      isWhole = read == 0
      count += read
    }
    head.removeLast(head.count - count)
    self.head = head
    self.isWhole = isWhole
    var rest = head[...]
    stream = ByteStream { buffer, start in
      if rest.isEmpty { return isWhole ? 0 : try source.read(into: &buffer, from: start) }
      let part = rest.prefix(buffer.count - start)
      buffer.replaceSubrange(start..<(start + part.count), with: part)
      rest = rest.dropFirst(part.count)
      return part.count
    }
  }

  /// All of it, the head too.
  func whole() throws -> [UInt8] {
    var all: [UInt8] = []
    while case let part = try stream.next(), !part.isEmpty { all += part }
    return all
  }

  /// A file, or standard input for `-`.
  init(path: String) throws {
    if path == standardInputPath {
      let input = try SharedFile.standardInput()
      try self.init(
        ByteStream { buffer, start in try input.handle.read(into: &buffer, from: start) })
    } else {
      let file = try SharedFile(path, followsLinks: true, takesPipes: true)
      try self.init(
        ByteStream { buffer, start in try file.readSteadily(into: &buffer, from: start) })
      self.file = file
    }
  }
}

extension EvidenceText {
  /// A path or name as the system has it: its bytes.
  package init(path: String) { self.init(bytes: pathBytes(path)) }
}

/// What stands for standard input among file names.
package let standardInputPath = "-"
