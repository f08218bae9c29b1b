import Archiving
import CaseBundle
import CaseFolder
import CaseModel
import Files

/// A bundle that no case folder can be made from.
package enum RestoreProblem: Error, Equatable, Sendable {
  /// It holds a part of a case, for somebody.
  case notWhole(bundle: String, missing: String)
  case exists(path: String)
  case changed(member: String)
  /// A case folder has no file of that name.
  case noPlace(member: String)
}

/// Makes a case folder of a verified bundle, byte for byte what was packed; the folder appears whole
/// or not at all.
///
/// - Returns: how many files it has.
package func restoreBundle(_ path: String, to target: String, _ request: VerifyRequest) throws
  -> (files: Int, verdict: BundleVerdict)
{
  if try fileFacts(target) != nil { throw RestoreProblem.exists(path: target) }
  let (verdict, reader) = try verifyBundle(path, request)
  guard let reader, verdict.exitCode == 0, verdict.kind == .bundle else {
    return (0, verdict)
  }
  for member in [BundleFormat.caseFile, BundleFormat.scopeFile, BundleFormat.custody]
  where reader.sizes[member] == nil {
    throw RestoreProblem.notWhole(bundle: path, missing: member)
  }
  if reader.sizes[BundleFormat.withheld] != nil {
    throw RestoreProblem.notWhole(bundle: path, missing: BundleFormat.withheld)
  }
  let place = absolutePath(target)
  try makeFolder(parentFolder(place))
  let work = try WorkFolder(for: place)
  var files = 0
  for member in reader.sizes.keys.sorted() where member.hasPrefix("data/") {
    try restore(
      member, from: reader, into: CaseFolder(work.path), expected: verdict.hashes[member])
    files += 1
  }
  try work.become(place)
  return (files, verdict)
}

private func restore(
  _ member: String, from reader: BundleReader, into folder: CaseFolder, expected: String?
) throws {
  guard let place = placeInCase(String(member.dropFirst("data/".count))) else {
    throw RestoreProblem.noPlace(member: member)
  }
  let path = "\(folder.root)/\(place)"
  try makeFolder(parentFolder(path))
  let isEvidence = place.hasPrefix("evidence/") && place != "evidence/register.json"
  let file = try AtomicFile(
    path, mode: isEvidence || place.hasPrefix("scope-history/") ? 0o400 : 0o600)
  let hash = try hexadecimalHash(of: reader.open(member)) { try file.write($0) }
  // What was verified is what is written, whoever holds the archive meanwhile.
  if hash != expected { throw RestoreProblem.changed(member: member) }
  try file.commit()
}

/// The name of a payload member in a case folder (design section 5); `nil` where a case has none.
private func placeInCase(_ name: String) -> String? {
  switch name {
  case "case/case.json": return "case.json"
  case "case/scope.json": return "scope.json"
  case "custody/custody.jsonl": return "custody.jsonl"
  case "custody/custody.head": return "custody.head"
  default:
    let history = "custody/scope-history/"
    if name.hasPrefix(history) { return String(name.dropFirst("custody/".count)) }
    let folders = ["evidence", "exchange", "findings", "issues", "reports", "review"]
    let parts = name.split(separator: "/")
    return parts.count == 2 && folders.contains(String(parts[0])) ? name : nil
  }
}
