import Glibc

/// Makes a folder of mode 0700, and those above it; one that is there stays as it is.
package func makeFolder(_ path: String) throws(FileProblem) {
  if let facts = try targetFacts(path) {
    if facts.kind == .folder { return }
    throw FileProblem(.create, path, code: ENOTDIR)
  }
  let parent = parentFolder(path)
  if parent != path { try makeFolder(parent) }
  do throws(FileProblem) { try makeNewFolder(path) } catch {
    if error.code != EEXIST { throw error }
  }
}

/// Makes a folder of mode 0700 in one that is there.
///
/// - Parameter isSynced: it is there after a power loss too.
/// - Throws: also where something has that name already, whoever made it.
package func makeNewFolder(_ path: String, isSynced: Bool = true) throws(FileProblem) {
  Leftovers.pass()
  if withSystemPath(path, { mkdir($0, 0o700) }) != 0 {
    throw FileProblem(.create, path, code: errno)
  }
  if isSynced { try syncFolder(parentFolder(path)) }
}

/// Some file systems (VirtualBox's shared folders, some FUSE) refuse that: it is noted, and no failure.
package func syncFolder(_ path: String) throws(FileProblem) {
  let folder = try FileHandle(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, mode: 0, action: .open)
  do throws(FileProblem) { try folder.sync() } catch {
    guard FileSystemGaps.isRefusal(error.code) else { throw error }
    FileSystemGaps.note(.folderSync, at: path)
  }
}
