import Archiving
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import CaseTally
import Files

/// One call of import for one file: an export, or an archive with exports in it.
struct EvidenceImport {
  let path: String
  let name: EvidenceText
  let folder: CaseFolder
  let register: [RegisterEntry]
  let surroundings: Surroundings
  let origin: ExportOrigin
  var objects = ObjectList()
  /// What a query was asked for.
  var exports: [Int] = []
  /// Of evidence, that the custody log states.
  var highest = 0
  var entries: [RegisterEntry] = []
  private(set) var results: [ImportResult] = []

  init(
    _ path: String, _ folder: CaseFolder, _ register: [RegisterEntry],
    _ surroundings: Surroundings, _ origin: ExportOrigin
  ) {
    self.path = path
    name = EvidenceText(path: path == standardInputPath ? "standard input" : lastPathPart(path))
    self.folder = folder
    self.register = register
    self.surroundings = surroundings
    self.origin = origin
  }

  /// Above all that the register has or the log ever stated: no number means two files.
  var number: Int { max(highest, (register + entries).map(\.evidence).max() ?? 0) + 1 }

  mutating func importFile() throws {
    let source = try HeadedSource(path: path)
    if let kind = ArchiveKind(head: source.head) {
      return try importArchive(
        kind, source, ArchivePlace(name: name, shown: EvidenceText(path: path)))
    }
    if PartialTally.isTally(source.head) { return try importTally(source) }
    do {
      let format = try recognise(source.head, isWhole: source.isWhole)
      try importExport(
        source.stream, format, as: EvidenceText(path: path), name, original: source.file)
    } catch let refusal as NotAnExport {
      note(EvidenceText(path: path), .refused(refusal))
    }
  }

  /// Copies, hashes and reads one export.
  mutating func importExport(
    _ source: ByteStream, _ format: ExportFormat, as shown: EvidenceText,
    _ name: EvidenceText, original: SharedFile? = nil, memberOf: Int? = nil,
    fileName: EvidenceText? = nil
  ) throws {
    let number = number
    // How large a member of an archive is, only reading it tells.
    let size = try original?.handle.facts().bytes ?? 0
    surroundings.meter?.begin("import \(lastPathPart(shown.visible))", total: Int64(size))
    defer { surroundings.meter?.end() }
    let copy = try EvidenceCopy(
      try partialFile(), source: source, original: original, meter: surroundings.meter)
    do {
      var rejects: [RejectedRow] = []
      let ledger = try walkEvidence(
        ByteStream(copy.read), format: format, evidence: number, dayOrder: origin.dayOrder,
        threads: surroundings.threads
      ) { rejects.append(contentsOf: $0.rejects) }
      // Each thread fills batches of its own.
      rejects.sort { $0.source < $1.source }
      let hash = try copy.finish()
      if let known = (register + entries).first(where: { $0.sha256 == hash }) {
        try removeFile(copy.path)
        return note(shown, .alreadyImported(known))
      }
      var entry = try keep(
        copy, hash, name, format: format.refined(by: ledger.formats).rawValue, fileName: fileName)
      entry.memberOf = memberOf
      entries.append(entry)
      note(shown, .imported(entry, ledger, rejects: rejects))
    } catch {
      try? removeFile(copy.path)  // the import already fails with its own error
      throw error
    }
  }

  // MARK: - Files

  /// Where a copy stands until its hash and its number are known.
  func partialFile() throws -> String {
    let partial = "\(folder.incoming)/partial"
    try removeFile(partial)
    return partial
  }

  /// - Parameter fileName: where the file is stored under another name than it came with.
  func keep(
    _ copy: EvidenceCopy, _ hash: String, _ name: EvidenceText, format: String,
    fileName: EvidenceText? = nil
  ) throws -> RegisterEntry {
    let last = (fileName ?? name).bytes.split(separator: UInt8(ascii: "/")).last ?? []
    let stored = try storedName(safeFileName(String(decoding: last, as: UTF8.self)))
    try moveFile(copy.path, to: "\(folder.incoming)/\(stored)")
    return RegisterEntry(
      evidence: number, originalName: name, storedName: stored, sha256: hash, bytes: copy.bytes,
      format: format, importedAt: surroundings.now(), origin: origin)
  }

  /// `E001-NAME`, or with a number between them where somebody put a file of that name there.
  private func storedName(_ name: String) throws -> String {
    let evidence = evidenceName(number)
    var stored = "\(evidence)-\(name)"
    var other = 2
    while try fileFacts("\(folder.evidence)/\(stored)") != nil {
      stored = "\(evidence)-\(other)-\(name)"
      other += 1
    }
    return stored
  }

  // MARK: - Results

  mutating func note(_ name: EvidenceText, _ outcome: ImportResult.Outcome) {
    results.append(ImportResult(name: name, outcome: outcome))
  }

  /// Forgets what became of something, such as an archive of no use.
  mutating func removeResult(_ index: Int) { results.remove(at: index) }
}
