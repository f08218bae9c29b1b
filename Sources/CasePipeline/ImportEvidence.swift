import Archiving
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
/// - Parameter kind: what the file is said to hold.
package func importEvidence(
  _ path: String, into opened: inout OpenCase, origin: ExportOrigin,
  kind: EvidenceKind = .records
) throws -> [ImportResult] {
  try makeFolder(opened.folder.evidence)
  var run = EvidenceImport(path, opened.folder, opened.register, opened.surroundings, origin)
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
  var objects = run.entries.map { CustodyObject("evidence/\($0.storedName)", $0.sha256) }
  objects.append(CustodyObject("evidence/register.json", try registerHash(opened.register)))
  try opened.log("import", objects)
  return run.results
}

/// One call of import for one file.
private struct EvidenceImport {
  private let path: String
  private let name: EvidenceText
  private let folder: CaseFolder
  private let register: [RegisterEntry]
  private let surroundings: Surroundings
  private let origin: ExportOrigin
  private(set) var entries: [RegisterEntry] = []
  private(set) var results: [ImportResult] = []

  init(
    _ path: String, _ folder: CaseFolder, _ register: [RegisterEntry],
    _ surroundings: Surroundings, _ origin: ExportOrigin
  ) {
    self.path = path
    name = EvidenceText(path == standardInputPath ? "standard input" : lastPathPart(path))
    self.folder = folder
    self.register = register
    self.surroundings = surroundings
    self.origin = origin
  }

  private var number: Int { ((register + entries).map(\.evidence).max() ?? 0) + 1 }

  mutating func importFile() throws {
    let source = try HeadedSource(path: path)
    if let kind = ArchiveKind(head: source.head) { return try importArchive(kind, source) }
    do {
      let format = try recognise(source.head, isWhole: source.isWhole)
      let original = path == standardInputPath ? nil : path
      try importExport(source.read, format, as: EvidenceText(path), name, original: original)
    } catch let refusal as NotAnExport {
      note(EvidenceText(path), .refused(refusal))
    }
  }

  /// What a cmdlet wrote of how auditing was set: small, so it is read whole.
  mutating func importConfiguration() throws {
    let source = try HeadedSource(path: path)
    let shown = EvidenceText(path)
    let copy = try EvidenceCopy(
      try partialFile(), source: source.read, original: path == standardInputPath ? nil : path)
    let hash = try copy.finish()
    do {
      if let kind = ArchiveKind(head: source.head) {
        throw NotAnExport(archive: kind)
      }
      let configuration = try readAuditConfiguration(try readSmallFile(copy.path))
      if let known = register.first(where: { $0.sha256 == hash }) {
        note(shown, .alreadyImported(known))
      } else {
        let entry = try keep(copy, hash, name, format: auditConfigurationFormat)
        entries.append(entry)
        note(shown, .configuration(entry, configuration))
      }
    } catch let refusal as NotAnExport {
      note(shown, .refused(refusal))
    }
    try removeFile("\(folder.evidence)/.import.partial")
  }

  /// A list of messages: read as it is copied.
  mutating func importInventory() throws {
    let source = try HeadedSource(path: path)
    do {
      if let kind = ArchiveKind(head: source.head) {
        throw NotAnExport(archive: kind)
      }
      let format = try recogniseInventory(source.head, isWhole: source.isWhole)
      try importInventory(
        source.read, format, name, original: path == standardInputPath ? nil : path)
    } catch let refusal as NotAnExport {
      note(EvidenceText(path), .refused(refusal))
      try removeFile("\(folder.evidence)/.import.partial")
    }
  }

  mutating func importListing(_ listing: [UInt8]) throws {
    let name = EvidenceText(bytes: self.name.bytes + Array(".headers.json".utf8))
    do {
      try importInventory(bytesSource(listing), .headers, name, original: nil)
    } catch let refusal as NotAnExport {
      note(EvidenceText(path), .refused(refusal))
      try removeFile("\(folder.evidence)/.import.partial")
    }
  }

  private mutating func importInventory(
    _ source: @escaping BlockSource, _ format: InventoryFormat, _ name: EvidenceText,
    original: String?
  ) throws {
    let copy = try EvidenceCopy(try partialFile(), source: source, original: original)
    let inventory = try readInventory(
      { buffer, start in try copy.read(into: &buffer, from: start) }, format, origin)
    let hash = try copy.finish()
    if let known = register.first(where: { $0.sha256 == hash }) {
      note(EvidenceText(path), .alreadyImported(known))
    } else if inventory.rows.isEmpty {
      throw NotAnExport(nothingIn: inventory)
    } else {
      let entry = try keep(copy, hash, name, format: format.rawValue)
      entries.append(entry)
      note(EvidenceText(path), .inventory(entry, format, inventory))
    }
    try removeFile("\(folder.evidence)/.import.partial")
  }

  private mutating func importArchive(_ kind: ArchiveKind, _ source: HeadedSource) throws {
    let shown = EvidenceText(path)
    let copy = try EvidenceCopy(
      try partialFile(), source: source.read, original: path == standardInputPath ? nil : path)
    let hash = try copy.finish()
    if let known = register.first(where: { $0.sha256 == hash }) {
      try removeFile(copy.path)
      note(shown, .alreadyImported(known))
      for member in register where member.memberOf == known.evidence {
        note(memberName(member.originalName), .alreadyImported(member))
      }
      return
    }
    let entry = try keep(copy, hash, name, format: kind.rawValue)
    entries.append(entry)
    note(shown, .archive(entry, kind))
    do {
      let stored = "\(folder.evidence)/\(entry.storedName)"
      for member in try kind.members(of: stored, name: name) {
        try importMember(member, of: entry.evidence)
      }
    } catch {
      guard let refusal = NotAnExport(archive: error) else { throw error }
      note(shown, .refused(refusal))
    }
    let isOfUse = results.dropFirst().contains { result in
      if case .refused = result.outcome { false } else { true }
    }
    if isOfUse { return }
    // Nothing in it is an export: the archive is none either.
    removeStored()
    entries.removeAll()
    results.removeFirst()
  }

  private mutating func importMember(_ member: ArchiveMember, of archive: Int) throws {
    let shown = memberName(member.name)
    do {
      let (source, format) = try member.export()
      try importExport(source.read, format, as: shown, member.name, memberOf: archive)
    } catch {
      guard let refusal = NotAnExport(archive: error) else { throw error }
      note(shown, .refused(refusal))
    }
  }

  /// Copies, hashes and reads one export.
  private mutating func importExport(
    _ source: @escaping BlockSource, _ format: ExportFormat, as shown: EvidenceText,
    _ name: EvidenceText, original: String? = nil, memberOf: Int? = nil
  ) throws {
    let number = number
    let copy = try EvidenceCopy(try partialFile(), source: source, original: original)
    do {
      var rejects: [RejectedRow] = []
      let ledger = try walkEvidence(
        { buffer, start in try copy.read(into: &buffer, from: start) }, format: format,
        evidence: number, threads: surroundings.threads
      ) { rejects.append(contentsOf: $0.rejects) }
      // Each thread fills batches of its own.
      rejects.sort { $0.source < $1.source }
      let hash = try copy.finish()
      if let known = (register + entries).first(where: { $0.sha256 == hash }) {
        try removeFile(copy.path)
        return note(shown, .alreadyImported(known))
      }
      var entry = try keep(copy, hash, name, format: format.rawValue)
      entry.memberOf = memberOf
      entries.append(entry)
      note(shown, .imported(entry, ledger, rejects: rejects))
    } catch {
      try? removeFile(copy.path)  // the import already fails with its own error
      throw error
    }
  }

  // MARK: - Files

  private func partialFile() throws -> String {
    let partial = "\(folder.evidence)/.import.partial"
    try removeFile(partial)
    return partial
  }

  private func keep(
    _ copy: EvidenceCopy, _ hash: String, _ name: EvidenceText, format: String
  ) throws -> RegisterEntry {
    let last = name.bytes.split(separator: UInt8(ascii: "/")).last ?? []
    let stored =
      "\(evidenceName(number))-\(safeFileName(String(decoding: last, as: UTF8.self)))"
    let path = "\(folder.evidence)/\(stored)"
    try renameFile(copy.path, to: path)
    guard let facts = try fileFacts(path) else {
      throw CaseProblem.evidenceMissing(evidence: evidenceName(number), path: path)
    }
    return RegisterEntry(
      evidence: number, originalName: name, storedName: stored, sha256: hash, bytes: copy.bytes,
      format: format, importedAt: surroundings.now(), modified: facts.modified,
      inode: facts.inode, origin: origin)
  }

  func removeStored() {
    // What fails already has its own error; the next import replaces what is left.
    for entry in entries { try? removeFile("\(folder.evidence)/\(entry.storedName)") }
    try? removeFile("\(folder.evidence)/.import.partial")
  }

  // MARK: - Results

  private mutating func note(_ name: EvidenceText, _ outcome: ImportResult.Outcome) {
    results.append(ImportResult(name: name, outcome: outcome))
  }

  private func memberName(_ name: EvidenceText) -> EvidenceText {
    EvidenceText(bytes: Array(path.utf8) + Array(" » ".utf8) + name.bytes)
  }
}

package func recogniseFile(_ path: String) throws -> ExportFormat {
  let source = try HeadedSource(path: path)
  return try recognise(source.head, isWhole: source.isWhole)
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
