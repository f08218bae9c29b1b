import Glibc

/// Copies a file byte for byte to a new file: as a clone where the file system can share blocks,
/// else through a buffer. The copy is synced and has `mode`; a link is followed.
///
/// - Returns: bytes copied.
package func copyFile(from source: String, to target: String, mode: mode_t) throws(FileProblem)
  -> Int64
{
  let input = try FileHandle(reading: source)
  let facts = try input.facts()
  if facts.kind == .folder { throw FileProblem(.read, source, code: EISDIR) }
  let output = try FileHandle(creating: target, mode: 0o600)
  do {
    // FICLONE of linux/fs.h; Swift does not import the macro.
    let clone: UInt = 0x4004_9409
    if ioctl(output.descriptor, clone, input.descriptor) != 0 {
      var block = [UInt8](repeating: 0, count: 1 << 20)
      while true {
        let count = try input.read(into: &block, from: 0)
        if count == 0 { break }
        try output.write(block[..<count])
      }
    }
    try output.setMode(mode)
    try output.sync()
    return try output.facts().bytes
  } catch {
    unlink(target)
    throw error
  }
}

package func renameFile(_ source: String, to target: String) throws(FileProblem) {
  if rename(source, target) != 0 { throw FileProblem(.rename, target, code: errno) }
  try syncFolder(parentFolder(target))
}
