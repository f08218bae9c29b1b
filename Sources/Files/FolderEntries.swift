import Glibc

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
