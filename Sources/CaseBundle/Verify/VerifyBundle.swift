import Archiving
import Files

/// What a check of a bundle came to.
package struct BundleVerdict: Sendable {
  package enum Kind: Equatable, Sendable {
    case bundle
    /// A bag that others made, of this BagIt version.
    case bag(version: String)
    case none
  }

  package var kind = Kind.none
  package var problems: [BundleProblem] = []
  package var members = 0
  package var name = ""
  /// SHA-256 of every member that could be read.
  package var hashes: [String: String] = [:]
  /// The archive's hash was compared with the seal.
  package var sealChecked = false
  /// `nil`: none stands beside the archive.
  package var signature: SignedSeal.Facts?
  package var timeStamp: TimeStamp.Facts?

  /// 0, 4 or 5 (design section 8): what is proven different weighs more than what is undecided.
  package var exitCode: Int32 {
    if problems.contains(where: { $0.weight == .different }) { return 4 }
    return problems.contains { $0.weight == .undecided } ? 5 : 0
  }
}

/// Re-derives everything from the bytes and reports every problem.
package func verifyBundle(_ path: String, _ request: VerifyRequest) throws -> (
  BundleVerdict, BundleReader?
) {
  guard let facts = try targetFacts(path) else { throw FileProblem(.open, path, code: 2) }
  if facts.kind == .folder {
    let reader = try BundleReader(folder: path).metered(request.meter)
    defer { request.meter?.end() }
    return (verifyMembers(reader), reader)
  }
  let reader = try BundleReader(archive: path).metered(request.meter)
  defer { request.meter?.end() }
  var verdict = verifyMembers(reader)
  if let seal = try ArchiveSeal(of: path) {
    verdict.sealChecked = true
    verdict.problems += try seal.problems(
      of: path, tagManifest: verdict.hashes[BundleFormat.tagManifest])
  } else if request.requireSeal, verdict.kind == .bundle || reader.isUnreadable {
    let name = lastPathPart(path) + ".sha256"
    verdict.problems.note(
      nil, "archive hash not checked: \(name) is not beside it", .undecided)
  }
  var seals = SealCheck(path, request)
  try seals.check()
  verdict.problems += seals.problems
  verdict.signature = seals.signature
  verdict.timeStamp = seals.timeStamp
  return (verdict, reader.isUnreadable ? nil : reader)
}

/// What the members alone say.
package func verifyMembers(_ reader: BundleReader) -> BundleVerdict {
  var verdict = BundleVerdict()
  verdict.problems = reader.problems
  verdict.members = reader.sizes.count
  verdict.name = reader.name
  if reader.isUnreadable { return verdict }
  var bag = BagCheck(reader)
  bag.check()
  verdict.problems += bag.problems
  verdict.hashes = bag.hashes.compactMapValues { $0[.sha256] }
  if bag.isBundle {
    verdict.kind = .bundle
    var bundle = BundleCheck(bag)
    bundle.check()
    verdict.problems += bundle.problems
  } else if bag.isBag {
    verdict.kind = .bag(version: bag.declaration?.text ?? "?")
    verdict.problems += reader.deviations.map { BundleProblem(.note, $0.member, $0.what) }
  }
  return verdict
}
