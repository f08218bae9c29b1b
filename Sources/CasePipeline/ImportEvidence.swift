import Archiving
import CaseFolder
import CaseImport
import CaseModel
import Files

/// What became of one file that was to be imported.
package enum ImportOutcome: Sendable {
  case imported(RegisterEntry, FileLedger, rejects: [RejectedRow])
  case alreadyImported(RegisterEntry)
  case refused(NotAnExport)
}

/// Imports one file: copied byte for byte, hashed from the copy, read once, registered, logged.
///
/// The copy gets its name before the register does, so that a crash leaves at most a file that
/// the register does not know and the next import replaces.
package func importEvidence(
  _ path: String, into opened: inout OpenCase, origin: ExportOrigin
) throws -> ImportOutcome {
  let folder = opened.folder
  try makeFolder(folder.evidence)
  let format: ExportFormat
  do {
    format = try recogniseFile(path)
  } catch let refusal as NotAnExport {
    return .refused(refusal)
  }
  let partial = "\(folder.evidence)/.import.partial"
  try removeFile(partial)
  let bytes = try copyFile(from: path, to: partial, mode: 0o400)
  var kept = false
  defer { if !kept { try? removeFile(partial) } }  // the import already fails with its own error
  let hash = try hashFile(partial)
  if let known = opened.register.first(where: { $0.sha256 == hash }) {
    return .alreadyImported(known)
  }
  let number = (opened.register.map(\.evidence).max() ?? 0) + 1
  var rejects: [RejectedRow] = []
  let ledger = try walkFile(
    partial, format: format, evidence: number, threads: opened.surroundings.threads
  ) { batch in
    rejects.append(contentsOf: batch.rejects)
  }
  let name = lastPathPart(path)
  let stored = "\(evidenceName(number))-\(safeFileName(name))"
  try renameFile(partial, to: "\(folder.evidence)/\(stored)")
  kept = true
  guard let facts = try fileFacts("\(folder.evidence)/\(stored)") else {
    throw CaseProblem.evidenceMissing(
      evidence: evidenceName(number), path: "\(folder.evidence)/\(stored)")
  }
  let entry = RegisterEntry(
    evidence: number, originalName: EvidenceText(name), storedName: stored, sha256: hash,
    bytes: bytes, format: format.rawValue, importedAt: opened.surroundings.now(),
    modified: facts.modified, inode: facts.inode, origin: origin)
  opened.register.append(entry)
  try folder.writeRegister(opened.register)
  try opened.log(
    "import",
    [
      CustodyObject("evidence/\(stored)", hash),
      CustodyObject("evidence/register.json", try registerHash(opened.register)),
    ])
  return .imported(entry, ledger, rejects: rejects)
}

package func recogniseFile(_ path: String) throws -> ExportFormat {
  let handle = try FileHandle(reading: path)
  let facts = try handle.facts()
  var head = [UInt8](repeating: 0, count: recognitionBytes)
  let count = try handle.read(into: &head, at: 0)
  head.removeLast(head.count - count)
  return try recognise(head, isWhole: Int64(count) == facts.bytes)
}

/// Lower-case hexadecimal SHA-256 of a file.
package func hashFile(_ path: String) throws -> String {
  let handle = try FileHandle(reading: path)
  var hash = SHA256()
  var block = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    let count = try handle.read(into: &block, from: 0)
    if count == 0 { break }
    hash.update(block[..<count])
  }
  return hexadecimal(try hash.finish())
}

func registerHash(_ entries: [RegisterEntry]) throws -> String {
  hexadecimal(try sha256(registerBytes(entries)))
}
