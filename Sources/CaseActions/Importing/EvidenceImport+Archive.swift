import Archiving
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import Files

/// Archives: each is evidence as it came, and so is each export in it; an archive or a workbook in an
/// archive too, one level down.
extension EvidenceImport {
  /// - Parameters:
  ///   - kind: by the head.
  ///   - size: of the file that was given; `nil` where this is it.
  mutating func importArchive(
    _ kind: ArchiveKind, _ source: HeadedSource, _ place: ArchivePlace, _ size: UnpackedSize? = nil
  ) throws {
    let copy = try EvidenceCopy(
      try partialFile(), source: source.stream, original: source.file)
    let hash = try copy.finish()
    if let known = (register + entries).first(where: { $0.sha256 == hash }) {
      try removeFile(copy.path)
      return noteKnown(known, place)
    }
    let exact: ArchiveKind
    do {
      exact = try ArchiveSource(file: try SharedFile(copy.path)).kind(kind)
      if !place.takes(exact) { throw NotAnExport.tooDeep }
    } catch {
      try removeFile(copy.path)
      guard let refusal = NotAnExport(archive: error) else { throw error }
      return refuse(place, refusal)
    }
    var entry = try keep(copy, hash, place.name, format: exact.rawValue)
    entry.memberOf = place.memberOf
    entry.notRead = []
    entries.append(entry)
    let index = results.count
    note(place.shown, .archive(entry, exact))
    try importMembers(exact, of: entry, place, size ?? UnpackedSize(packed: copy.bytes))
    let isOfUse = results[(index + 1)...].contains { result in
      if case .refused = result.outcome { false } else { true }
    }
    if isOfUse { return }
    // Nothing in it is an export: the archive is none either, and nothing was kept behind it.
    try removeFile("\(folder.incoming)/\(entry.storedName)")
    let removed = entries.removeLast()
    removeResult(index)
    for member in removed.notRead ?? [] {
      var member = member
      member.name = EvidenceText(
        bytes: place.name.bytes + Array(" » ".utf8) + member.name.bytes)
      keepNotRead(member, of: place.memberOf)
    }
  }

  // MARK: - What is not read

  /// An archive.
  private mutating func refuse(_ place: ArchivePlace, _ refusal: NotAnExport) {
    note(place.shown, .refused(refusal))
    keepNotRead(
      NotReadMember(
        name: place.name, found: refusal.found, mayHoldRecords: refusal.records != .none),
      of: place.memberOf)
  }

  /// The register of the archive says so: its bytes are evidence, and who reads them later finds it.
  private mutating func keepNotRead(_ member: NotReadMember, of archive: Int?) {
    guard let index = entries.firstIndex(where: { $0.evidence == archive }) else { return }
    entries[index].notRead?.append(member)
  }

  /// A member that is no export; text is searched for the names of mail access.
  private mutating func refuse(
    _ member: ArchiveMember, _ source: HeadedSource, _ refusal: NotAnExport, of archive: Int,
    _ place: ArchivePlace
  ) throws {
    var mayHold = refusal.records == .perhaps
    if refusal.records == .ifNamed {
      var trace = AccessTrace()
      while !trace.isFound, case let part = try source.stream.next(), !part.isEmpty {
        trace.add(part[...])
      }
      mayHold = trace.isFound
    }
    note(place.shown(member.name), .refused(refusal))
    keepNotRead(
      NotReadMember(name: member.name, found: refusal.found, mayHoldRecords: mayHold), of: archive)
  }

  private mutating func importMembers(
    _ kind: ArchiveKind, of archive: RegisterEntry, _ place: ArchivePlace, _ size: UnpackedSize
  ) throws {
    let before = results.count
    do {
      let stored = try SharedFile("\(folder.incoming)/\(archive.storedName)")
      try ArchiveSource(file: stored).forEachMember(kind, name: place.name) { member in
        try importMember(member, of: archive.evidence, place, size)
      }
      if results.count == before { throw NotAnExport(emptyIn: kind) }
    } catch {
      guard let refusal = NotAnExport(archive: error) else { throw error }
      note(place.shown, .refused(refusal))
      // What stands behind the damage is not known.
      keepNotRead(
        NotReadMember(
          name: place.name, found: refusal.found, mayHoldRecords: refusal.records != .none),
        of: archive.evidence)
    }
  }

  private mutating func importMember(
    _ member: ArchiveMember, of archive: Int, _ place: ArchivePlace, _ size: UnpackedSize
  ) throws {
    let shown = place.shown(member.name)
    do {
      let source = try member.source(size)
      // A workbook has sheets that nobody ever wrote in.
      if member.isSheet ? source.head.isEmpty : member.isOfMacOS(source) { return }
      if !member.isSheet, let kind = ArchiveKind(head: source.head) {
        return try importArchive(kind, source, place.inner(member.name, of: archive), size)
      }
      let format: ExportFormat
      do throws(NotAnExport) {
        format = try member.format(source)
      } catch {
        return try refuse(member, source, error, of: archive, place)
      }
      try importExport(
        source.stream, format, as: shown, member.name, memberOf: archive,
        fileName: member.fileName)
    } catch {
      guard let refusal = NotAnExport(archive: error) else { throw error }
      note(shown, .refused(refusal))
      keepNotRead(
        NotReadMember(
          name: member.name, found: refusal.found, mayHoldRecords: refusal.records != .none),
        of: archive)
    }
  }

  /// An archive that the register has, with what is in it.
  private mutating func noteKnown(_ known: RegisterEntry, _ place: ArchivePlace) {
    note(place.shown, .alreadyImported(known))
    for member in register + entries where member.memberOf == known.evidence {
      if member.isArchive {
        noteKnown(member, place.inner(member.originalName))
      } else {
        note(place.shown(member.originalName), .alreadyImported(member))
      }
    }
  }
}
