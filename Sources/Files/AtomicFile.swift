import Glibc

/// What a file is called while it is written: `.NAME.partial`. One writer at a time has a lock, so
/// what stands under such a name is left over from a process that was killed.
private let partialSuffix = ".partial"

/// Removes what killed processes left over in a folder.
package func removePartialFiles(in folder: String) throws(FileProblem) {
  guard try fileFacts(folder)?.kind == .folder else { return }
  for name in try folderEntries(folder) where name.hasPrefix(".") && name.hasSuffix(partialSuffix) {
    // A folder of that name is somebody else's.
    if try fileFacts("\(folder)/\(name)")?.kind == .file { try removeFile("\(folder)/\(name)") }
  }
}

/// A file that appears under its name whole, or not at all: written beside it under a temporary
/// name, synced, renamed, and the folder synced.
package final class AtomicFile {
  private let path: String
  private let temporary: String
  private let handle: FileHandle
  private var kept = false
  /// Bytes written, one behind the other.
  private var size: Int64 = 0

  package init(_ path: String, mode: mode_t = 0o600) throws(FileProblem) {
    let temporary = "\(parentFolder(path))/.\(lastPathPart(path))\(partialSuffix)"
    Leftovers.add(temporary)
    try removeFile(temporary)
    let handle = try FileHandle(creating: temporary, mode: 0o600)
    // The umask must not decide.
    try handle.setMode(mode)
    self.path = path
    self.temporary = temporary
    self.handle = handle
  }

  deinit {
    if !kept { try? removeFile(temporary) }  // the next writer removes it
    Leftovers.remove(temporary)
  }

  package func write(_ bytes: ArraySlice<UInt8>) throws(FileProblem) {
    try handle.write(bytes)
    size += Int64(bytes.count)
  }

  package func write(_ bytes: [UInt8], at offset: Int64) throws(FileProblem) {
    try handle.write(bytes, at: offset)
  }

  /// What was written, read back.
  package func written() -> ByteStream {
    var offset: Int64 = 0
    return ByteStream(parts: {
      var block = [UInt8](repeating: 0, count: Int(min(1 << 18, self.size - offset)))
      let count = try self.handle.read(into: &block, at: offset)
      offset += Int64(count)
      return block[..<count]
    })
  }

  /// Takes the place of what stands under the name.
  ///
  /// - Parameter isSynced: it is there after a power loss too.
  package func commit(isSynced: Bool = true) throws(FileProblem) {
    if isSynced { try handle.sync() }
    try moveFile(temporary, to: path)
    kept = true
    if isSynced { try syncFolder(parentFolder(path)) }
  }
}

/// Replaces a file by `bytes`, all or nothing.
package func replaceFile(
  _ path: String, with bytes: [UInt8], mode: mode_t = 0o600, isSynced: Bool = true
) throws(FileProblem) {
  let file = try AtomicFile(path, mode: mode)
  try file.write(bytes[...])
  try file.commit(isSynced: isSynced)
}

/// The whole of a small file.
///
/// - Parameters:
///   - limit: more bytes are an error that names it.
///   - followsLinks: the path is one that a person gave, or beside one.
///   - takesPipes: a person gave this very path.
package func readSmallFile(
  _ path: String, limit: Int = 64 << 20, followsLinks: Bool = false, takesPipes: Bool = false
) throws(FileProblem) -> [UInt8] {
  try readAll(
    try FileHandle(reading: path, followsLinks: followsLinks, takesPipes: takesPipes), limit: limit)
}

package func readStandardInput(limit: Int = 64 << 20) throws(FileProblem) -> [UInt8] {
  try readAll(try FileHandle(standardInput: ()), limit: limit)
}

private func readAll(_ handle: consuming FileHandle, limit: Int) throws(FileProblem) -> [UInt8] {
  let path = handle.path
  let size = try handle.facts().bytes
  if size > limit { throw FileProblem(.read, path, limit: limit) }
  var result: [UInt8] = []
  result.reserveCapacity(Int(size))
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = try handle.read(into: &block, from: 0)
    if count == 0 { return result }
    result.append(contentsOf: block[..<count])
    if result.count > limit { throw FileProblem(.read, path, limit: limit) }
  }
}

/// Adds bytes to the end of a file and syncs it.
///
/// - Parameter size: what the file has before; another number is `FileProblem.changed`.
package func appendToFile(
  _ path: String, _ bytes: [UInt8], size: Int64? = nil
) throws(FileProblem) {
  let isNew = try fileFacts(path) == nil
  let handle = try FileHandle(appending: path, mode: 0o600)
  if let size, try handle.facts().bytes != size {
    throw FileProblem(.write, path, code: FileProblem.changed)
  }
  try handle.write(bytes[...])
  try handle.sync()
  if isNew { try syncFolder(parentFolder(path)) }
}

/// Gives a file or folder another name, and syncs the folder that it gets into.
package func renameFile(_ source: String, to target: String) throws(FileProblem) {
  try moveFile(source, to: target)
  try syncFolder(parentFolder(target))
}

/// Gives a file another name; after a power loss it may have either.
package func moveFile(_ source: String, to target: String) throws(FileProblem) {
  Leftovers.pass()
  let code = withSystemPath(source) { source in
    withSystemPath(target) { rename(source, $0) }
  }
  if code != 0 { throw FileProblem(.rename, target, code: errno) }
}

/// Takes away what stands behind the first bytes of a file.
package func cutFile(_ path: String, to bytes: Int64) throws(FileProblem) {
  let file = try FileHandle(appending: path, mode: 0o600)
  try file.truncate(to: bytes)
  try file.sync()
}

/// The first bytes of a file, at most 64 KiB.
package func readHead(_ path: String) throws(FileProblem) -> [UInt8] {
  let handle = try FileHandle(reading: path)
  var head = [UInt8](repeating: 0, count: 1 << 16)
  let count = try handle.read(into: &head, at: 0)
  head.removeLast(head.count - count)
  return head
}

/// Copies a file block by block, all or nothing.
package func copyFile(_ source: String, to target: String, mode: mode_t) throws(FileProblem) {
  let handle = try FileHandle(reading: source)
  let copy = try AtomicFile(target, mode: mode)
  var block = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    let count = try handle.read(into: &block, from: 0)
    if count == 0 { break }
    try copy.write(block[..<count])
  }
  try copy.commit()
}
