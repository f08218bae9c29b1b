import Archiving
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import CaseTally
import Files

/// What an import of one file, or of one member of an archive, would give.
package struct DryRunResult: Sendable {
  package enum Outcome: Sendable {
    /// - Parameter known: the same bytes in the register already.
    case export(ExportFormat, FileCompleteness, rejects: [RejectedRow], known: RegisterEntry?)
    case archive(ArchiveKind)
    /// Of evidence that stays elsewhere, and what it adds up to.
    case tally(PartialTally)
    case refused(NotAnExport)
  }

  package var name: EvidenceText
  package var outcome: Outcome
}

/// Reads a file as `import` would, and changes nothing on disk.
package func dryRun(
  _ path: String, register: [RegisterEntry], _ surroundings: Surroundings, origin: ExportOrigin
) throws -> [DryRunResult] {
  let reading = DryRun(register: register, surroundings: surroundings, origin: origin)
  let shown = EvidenceText(path: path)
  do {
    let source = try HeadedSource(path: path)
    if PartialTally.isTally(source.head) {
      return [DryRunResult(name: shown, outcome: .tally(try readTally(source.whole(), path)))]
    }
    guard let kind = ArchiveKind(head: source.head) else {
      let format = try recognise(source.head, isWhole: source.isWhole)
      return [DryRunResult(name: shown, outcome: try reading.read(source, format))]
    }
    // Only a ZIP archive is read from its end.
    let archive =
      kind == .zip && path != standardInputPath
      ? ArchiveSource(file: try SharedFile(path, followsLinks: true, takesPipes: true))
      : ArchiveSource(source.stream)
    let packed = (source.file?.size).map { Int64(clamping: $0) } ?? 0
    return try reading.read(
      kind, archive, ArchivePlace(name: EvidenceText(path: lastPathPart(path)), shown: shown),
      // How large what comes through a pipe is, only reading it tells.
      UnpackedSize(packed: packed == 0 ? .max : packed))
  } catch {
    guard let refusal = NotAnExport(archive: error) else { throw error }
    return [DryRunResult(name: shown, outcome: .refused(refusal))]
  }
}

private struct DryRun {
  let register: [RegisterEntry]
  let surroundings: Surroundings
  let origin: ExportOrigin

  /// An archive, and what is in it.
  func read(
    _ kind: ArchiveKind, _ archive: ArchiveSource, _ place: ArchivePlace, _ size: UnpackedSize
  ) throws -> [DryRunResult] {
    var results: [DryRunResult] = []
    do {
      let kind = try archive.kind(kind)
      if !place.takes(kind) { throw NotAnExport.tooDeep }
      results.append(DryRunResult(name: place.shown, outcome: .archive(kind)))
      try archive.forEachMember(kind, name: place.name) { member in
        results += try read(member, place, size)
      }
      if results.count == 1 { throw NotAnExport(emptyIn: kind) }
    } catch {
      guard let refusal = NotAnExport(archive: error) else { throw error }
      results.append(DryRunResult(name: place.shown, outcome: .refused(refusal)))
    }
    return results
  }

  private func read(
    _ member: ArchiveMember, _ place: ArchivePlace, _ size: UnpackedSize
  ) throws -> [DryRunResult] {
    let shown = place.shown(member.name)
    do {
      let source = try member.source(size)
      if member.isSheet ? source.head.isEmpty : member.isOfMacOS(source) { return [] }
      if !member.isSheet, let kind = ArchiveKind(head: source.head) {
        // Only a ZIP archive is read from its end.
        let archive =
          kind == .zip ? ArchiveSource(try DryRun.held(source)) : ArchiveSource(source.stream)
        return try read(kind, archive, place.inner(member.name), size)
      }
      let format = try member.format(source)
      return [DryRunResult(name: shown, outcome: try read(source, format))]
    } catch {
      guard let refusal = NotAnExport(archive: error) else { throw error }
      return [DryRunResult(name: shown, outcome: .refused(refusal))]
    }
  }

  /// An archive in an archive, in memory: nothing is written.
  private static func held(_ source: HeadedSource) throws -> [UInt8] {
    let limit = 256 << 20
    var bytes: [UInt8] = []
    while case let part = try source.stream.next(), !part.isEmpty {
      bytes += part
      if bytes.count > limit {
        throw NotAnExport(
          found: "an archive of more than \(limit >> 20) MiB inside an archive",
          hint: "unpack the outer one, or leave out --dry-run: an import reads it")
      }
    }
    return bytes
  }

  func read(_ source: HeadedSource, _ format: ExportFormat) throws -> DryRunResult.Outcome {
    let hashed = HashedSource(source.stream)
    let facts = EvidenceFacts(
      evidence: 1, sha256: "", bytes: 0, format: format.rawValue, query: origin.query)
    let input = EvidenceInput(
      evidence: facts.evidence, format: format, dayOrder: origin.dayOrder
    ) { ByteStream(hashed.read) }
    let findings = try answer(
      FindingsQuestions(),
      try tally([input], threads: surroundings.threads),
      FindingsRequest(tool: surroundings.tool, scope: Scope(), files: [facts])
    ).findings
    let hash = try hashed.finish()
    let file = findings.completeness.files[0]
    return .export(
      format.refined(by: file.ledger.formats), file, rejects: findings.rejected,
      known: register.first { $0.sha256 == hash })
  }
}

/// Hashes what is read.
private final class HashedSource {
  private let source: ByteStream
  private var hash = SHA256()

  init(_ source: ByteStream) { self.source = source }

  func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
    let count = try source.read(into: &buffer, from: start)
    hash.update(buffer.span.bytes.extracting(start..<(start + count)))
    return count
  }

  func finish() throws -> String {
    var whole = SHA256()
    swap(&whole, &hash)
    return hexadecimal(try whole.finish())
  }
}
