import Archiving
import CaseFolder
import Files

/// Everything that the file system says of what is under a path, a line each: names, kinds, modes, times,
/// inodes, sizes and bytes.
package func wholeFolder(_ path: String) throws -> [String] {
  guard let facts = try fileFacts(path) else { return [] }
  let own = "\(path) \(facts.kind) \(facts.mode) \(facts.modified) \(facts.inode) \(facts.bytes)"
  switch facts.kind {
  case .file: return ["\(own) \(try hexadecimalHash(try readSmallFile(path)))"]
  case .folder:
    return [own] + (try folderEntries(path).flatMap { try wholeFolder("\(path)/\($0)") })
  case .link, .other: return [own]
  }
}
