import Archiving
import Files

extension BundleReader {
  /// Reads a folder; links are named and never followed.
  package init(folder path: String) throws {
    name = lastPathPart(absolutePath(path))
    isFolder = true
    try addFolder(path, "")
    let root = path
    opener = { member in
      let file = try SharedArchive("\(root)/\(member)")
      return { try file.next() }
    }
  }

  private mutating func addFolder(_ path: String, _ prefix: String) throws {
    for entry in try folderEntries(path) {
      let member = prefix + entry
      guard isText(path: entry), let facts = try fileFacts("\(path)/\(entry)") else {
        // Not UTF-8, or gone meanwhile: nobody may believe that it was looked at.
        problems.append(
          BundleProblem(.different, member, "unexpected: its name cannot be read as text"))
        continue
      }
      // Swift holds two spellings of one text (Unicode, canonical equivalence) to be the same.
      if sizes[member] != nil {
        problems.append(
          BundleProblem(.different, member, "another file has the same name in another spelling"))
        continue
      }
      switch facts.kind {
      case .file: sizes[member] = UInt64(max(0, facts.bytes))
      case .folder:
        folders.insert(member)
        try addFolder("\(path)/\(entry)", member + "/")
      case .link:
        problems.append(BundleProblem(.different, member, "it is a symbolic link; not followed"))
      case .other:
        problems.append(BundleProblem(.different, member, "it is neither a file nor a folder"))
      }
    }
  }
}

/// A file that closures hold open.
final class SharedArchive {
  private let handle: FileHandle
  let size: UInt64

  init(_ path: String) throws {
    let handle = try FileHandle(reading: path, followsLinks: true)
    size = UInt64(max(0, try handle.facts().bytes))
    self.handle = handle
  }

  func read(_ offset: UInt64, _ count: Int) throws -> [UInt8] {
    guard offset < size else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(min(UInt64(max(0, count)), size - offset)))
    let read = try handle.read(into: &bytes, at: Int64(offset))
    bytes.removeLast(bytes.count - read)
    return bytes
  }

  func next() throws -> ArraySlice<UInt8> {
    var block = [UInt8](repeating: 0, count: 1 << 18)
    let count = try handle.read(into: &block, from: 0)
    return block[..<count]
  }
}
