import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import CaseTally
import Files

extension EvidenceImport {
  /// A tally of evidence that stays elsewhere: the tally is stored, and each of its sources is
  /// registered with its address and the hash that was stated.
  mutating func importTally(_ source: HeadedSource) throws {
    let shown = EvidenceText(path: path)
    let copy = try EvidenceCopy(try partialFile(), source: source.stream, original: source.file)
    let hash = try copy.finish()
    if let known = register.first(where: { $0.sha256 == hash }) {
      try removeFile(copy.path)
      return note(shown, .alreadyImported(known))
    }
    let tally = try readTally(try readSmallFile(copy.path, limit: .max), path)
    if tally.rules != surroundings.tool.rules {
      throw TallyProblem.otherRules(surroundings.tool.rules, tally.rules)
    }
    let (pieces, new) = try registerSources(of: tally)
    try tally.checkPlaces(pieces.compactMap { TallyEvidence(external: $0) })
    entries += new
    let entry = try keep(copy, hash, name, format: tallyFormat)
    entries.append(entry)
    note(shown, .tally(entry, tally, external: new, empty: objects.empty))
  }

  /// - Returns: the evidence that the tally is of, and what of it the case did not know.
  private func registerSources(
    of tally: PartialTally
  ) throws -> (pieces: [RegisterEntry], new: [RegisterEntry]) {
    var pieces: [RegisterEntry] = []
    var new: [RegisterEntry] = []
    var here: [String: RegisterEntry] = [:]
    for entry in register where entry.holdsRecords {
      if let place = entry.external { here[place.address] = entry }
    }
    let first = number
    for (source, formats) in tally.formats {
      let format = ExportFormat.whole(formats)
      let known = here[source]
      guard let object = objects.objects[source] else {
        guard let known else { throw TallyProblem.noHash(source) }
        pieces.append(known)
        continue
      }
      let member = objects.members[source]
      let hash = (member ?? object).sha256
      if let known {
        if known.sha256 != hash { throw TallyProblem.otherHash(source, hash, known.sha256) }
        pieces.append(known)
        continue
      }
      var entry = entry(first + new.count, object, format)
      if let member {
        // As where a compressed export is imported: the archive, and what is in it.
        entry.format = ArchiveKind.gzip.rawValue
        entry.notRead = []
        new.append(entry)
        entry = self.entry(first + new.count, member, format)
        entry.originalName = ArchiveKind.unpackedName(entry.originalName)
        entry.memberOf = first + new.count - 1
      }
      pieces.append(entry)
      new.append(entry)
    }
    let held = tally.sources.union(objects.empty)
    if let missing = objects.objects.keys.filter({ !held.contains($0) }).min() {
      throw TallyProblem.missingSource(missing)
    }
    return (pieces, new)
  }

  private func entry(
    _ number: Int, _ object: ObjectList.Object, _ format: String
  ) -> RegisterEntry {
    let address = object.place.address
    let name = address.split(separator: "/").last.map(String.init) ?? address
    var entry = RegisterEntry(
      evidence: number, originalName: EvidenceText(name), storedName: "", sha256: object.sha256,
      bytes: object.bytes, format: format, importedAt: surroundings.now(),
      origin: origin)
    entry.external = object.place
    return entry
  }
}
