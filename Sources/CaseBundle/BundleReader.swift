import Archiving
import Files

/// The members of a bundle, from a ZIP or a folder, by their name in the bag.
package struct BundleReader {
  package private(set) var sizes: [String: UInt64] = [:]
  /// Problems of the container itself.
  package private(set) var problems: [BundleProblem] = []
  /// Nothing can be read from it.
  package private(set) var isUnreadable = false
  /// The folder that the ZIP's members stand in.
  package private(set) var name = ""
  private var opener: (String) throws -> () throws -> ArraySlice<UInt8> = { _ in { [] } }

  /// Opens a member: the next bytes, empty at the end.
  package func open(_ member: String) throws -> () throws -> ArraySlice<UInt8> {
    try opener(member)
  }

  /// The whole of a small member.
  package func bytes(_ member: String, limit: Int = 256 << 20) throws -> [UInt8] {
    let next = try open(member)
    var result: [UInt8] = []
    while true {
      let part = try next()
      if part.isEmpty { return result }
      result += part
      if result.count > limit {
        throw ZIPProblem(member: member, what: "it is larger than \(limit) bytes")
      }
    }
  }

  // MARK: - A ZIP

  package init(archive path: String) throws {
    let file = try SharedArchive(path)
    let directory = try ZIPDirectory(size: file.size, read: file.read)
    isUnreadable = directory.isUnreadable
    problems = directory.problems.map {
      BundleProblem(directory.isUnreadable ? .undecided : .different, $0.member, $0.what)
    }
    var entries: [String: ZIPEntry] = [:]
    var folded: [String: String] = [:]
    for entry in directory.entries {
      let full = entry.text
      if let fault = BundleReader.nameFault(entry.name) {
        problems.append(BundleProblem(.different, full, fault))
        continue
      }
      let slash = full.firstIndex(of: "/") ?? full.endIndex
      if name.isEmpty { name = String(full[..<slash]) }
      guard full.hasPrefix(name + "/") else {
        problems.append(
          BundleProblem(.different, full, "unexpected: it stands outside the folder '\(name)'"))
        continue
      }
      let member = String(full.dropFirst(name.count + 1))
      if entries[member] != nil {
        problems.append(BundleProblem(.different, member, "it stands in the archive twice"))
      } else if let other = folded[member.lowercased()] {
        problems.append(
          BundleProblem(.different, member, "its name differs from '\(other)' only in case"))
      }
      folded[member.lowercased()] = member
      entries[member] = entry
      sizes[member] = entry.size
    }
    opener = { member in
      guard let entry = entries[member] else {
        throw ZIPProblem(member: member, what: "it is not in the archive")
      }
      let content = try ZIPMember(entry, read: file.read)
      return { try content.next() }
    }
  }

  /// What makes a name unsafe: only ASCII letters, digits, `.`, `_`, `-` and `/` between parts.
  static func nameFault(_ name: [UInt8]) -> String? {
    let allowed = name.allSatisfy { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F: true
      default: false
      }
    }
    if !allowed { return "unsafe name: a character that casefile never writes" }
    let parts = name.split(separator: 0x2F, omittingEmptySubsequences: false)
    if parts.contains(where: {
      $0.isEmpty || $0.elementsEqual(".".utf8) || $0.elementsEqual("..".utf8)
    }) {
      return "unsafe name: an empty part, '.' or '..'"
    }
    return nil
  }

  // MARK: - A folder

  package init(folder path: String) throws {
    name = lastPathPart(absolutePath(path))
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
      guard let facts = try fileFacts("\(path)/\(entry)") else { continue }
      switch facts.kind {
      case .file: sizes[member] = UInt64(max(0, facts.bytes))
      case .folder: try addFolder("\(path)/\(entry)", member + "/")
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
    let handle = try FileHandle(reading: path)
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
