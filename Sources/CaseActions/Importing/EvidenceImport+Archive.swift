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
      return note(place.shown, .refused(refusal))
    }
    var entry = try keep(copy, hash, place.name, format: exact.rawValue)
    entry.memberOf = place.memberOf
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
    entries.removeLast()
    removeResult(index)
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
    }
  }

  private mutating func importMember(
    _ member: ArchiveMember, of archive: Int, _ place: ArchivePlace, _ size: UnpackedSize
  ) throws {
    let shown = place.shown(member.name)
    do {
      let source = try member.source(size)
      // A workbook has sheets that nobody ever wrote in.
      if member.isSheet, source.head.isEmpty { return }
      if !member.isSheet, let kind = ArchiveKind(head: source.head) {
        return try importArchive(kind, source, place.inner(member.name, of: archive), size)
      }
      let format = try member.format(source)
      try importExport(
        source.stream, format, as: shown, member.name, memberOf: archive,
        fileName: member.fileName)
    } catch {
      guard let refusal = NotAnExport(archive: error) else { throw error }
      note(shown, .refused(refusal))
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
