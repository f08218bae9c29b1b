import Archiving
import CaseBundle
import CaseFolder
import CaseModel
import Files

extension OpenCase {
  /// Packs the case as it stands, or what of it is for somebody, into `bundles/`; the same state and
  /// request give the same bytes.
  package mutating func pack(_ request: PackRequest = PackRequest()) throws -> StepResult {
    let key = try request.signing?.read()
    if !request.isWhole, request.holds(.reports) { try checkTemplates() }
    try checkEvidencePlaces()
    let freshened = request.isWhole ? try freshenFindings() : nil
    try logChangedResults()
    let kept = packedEntries
    let state = kept > 0 ? custody.entries[kept - 1] : nil
    let name = try bundleName(request, state)
    var facts = BagFacts(
      organisation: document.organisation, identifier: document.number,
      description: "Breach-scope case: \(document.title)",
      date: state?.time.date ?? "1970-01-01",
      custodyHead: kept > 0 ? custody.hashes[kept - 1] : CustodyEntry.beginning,
      tool: surroundings.tool)
    facts.templates = try settings.templates.sha256()
    let members: [BundleMember]
    if request.isWhole {
      members = held(try caseMembers(custodyEntries: kept).map(\.member))
    } else {
      members = try outgoingMembers(request, custodyEntries: kept)
      facts.audience = request.audience.rawValue
      facts.recipient = request.recipient
      facts.marking = request.marking(after: document.marking)
    }
    try makeFolder(folder.bundles)
    surroundings.meter?.begin(
      "pack", total: Int64(clamping: members.map(\.size).reduce(0, +)))
    defer { surroundings.meter?.end() }
    let packed = try write(members, facts, as: name, request.method)
    let files = packed.files
    let seal = Array(
      sealText(name: packed.name, archive: packed.archive, tagManifest: packed.tagManifest).utf8)
    try replaceFile(files.seal, with: seal)
    try writePage()
    let object = CustodyObject("bundles/\(packed.name).zip", packed.archive)
    if custody.lastHash(of: object.name) != packed.archive {
      try log(.pack, [object], reason: request.isWhole ? "" : request.purpose)
    }
    var paths = [files.archive, files.seal]
    if let key { paths.append(try sign(files, key)) }
    var result = StepResult(paths: paths, changed: packed.isNew)
    result.leftOut = try unpackableResults()
    result.kept = freshened?.kept ?? []
    result.freshened = freshened?.paths ?? []
    return result
  }

  private struct Packed {
    var name: String
    var files: SealFiles
    var archive: String
    var tagManifest: String
    var isNew: Bool
  }

  /// Writes the archive, unless one with the same bytes stands there. One that somebody signed or had
  /// stamped is never replaced by other bytes: those get a name with the next number.
  private func write(
    _ members: [BundleMember], _ facts: BagFacts, as name: String, _ method: ArchiveMethod
  ) throws -> Packed {
    var number = 1
    while true {
      let own = number == 1 ? name : "\(name)-\(number)"
      let files = SealFiles(archive: "\(folder.bundles)/\(own).zip")
      let sink = try AtomicFile(files.archive)
      let tagManifest: String
      do {
        tagManifest = try packBundle(
          own, members.map { $0.metered(surroundings.meter) }, facts,
          verifyText: settings.templates.files["bundle/VERIFY.txt"] ?? "", into: sink,
          method: method,
          threads: surroundings.threads)
      } catch let problem as PackProblem where isResult(problem.member) {
        throw CaseProblem.resultChanged(
          name: problem.member, root: folder.root, expected: problem.expected, found: problem.found)
      }
      // Headers were put right afterwards.
      let archive = try hexadecimalHash(of: sink.written())
      let isThere = try fileFacts(files.archive) != nil
      let isSame = try isThere && hashFile(files.archive) == archive
      let isSealed = try [files.signature, files.query, files.timeStamp].contains {
        try fileFacts($0) != nil
      }
      if isSealed, !isSame {
        number += 1
        continue
      }
      if !isSame { try sink.commit() }
      return Packed(
        name: own, files: files, archive: archive, tagManifest: tagManifest, isNew: !isSame)
    }
  }

  /// What the log states is packed as it states it, or not at all: what casefile alone makes as it was
  /// made, what people work on as it was when the log spoke of it a moment ago.
  private func held(_ members: [BundleMember]) -> [BundleMember] {
    let stated = custody.lastStatements
    return members.map { member in
      var member = member
      if isResult(member.name) { member.expectedSHA256 = stated[member.name]?.sha256 }
      return member
    }
  }

  private func isResult(_ name: String) -> Bool {
    OpenCase.resultPlaces.contains { name.hasPrefix("\($0)/") }
  }

  /// casefile alone makes it.
  func isDerived(_ name: String) -> Bool {
    OpenCase.derivedPlaces.contains { name.hasPrefix("\($0)/") }
  }

  /// The page that checks a bundle in a browser, for those who have no command line.
  private func writePage() throws {
    guard let page = settings.templates.files["bundle/verify.html"] else { return }
    var file = FileRewrite("\(folder.bundles)/verify.html")
    try file.write(Array(page.utf8)[...])
    _ = try file.commit()
  }

  /// `NUMBER-SEQ`, and for whom it is where it is not the whole case.
  private func bundleName(_ request: PackRequest, _ state: CustodyEntry?) throws -> String {
    let label = document.number.isEmpty ? lastPathPart(absolutePath(folder.root)) : document.number
    let digits = String(state?.seq ?? 0)
    let number = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    let bare = "\(safeFileName(label))-\(number)"
    if request.isWhole { return bare }
    // Two requests that differ in anything never share a name: what was handed out stays.
    let digest = try hexadecimalHash(Array(request.statement.utf8)).prefix(8)
    let parts = [bare, request.audience.rawValue, safeFileName(request.recipient)]
    return safeFileName(String(parts.joined(separator: "-").prefix(64))) + "-\(digest)"
  }
}

extension AtomicFile: ArchiveSink {}
