import Archiving
import Files

/// What a check of a bundle came to.
package struct BundleVerdict: Sendable {
  package var problems: [BundleProblem] = []
  package var members = 0
  package var name = ""
  /// The archive's hash was compared with the seal.
  package var sealChecked = false

  /// 0, 4 or 5 (design section 8): what is proven different weighs more than what is undecided.
  package var exitCode: Int32 {
    if problems.contains(where: { $0.weight == .different }) { return 4 }
    return problems.isEmpty ? 0 : 5
  }
}

/// Re-derives everything from the bytes and reports every problem.
///
/// - Parameter requireSeal: without a seal the verdict is "cannot be decided".
package func verifyBundle(_ path: String, requireSeal: Bool) throws -> (
  BundleVerdict, BundleReader?
) {
  guard let facts = try targetFacts(path) else { throw FileProblem(.open, path, code: 2) }
  var verdict = BundleVerdict()
  let reader: BundleReader
  if facts.kind == .folder {
    reader = try BundleReader(folder: path)
  } else {
    reader = try BundleReader(archive: path)
  }
  verdict.problems = reader.problems
  verdict.members = reader.sizes.count
  verdict.name = reader.name
  var tagManifest: String?
  if !reader.isUnreadable {
    var bag = BagCheck(reader)
    bag.check()
    verdict.problems += bag.problems
    tagManifest = bag.hashes[BundleFormat.tagManifest]
  }
  if facts.kind != .folder {
    try checkSeal(path, requireSeal: requireSeal, tagManifest: tagManifest, &verdict)
  }
  return (verdict, reader.isUnreadable ? nil : reader)
}

/// Compares `NAME.zip.sha256` beside the archive.
private func checkSeal(
  _ path: String, requireSeal: Bool, tagManifest: String?, _ verdict: inout BundleVerdict
) throws {
  let sealPath = path + ".sha256"
  guard try targetFacts(sealPath) != nil else {
    if requireSeal {
      verdict.problems.append(
        BundleProblem(
          .undecided, nil, "archive hash not checked: \(lastPathPart(sealPath)) is not beside it"))
    }
    return
  }
  let seal = lastPathPart(sealPath)
  let text = String(decoding: try readSmallFile(sealPath, limit: 1 << 16), as: UTF8.self)
  let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { line in
    line.split(separator: " ", maxSplits: 1).map { $0.drop { $0 == " " || $0 == "*" } }
  }
  func stated(_ isMatch: (Substring) -> Bool) -> String? {
    lines.first { $0.count == 2 && isMatch($0[1]) }.map { String($0[0]) }
  }
  let archive = try hashOf(path)
  let name = lastPathPart(path)
  verdict.sealChecked = true
  if let expected = stated({ $0 == name }) {
    if expected != archive {
      verdict.problems.append(
        BundleProblem(
          .different, nil, "the archive's hash is \(archive), the seal says \(expected)"))
    }
  } else {
    verdict.problems.append(BundleProblem(.different, seal, "the seal has no line for \(name)"))
  }
  if let expected = stated({ $0.hasSuffix("/\(BundleFormat.tagManifest)") }) {
    if let tagManifest, expected != tagManifest {
      verdict.problems.append(
        BundleProblem(.different, BundleFormat.tagManifest, "its hash is not that of the seal"))
    }
  } else {
    verdict.problems.append(
      BundleProblem(.different, seal, "the seal has no line for \(BundleFormat.tagManifest)"))
  }
  let expected = sealText(
    name: String(name.hasSuffix(".zip") ? name.dropLast(4) : name[...]), archive: archive,
    tagManifest: tagManifest ?? "")
  if text != expected, !verdict.problems.contains(where: { $0.weight == .different }) {
    verdict.problems.append(
      BundleProblem(.different, seal, "the seal is not as casefile writes it"))
  }
}

private func hashOf(_ path: String) throws -> String {
  let file = try SharedArchive(path)
  var hash = SHA256()
  while true {
    let part = try file.next()
    if part.isEmpty { break }
    hash.update(part)
  }
  return hexadecimal(try hash.finish())
}
