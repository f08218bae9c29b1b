import Glibc

/// Checks that nobody else may change what is in a folder: it belongs to this user, and its mode is
/// 0700, which is put right where it is not.
///
/// - Throws: `FileProblem.link` and `ofOthers` too.
/// - Returns: the mode that it had where that was put right.
package func makeFolderOwn(_ path: String) throws(FileProblem) -> UInt32? {
  guard let facts = try fileFacts(path) else { throw FileProblem(.open, path, code: ENOENT) }
  switch facts.kind {
  case .folder: break
  case .link: throw FileProblem(.open, path, code: FileProblem.link)
  case .file, .other: throw FileProblem(.open, path, code: ENOTDIR)
  }
  if facts.owner != geteuid() {
    throw FileProblem(.open, path, code: FileProblem.ofOthers)
  }
  if facts.mode & 0o077 == 0 { return nil }
  let folder = try FileHandle(
    path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW, mode: 0, action: .open)
  try folder.setMode(0o700)
  return try folder.facts().mode & 0o077 == 0 ? facts.mode : nil
}

/// A folder for work that is not finished, beside what it becomes: with a name that nobody knows
/// before, made by this call, held by this process, and removed with it.
package final class WorkFolder {
  package let path: String
  /// Tells others that somebody works here; `flock` ends with the process.
  private let handle: FileHandle
  private var isKept = false

  /// Removes what ended processes of this user left of the same work.
  ///
  /// - Parameter target: what it becomes.
  package init(for target: String) throws(FileProblem) {
    let parent = parentFolder(target)
    let prefix = ".\(lastPathPart(target)).partial-"
    for name in try folderEntries(parent) where name.hasPrefix(prefix) {
      try WorkFolder.removeIfLeft("\(parent)/\(name)")
    }
    var random = SystemRandomNumberGenerator()
    let path = "\(parent)/\(prefix)\(String(random.next(), radix: 36))"
    Leftovers.add(path)
    try makeNewFolder(path)
    handle = try FileHandle(
      path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW, mode: 0, action: .open)
    _ = flock(handle.descriptor, LOCK_EX | LOCK_NB)
    self.path = path
    // The umask must not decide.
    try handle.setMode(0o700)
  }

  deinit {
    if !isKept { try? removeTree(path) }  // the next one removes it
    Leftovers.remove(path)
  }

  /// The folder gets its name, where nothing has it.
  ///
  /// - Throws: also where somebody put another folder in its place.
  package func become(_ target: String) throws(FileProblem) {
    guard try fileFacts(path)?.inode == handle.facts().inode else {
      throw FileProblem(.rename, path, code: FileProblem.ofOthers)
    }
    if try fileFacts(target) != nil { throw FileProblem(.rename, target, code: EEXIST) }
    try syncFolder(path)
    try renameFile(path, to: target)
    isKept = true
  }

  private static func removeIfLeft(_ path: String) throws(FileProblem) {
    guard let facts = try fileFacts(path), facts.kind == .folder, facts.owner == geteuid() else {
      return
    }
    let folder = try FileHandle(
      path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW, mode: 0, action: .open)
    if flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 { try removeTree(path) }
  }
}
