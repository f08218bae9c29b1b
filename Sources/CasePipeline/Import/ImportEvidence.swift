import Archiving
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import Files

/// What a file is said to hold, by `import --kind`.
package enum EvidenceKind: String, Sendable, CaseIterable {
  case records
  case auditConfiguration = "audit-config"
  case messages
}

/// What became of one file that was to be imported, or of one member of an archive.
package struct ImportResult: Sendable {
  package enum Outcome: Sendable {
    case imported(RegisterEntry, FileLedger, rejects: [RejectedRow])
    /// An archive: its members follow as evidence of their own.
    case archive(RegisterEntry, ArchiveKind)
    case configuration(RegisterEntry, AuditConfiguration)
    case inventory(RegisterEntry, InventoryFormat, MessageInventory)
    /// A tally, the evidence that stays elsewhere and is new to the case, and the addresses of
    /// objects without a byte, which are no evidence.
    case tally(RegisterEntry, PartialTally, external: [RegisterEntry], empty: [String])
    case alreadyImported(RegisterEntry)
    case refused(NotAnExport)
  }

  /// The path, and the member's name behind it.
  package var name: EvidenceText
  package var outcome: Outcome
}

/// Imports one file: copied byte for byte, hashed from the copy and read on the way, registered,
/// logged. An archive is evidence, and so is each export in it.
///
/// The copies get their names before the register does, so that a crash leaves at most files that
/// the register does not know and the next import replaces.
///
/// - Parameters:
///   - kind: what the file is said to hold.
///   - objects: what was stated of evidence that stays elsewhere, for a tally.
package func importEvidence(
  _ path: String, into opened: inout OpenCase, origin: ExportOrigin,
  kind: EvidenceKind = .records, objects: ObjectList = ObjectList()
) throws -> [ImportResult] {
  try makeFolder(opened.folder.evidence)
  var run = EvidenceImport(path, opened.folder, opened.register, opened.surroundings, origin)
  run.objects = objects
  do {
    switch kind {
    case .records: try run.importFile()
    case .auditConfiguration: try run.importConfiguration()
    case .messages: try run.importInventory()
    }
  } catch {
    run.removeStored()
    throw error
  }
  return try finish(&run, &opened)
}

/// Imports saved mail as one inventory: its headers and hashes become evidence, never the mail
/// itself.
///
/// - Parameter listing: of `listMail`.
package func importMail(
  _ path: String, _ listing: [UInt8], into opened: inout OpenCase, origin: ExportOrigin
) throws -> [ImportResult] {
  try makeFolder(opened.folder.evidence)
  var run = EvidenceImport(path, opened.folder, opened.register, opened.surroundings, origin)
  do {
    try run.importListing(listing)
  } catch {
    run.removeStored()
    throw error
  }
  return try finish(&run, &opened)
}

private func finish(
  _ run: inout EvidenceImport, _ opened: inout OpenCase
) throws -> [ImportResult] {
  if run.entries.isEmpty { return run.results }
  opened.register += run.entries
  try opened.folder.writeRegister(opened.register)
  var objects = run.entries.map { CustodyObject($0.custodyName, $0.sha256) }
  objects.append(CustodyObject("evidence/register.json", try registerHash(opened.register)))
  try opened.log("import", objects)
  return run.results
}

package func recogniseFile(_ path: String) throws -> ExportFormat {
  let source = try HeadedSource(path: path)
  return try recognise(source.head, isWhole: source.isWhole)
}

/// Lower-case hexadecimal SHA-256 of a file.
package func hashFile(_ path: String, _ meter: WorkMeter? = nil) throws -> String {
  let handle = try FileHandle(reading: path)
  var hash = SHA256()
  var block = [UInt8](repeating: 0, count: 1 << 20)
  while true {
    let count = try handle.read(into: &block, from: 0)
    if count == 0 { break }
    hash.update(block[..<count])
    meter?.add(count)
  }
  return hexadecimal(try hash.finish())
}

func registerHash(_ entries: [RegisterEntry]) throws -> String {
  hexadecimal(try sha256(registerBytes(entries)))
}
