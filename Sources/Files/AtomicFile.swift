import Glibc

/// What a file is called while it is written: `.NAME.partial`. One writer at a time has a lock, so
/// what stands under such a name is left over from a process that was killed.
private let partialSuffix = ".partial"

/// Removes what killed processes left over in a folder.
package func removePartialFiles(in folder: String) throws(FileProblem) {
  guard try targetFacts(folder)?.kind == .folder else { return }
  for name in try folderEntries(folder) where name.hasPrefix(".") && name.hasSuffix(partialSuffix) {
    try removeFile("\(folder)/\(name)")
  }
}

/// A file that appears under its name whole, or not at all: written beside it under a temporary
/// name, synced, renamed, and the folder synced.
package struct AtomicFile: ~Copyable {
  private let path: String
  private let temporary: String
  private let handle: FileHandle
  private var kept = false

  package init(_ path: String, mode: mode_t = 0o600) throws(FileProblem) {
    let temporary = "\(parentFolder(path))/.\(lastPathPart(path))\(partialSuffix)"
    try removeFile(temporary)
    let handle = try FileHandle(creating: temporary, mode: 0o600)
    // The umask must not decide.
    try handle.setMode(mode)
    self.path = path
    self.temporary = temporary
    self.handle = handle
  }

  deinit {
    if !kept { unlink(temporary) }
  }

  package func write(_ bytes: ArraySlice<UInt8>) throws(FileProblem) { try handle.write(bytes) }
  package func write(_ bytes: [UInt8], at offset: Int64) throws(FileProblem) {
    try handle.write(bytes, at: offset)
  }
  /// Reads back what was written.
  package func read(into buffer: inout [UInt8], at offset: Int64) throws(FileProblem) -> Int {
    try handle.read(into: &buffer, at: offset)
  }

  /// Takes the place of what stands under the name.
  ///
  /// - Parameter isSynced: it is there after a power loss too.
  package mutating func commit(isSynced: Bool = true) throws(FileProblem) {
    if isSynced { try handle.sync() }
    if rename(temporary, path) != 0 { throw FileProblem(.rename, path, code: errno) }
    kept = true
    if isSynced { try syncFolder(parentFolder(path)) }
  }
}

/// Replaces a file by `bytes`, all or nothing.
package func replaceFile(
  _ path: String, with bytes: [UInt8], mode: mode_t = 0o600, isSynced: Bool = true
) throws(FileProblem) {
  var file = try AtomicFile(path, mode: mode)
  try file.write(bytes[...])
  try file.commit(isSynced: isSynced)
}

/// The whole of a small file of casefile's own; more than `limit` bytes is an error.
package func readSmallFile(_ path: String, limit: Int = 64 << 20) throws(FileProblem) -> [UInt8] {
  try readAll(try FileHandle(reading: path), limit: limit)
}

package func readStandardInput(limit: Int = 64 << 20) throws(FileProblem) -> [UInt8] {
  try readAll(try FileHandle(standardInput: ()), limit: limit)
}

private func readAll(_ handle: consuming FileHandle, limit: Int) throws(FileProblem) -> [UInt8] {
  let path = handle.path
  let size = try handle.facts().bytes
  if size > limit { throw FileProblem(.read, path, code: EFBIG) }
  var result: [UInt8] = []
  result.reserveCapacity(Int(size))
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while true {
    let count = try handle.read(into: &block, from: 0)
    if count == 0 { return result }
    result.append(contentsOf: block[..<count])
    if result.count > limit { throw FileProblem(.read, path, code: EFBIG) }
  }
}

/// Adds bytes to the end of a file and syncs it.
package func appendToFile(_ path: String, _ bytes: [UInt8]) throws(FileProblem) {
  let isNew = try fileFacts(path) == nil
  let handle = try FileHandle(appending: path, mode: 0o600)
  try handle.write(bytes[...])
  try handle.sync()
  if isNew { try syncFolder(parentFolder(path)) }
}

/// Cuts a file to a length: the way back where an append got only half way.
package func truncateFile(_ path: String, to bytes: Int64) throws(FileProblem) {
  if truncate(path, off_t(bytes)) != 0 { throw FileProblem(.write, path, code: errno) }
}

package func renameFile(_ source: String, to target: String) throws(FileProblem) {
  if rename(source, target) != 0 { throw FileProblem(.rename, target, code: errno) }
  try syncFolder(parentFolder(target))
}
