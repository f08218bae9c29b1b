import Archiving
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import CaseTally
import Files

/// What a file is said to hold, by `import --kind`.
package enum EvidenceKind: String, Sendable, CaseIterable {
  case records
  case auditConfiguration = "audit-config"
  case messages
  case query
}

/// What became of one file that was to be imported, or of one member of an archive.
package struct ImportResult: Sendable {
  package enum Outcome: Sendable {
    case imported(RegisterEntry, FileLedger, rejects: [RejectedRow])
    /// An archive: its members follow as evidence of their own.
    case archive(RegisterEntry, ArchiveKind)
    case configuration(RegisterEntry, AuditConfiguration)
    case query(RegisterEntry, [StatedQuery])
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
/// The copies stand in a folder of their own until the log states their import, so that an interruption
/// leaves all of it or nothing.
///
/// - Parameters:
///   - kind: what the file is said to hold.
///   - objects: what was stated of evidence that stays elsewhere, for a tally.
///   - exports: names of the evidence that a query was asked for.
package func importEvidence(
  _ path: String, into opened: inout OpenCase, origin: ExportOrigin,
  kind: EvidenceKind = .records, objects: ObjectList = ObjectList(), for exports: [String] = []
) throws -> [ImportResult] {
  let numbers = try exports.map { name in
    guard let entry = opened.register.first(where: { $0.name == name.uppercased() }) else {
      throw OriginProblem.unknownEvidence(name, root: opened.folder.root)
    }
    return entry.evidence
  }
  return try importing(path, into: &opened, origin: origin) { run in
    run.objects = objects
    run.exports = numbers
    switch kind {
    case .records: try run.importFile()
    case .auditConfiguration: try run.importConfiguration()
    case .messages: try run.importInventory()
    case .query: try run.importQuery()
    }
  }
}

/// Imports saved mail as one inventory: its headers and hashes become evidence, never the mail
/// itself.
///
/// - Parameter listing: of `listMail`.
package func importMail(
  _ path: String, _ listing: [UInt8], into opened: inout OpenCase, origin: ExportOrigin
) throws -> [ImportResult] {
  try importing(path, into: &opened, origin: origin) { try $0.importListing(listing) }
}

private func importing(
  _ path: String, into opened: inout OpenCase, origin: ExportOrigin,
  _ read: (inout EvidenceImport) throws -> Void
) throws -> [ImportResult] {
  try opened.checkSettled()
  let incoming = opened.folder.incoming
  try makeFolder(opened.folder.evidence)
  Leftovers.add(incoming)
  defer { Leftovers.remove(incoming) }
  try makeNewFolder(incoming)
  var run = EvidenceImport(path, opened.folder, opened.register, opened.surroundings, origin)
  run.highest = opened.highestStatedNumber
  do {
    try read(&run)
    if !run.entries.isEmpty { try opened.announce(run.entries) }
  } catch {
    try? removeTree(incoming)  // the next command that writes removes it
    throw error
  }
  if !run.entries.isEmpty { try opened.register(run.entries) }
  try removeTree(incoming)
  return run.results
}

extension OpenCase {
  /// Of evidence whose import an entry states.
  fileprivate var highestStatedNumber: Int {
    let names = custody.entries.filter { $0.kind == .imported }.flatMap(\.objects).map(\.name)
    return names.compactMap { name in
      Int(name.dropFirst("evidence/E".count).prefix { $0.isNumber })
    }.max() ?? 0
  }

  /// Everything that registering copies needs and that no entry states yet.
  fileprivate func announce(_ entries: [RegisterEntry]) throws {
    let here = entries.filter { $0.external == nil }
    if !here.isEmpty { try syncFolder(folder.incoming) }
    // Another name changes neither inode nor time.
    for entry in here {
      if let facts = try fileFacts("\(folder.incoming)/\(entry.storedName)") {
        places.note(entry.evidence, facts)
      }
    }
    places.write(folder, isKept: true)
    try prepare([(.register, writeRegister(register + entries))])
  }

  /// Registers copies that stand in the folder of incoming evidence, and gives them their names.
  fileprivate mutating func register(_ entries: [RegisterEntry]) throws {
    let here = entries.filter { $0.external == nil }
    let folder = folder
    try state(
      .imported, [(.register, writeRegister(register + entries))],
      before: entries.map { CustodyObject($0.custodyName, $0.sha256) }, keeping: [folder.incoming]
    ) {
      for entry in here {
        try moveFile("\(folder.incoming)/\(entry.storedName)", to: folder.evidenceFile(entry))
      }
      if !here.isEmpty { try syncFolder(folder.evidence) }
    }
  }
}

package func recogniseFile(_ path: String) throws -> ExportFormat {
  let source = try HeadedSource(path: path)
  return try recognise(source.head, isWhole: source.isWhole)
}

/// Lower-case hexadecimal SHA-256 of a file.
package func hashFile(_ path: String, _ meter: WorkMeter? = nil) throws -> String {
  try hexadecimalHash(of: SharedFile(path).stream) { meter?.add($0.count) }
}
