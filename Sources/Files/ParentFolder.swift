import Glibc

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
