import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import Files

extension OpenCase {
  /// Compares size, modification time and inode with what this machine saw last: cheap, and enough to
  /// refuse. What it never saw is hashed; so is what lies in a new place where nothing can be written, as
  /// on a medium that is read-only.
  package func checkEvidencePlaces() throws {
    var isSeen = false
    for entry in register where entry.external == nil {
      let path = folder.evidenceFile(entry)
      let facts = try evidenceFacts(entry)
      switch places.isAsSeen(entry.evidence, facts) {
      case true?: continue
      case false? where access == .writing || mayBeWritten(folder.custodyFile):
        throw CaseProblem.evidenceMoved(evidence: entry.name, path: path)
      default:
        try checkHash(entry)
        places.note(entry.evidence, facts)
        isSeen = true
      }
    }
    if isSeen { places.write(folder, isKept: access == .writing) }
  }

  /// Hashes every evidence file that is in the case.
  ///
  /// - Returns: those that lie elsewhere than where this machine saw them, with the bytes of the register;
  ///   all of them where it never saw any, as in a restored case. One that alone was never seen is where
  ///   its import put it: only its place could not be written down.
  package func hashEvidence() throws -> [RegisterEntry] {
    let isNewHere = places.isEmpty
    let here = register.filter { $0.external == nil }
    let meter = surroundings.meter
    meter?.begin("hash the evidence", total: here.map(\.bytes).reduce(0, +))
    defer { meter?.end() }
    return try here.filter { entry in
      let facts = try evidenceFacts(entry)
      try checkHash(entry)
      let isAsSeen = places.isAsSeen(entry.evidence, facts) ?? !isNewHere
      places.note(entry.evidence, facts)
      return !isAsSeen
    }
  }

  /// Hashes every evidence file. Where the bytes are those of the register and only the place is
  /// new (a copied or restored case), that is recorded in custody.
  package mutating func verifyEvidence() throws {
    let moved = try hashEvidence()
    if moved.isEmpty || access == .reading { return }
    try log(
      .seenElsewhere, moved.map { CustodyObject($0.custodyName, $0.sha256) })
    places.write(folder, isKept: true)
  }

  /// - Throws: where it is missing, no file, or has another size; a size that differs needs no hash.
  private func evidenceFacts(_ entry: RegisterEntry) throws -> FileFacts {
    let path = folder.evidenceFile(entry)
    guard let facts = try fileFacts(path) else {
      throw CaseProblem.evidenceMissing(evidence: entry.name, path: path)
    }
    let kind: String? =
      switch facts.kind {
      case .file: nil
      case .folder: "a folder"
      case .link: "a symbolic link"
      case .other: "a pipe, a socket or a device"
      }
    if let kind {
      throw CaseProblem.evidenceNoFile(evidence: entry.name, path: path, found: kind)
    }
    if facts.bytes != entry.bytes {
      throw CaseProblem.evidenceResized(
        evidence: entry.name, path: path, expected: entry.bytes, found: facts.bytes)
    }
    return facts
  }

  private func checkHash(_ entry: RegisterEntry) throws {
    let path = folder.evidenceFile(entry)
    let hash = try hashFile(path, surroundings.meter)
    if hash != entry.sha256 {
      throw CaseProblem.evidenceChanged(
        evidence: entry.name, path: path, expected: entry.sha256, found: hash)
    }
  }

  /// The evidence of this folder as findings read it.
  func inputs() throws -> [EvidenceInput] {
    let meter = surroundings.meter
    return try exports.filter { $0.external == nil }.map { entry in
      guard let format = ExportFormat(rawValue: entry.format) else {
        throw CaseProblem.document(
          file: folder.registerFile, key: "\(entry.name).format", found: entry.format,
          expected: ExportFormat.allCases.map(\.rawValue).joined(separator: ", "))
      }
      let path = folder.evidenceFile(entry)
      return EvidenceInput(
        evidence: entry.evidence, format: format, dayOrder: entry.origin.dayOrder
      ) {
        try SharedFile(path).stream.counted { meter?.add($0) }
      }
    }
  }
}
