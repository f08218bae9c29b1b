import Glibc

/// Facts about a path, links not followed; `nil` where nothing is there.
package func fileFacts(_ path: String) throws(FileProblem) -> FileFacts? {
  var status = stat()
  if withSystemPath(path, { lstat($0, &status) }) == 0 { return FileFacts(status) }
  // A name that is longer than any can be is the name of nothing.
  if errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG { return nil }
  throw FileProblem(.status, path, code: errno)
}

/// Facts about what a path leads to, links followed; `nil` where nothing is there.
package func targetFacts(_ path: String) throws(FileProblem) -> FileFacts? {
  var status = stat()
  if withSystemPath(path, { stat($0, &status) }) == 0 { return FileFacts(status) }
  if errno == ENOENT || errno == ENOTDIR || errno == ENAMETOOLONG { return nil }
  throw FileProblem(.status, path, code: errno)
}

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

/// The names in a folder, sorted by bytes, without `.` and `..`.
package func folderEntries(_ path: String) throws(FileProblem) -> [String] {
  guard let folder = withSystemPath(path, { opendir($0) }) else {
    throw FileProblem(.list, path, code: errno)
  }
  defer { closedir(folder) }
  var names: [String] = []
  while true {
    errno = 0
    guard let entry = readdir(folder) else {
      if errno != 0 { throw FileProblem(.list, path, code: errno) }
      break
    }
    let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
      pathText(bytes.prefix { $0 != 0 })
    }
    if name != ".", name != ".." { names.append(name) }
  }
  return names.sorted { pathBytes($0).lexicographicallyPrecedes(pathBytes($1)) }
}

/// The paths that a pattern with `*`, `?` or `[…]` names (glob(7)); none where it names none.
package func filesMatching(_ pattern: String) -> [String] {
  guard pattern.contains(where: { "*?[".contains($0) }) else { return [] }
  var found = glob_t()
  defer { globfree(&found) }
  guard withSystemPath(pattern, { glob($0, 0, nil, &found) }) == 0 else { return [] }
  return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { pathText(of: $0) } }
}

package func removeFile(_ path: String) throws(FileProblem) {
  if withSystemPath(path, { unlink($0) }) != 0, errno != ENOENT {
    throw FileProblem(.remove, path, code: errno)
  }
}

/// Removes a folder that casefile made for its own work, with all in it; links are not followed.
package func removeTree(_ path: String) throws(FileProblem) {
  guard let facts = try fileFacts(path) else { return }
  guard facts.kind == .folder else { return try removeFile(path) }
  for name in try folderEntries(path) { try removeTree("\(path)/\(name)") }
  if withSystemPath(path, { rmdir($0) }) != 0, errno != ENOENT {
    throw FileProblem(.remove, path, code: errno)
  }
}

/// Some file systems (VirtualBox's shared folders, some FUSE) refuse that: it is noted, and no failure.
package func syncFolder(_ path: String) throws(FileProblem) {
  let folder = try FileHandle(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, mode: 0, action: .open)
  do throws(FileProblem) { try folder.sync() } catch {
    guard FileSystemGaps.isRefusal(error.code) else { throw error }
    FileSystemGaps.note(.folderSync, at: path)
  }
}

/// `.` for a bare name, `/` for the root.
package func parentFolder(_ path: String) -> String {
  let parts = trimmedSlashes(path)
  guard let slash = parts.lastIndex(of: "/") else { return parts.isEmpty ? "/" : "." }
  return slash == parts.startIndex ? "/" : String(parts[..<slash])
}

package func lastPathPart(_ path: String) -> String {
  let parts = trimmedSlashes(path)
  guard let slash = parts.lastIndex(of: "/") else { return parts }
  return String(parts[parts.index(after: slash)...])
}

/// The path from the root, links resolved; the path as it is where that fails.
package func absolutePath(_ path: String) -> String {
  guard let resolved = withSystemPath(path, { realpath($0, nil) }) else { return path }
  defer { free(resolved) }
  return pathText(of: resolved)
}

/// The text of a path as the system has it, up to its NUL.
package func pathText(of bytes: UnsafePointer<CChar>) -> String {
  pathText((0..<strlen(bytes)).lazy.map { UInt8(bitPattern: bytes[$0]) })
}

private func trimmedSlashes(_ path: String) -> String {
  var text = path
  while text.count > 1, text.hasSuffix("/") { text.removeLast() }
  return text
}

/// This user may write the file; on a file system that is read-only nobody may.
package func mayBeWritten(_ path: String) -> Bool {
  withSystemPath(path) { access($0, W_OK) } == 0
}
