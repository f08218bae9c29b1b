import Archiving
import CaseBundle
import CaseFolder
import CaseModel
import CaseReport
import Files

extension OpenCase {
  /// Packs the case as it stands into `bundles/`; the same state gives the same bytes.
  package mutating func pack(_ method: ArchiveMethod = .deflated) throws -> StepResult {
    try checkEvidencePlaces()
    let kept = custody.entries.lastIndex { $0.action != "pack" }.map { $0 + 1 } ?? 0
    let head = kept > 0 ? custody.hashes[kept - 1] : CustodyEntry.beginning
    let state = kept > 0 ? custody.entries[kept - 1] : nil
    let label = document.number.isEmpty ? lastPathPart(absolutePath(folder.root)) : document.number
    let digits = String(state?.seq ?? 0)
    let name =
      safeFileName(label) + "-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    try makeFolder(folder.bundles)
    let path = "\(folder.bundles)/\(name).zip"
    var facts = BagFacts(
      organisation: document.organisation, identifier: document.number,
      description: "Breach-scope case: \(document.title)",
      date: state?.time.date ?? "1970-01-01", custodyHead: head, tool: surroundings.tool)
    facts.templates = try templates.sha256()
    let sink = try FileSink(path)
    let tagManifest = try packBundle(
      name, try members(custodyEntries: kept), facts,
      verifyText: templates.files["bundle/VERIFY.txt"] ?? "", into: sink,
      method: method, threads: surroundings.threads)
    let archive = try sink.hash()
    let seal = Array(sealText(name: name, archive: archive, tagManifest: tagManifest).utf8)
    let isSame = try fileFacts(path) != nil && hashFile(path) == archive
    if !isSame { try sink.commit() }
    try replaceFile(path + ".sha256", with: seal)
    let object = CustodyObject("bundles/\(name).zip", archive)
    if custody.lastHash(of: object.name) != archive { try log("pack", [object]) }
    return StepResult(paths: [path, path + ".sha256"], changed: !isSame)
  }

  /// The payload: names are safe ASCII; the register knows the original ones.
  private func members(custodyEntries: Int) throws -> [BundleMember] {
    var members = [
      BundleMember(name: "case/case.json", bytes: caseBytes),
      BundleMember(name: "case/scope.json", bytes: scopeBytes),
      BundleMember(name: "evidence/register.json", bytes: registerBytes(register)),
    ]
    var log: [UInt8] = []
    for entry in custody.entries.prefix(custodyEntries) { log += try entry.line().text }
    members.append(BundleMember(name: "custody/custody.jsonl", bytes: log))
    if custodyEntries > 0 {
      let head = CustodyLog.headBytes(
        seq: custodyEntries, hash: custody.hashes[custodyEntries - 1])
      members.append(BundleMember(name: "custody/custody.head", bytes: head))
    }
    for entry in register {
      members.append(
        try member("evidence/\(entry.storedName)", folder.evidenceFile(entry), entry.sha256))
    }
    for (place, path) in [
      ("custody/scope-history", folder.scopeHistory), ("findings", folder.findings),
      ("issues", folder.issues), ("review", folder.review), ("exchange", folder.exchange),
      ("reports", folder.reports),
    ] {
      guard try targetFacts(path)?.kind == .folder else { continue }
      for name in try folderEntries(path) where !name.hasPrefix(".") {
        guard try fileFacts("\(path)/\(name)")?.kind == .file, safeFileName(name) == name else {
          continue
        }
        members.append(try member("\(place)/\(name)", "\(path)/\(name)", nil))
      }
    }
    return members
  }

  private func member(_ name: String, _ path: String, _ hash: String?) throws -> BundleMember {
    guard let facts = try targetFacts(path) else {
      throw CaseProblem.evidenceMissing(evidence: name, path: path)
    }
    return BundleMember(name: name, size: UInt64(facts.bytes), expectedSHA256: hash) {
      let file = try MemberFile(path)
      return { try file.next() }
    }
  }
}

private final class MemberFile {
  private let handle: FileHandle

  init(_ path: String) throws { handle = try FileHandle(reading: path) }

  func next() throws -> ArraySlice<UInt8> {
    var block = [UInt8](repeating: 0, count: 1 << 18)
    let count = try handle.read(into: &block, from: 0)
    return block[..<count]
  }
}

/// An archive that appears under its name whole, or not at all.
private final class FileSink: ArchiveSink {
  private var file: AtomicFile
  private var size: Int64 = 0

  init(_ path: String) throws { file = try AtomicFile(path) }

  func write(_ bytes: ArraySlice<UInt8>) throws {
    try file.write(bytes)
    size += Int64(bytes.count)
  }

  func write(_ bytes: [UInt8], at offset: Int64) throws { try file.write(bytes, at: offset) }

  /// Of what was written: headers are put right afterwards, so it is read back.
  func hash() throws -> String {
    var hash = SHA256()
    var offset: Int64 = 0
    while offset < size {
      var block = [UInt8](repeating: 0, count: Int(min(1 << 20, size - offset)))
      let count = try file.read(into: &block, at: offset)
      if count == 0 { break }
      hash.update(block[..<count])
      offset += Int64(count)
    }
    return hexadecimal(try hash.finish())
  }

  func commit() throws { try file.commit() }
}
