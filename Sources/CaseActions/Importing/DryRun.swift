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
    let members: [ArchiveMember]
    if kind == .gzip {
      members = [ArchiveMember(name: shown) { try gunzip(source.stream) }]
    } else if path == standardInputPath {
      throw NotAnExport(
        found: "a ZIP archive on standard input", hint: "name the file, or leave out --dry-run")
    } else {
      members = try kind.members(
        of: path, name: EvidenceText(path: lastPathPart(path)), followsLinks: true)
    }
    return try [DryRunResult(name: shown, outcome: .archive(kind))]
      + members.map { member in
        let name = EvidenceText(bytes: pathBytes("\(path) » ") + member.name.bytes)
        return DryRunResult(name: name, outcome: try reading.read(member))
      }
  } catch {
    guard let refusal = NotAnExport(archive: error) else { throw error }
    return [DryRunResult(name: shown, outcome: .refused(refusal))]
  }
}

private struct DryRun {
  let register: [RegisterEntry]
  let surroundings: Surroundings
  let origin: ExportOrigin

  func read(_ member: ArchiveMember) throws -> DryRunResult.Outcome {
    do {
      let (source, format) = try member.export()
      return try read(source, format)
    } catch {
      guard let refusal = NotAnExport(archive: error) else { throw error }
      return .refused(refusal)
    }
  }

  func read(_ source: HeadedSource, _ format: ExportFormat) throws -> DryRunResult.Outcome {
    let hashed = HashedSource(source.stream)
    let facts = EvidenceFacts(
      evidence: 1, sha256: "", bytes: 0, format: format.rawValue, query: origin.query)
    let input = EvidenceInput(evidence: facts.evidence, format: format) { ByteStream(hashed.read) }
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
