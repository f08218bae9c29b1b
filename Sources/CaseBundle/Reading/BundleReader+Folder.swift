import Archiving
import Files

extension BundleReader {
  /// Reads a folder; links are named and never followed.
  package init(folder path: String) throws {
    name = lastPathPart(absolutePath(path))
    isFolder = true
    try addFolder(path, "")
    let root = path
    opener = { try SharedFile("\(root)/\($0)", followsLinks: true).stream }
  }

  private mutating func addFolder(_ path: String, _ prefix: String) throws {
    for entry in try folderEntries(path) {
      let member = prefix + entry
      guard isText(path: entry), let facts = try fileFacts("\(path)/\(entry)") else {
        // Not UTF-8, or gone meanwhile: nobody may believe that it was looked at.
        problems.note(member, "unexpected: its name cannot be read as text")
        continue
      }
      // Swift holds two spellings of one text (Unicode, canonical equivalence) to be the same.
      if sizes[member] != nil {
        problems.note(member, "another file has the same name in another spelling")
        continue
      }
      switch facts.kind {
      case .file: sizes[member] = UInt64(max(0, facts.bytes))
      case .folder:
        folders.insert(member)
        try addFolder("\(path)/\(entry)", member + "/")
      case .link:
        problems.note(member, "it is a symbolic link; not followed")
      case .other:
        problems.note(member, "it is neither a file nor a folder")
      }
    }
  }
}
