import Archiving
import CaseModel

/// A member whose bytes are not the expected ones.
package struct PackProblem: Error, Equatable, Sendable {
  package var member: String
  package var expected: String
  package var found: String
}

/// Writes the members as one bag in one ZIP (RFC 8493; design section 7).
///
/// Deterministic: members sorted by bytes, fixed times; the same state gives the same bytes with
/// the same zlib, and the same manifest with any.
///
/// - Returns: SHA-256 of the tag manifest, for the seal.
package func packBundle(
  _ name: String, _ members: [BundleMember], _ facts: BagFacts, verifyText: String,
  into sink: any ArchiveSink, method: ArchiveMethod = .deflated, threads: Int = 1
) throws -> String {
  let payload = members.sorted { bytesPrecede($0.name, $1.name) }
  let writer = try ZIPWriter(sink, method: method, threads: threads)
  var tags: [(name: String, hash: String)] = []
  func addTag(_ file: String, _ text: String) throws {
    tags.append((file, try writer.add("\(name)/\(file)", Array(text.utf8))))
  }
  // Upper case sorts first.
  try addTag(BundleFormat.verify, verifyText.replacing("NAME", with: name))
  try addTag(BundleFormat.bagInfo, bagInfo(facts, payload))
  try addTag(BundleFormat.bagit, BundleFormat.declaration)
  var manifest = ""
  for member in payload {
    let hash = try writer.add(
      "\(name)/data/\(member.name)", size: member.size, try member.open())
    if let expected = member.expectedSHA256, expected != hash {
      throw PackProblem(member: member.name, expected: expected, found: hash)
    }
    manifest += "\(hash)  data/\(member.name)\n"
  }
  try addTag(BundleFormat.manifest, manifest)
  let listed = tags.map { "\($0.hash)  \($0.name)\n" }.joined()
  let tagManifest = try writer.add("\(name)/\(BundleFormat.tagManifest)", Array(listed.utf8))
  try writer.finish()
  return tagManifest
}

/// The two lines of `NAME.zip.sha256`, as `sha256sum -c --ignore-missing` reads them.
package func sealText(name: String, archive: String, tagManifest: String) -> String {
  "\(archive)  \(name).zip\n\(tagManifest)  \(name)/\(BundleFormat.tagManifest)\n"
}

private func bagInfo(_ facts: BagFacts, _ payload: [BundleMember]) -> String {
  let octets = payload.map(\.size).reduce(0, +)
  let lines = [
    ("Source-Organization", facts.organisation), ("External-Identifier", facts.identifier),
    ("External-Description", facts.description), ("Bagging-Date", facts.date),
    ("Payload-Oxum", "\(octets).\(payload.count)"),
    (BundleFormat.agentLabel, BundleFormat.agent(facts.tool)),
    (BundleFormat.formatLabel, BundleFormat.format),
    (BundleFormat.headLabel, facts.custodyHead),
    (BundleFormat.templatesLabel, facts.templates),
    (BundleFormat.audienceLabel, facts.audience),
    (BundleFormat.recipientLabel, facts.recipient), (BundleFormat.markingLabel, facts.marking),
  ]
  return lines.filter { !$0.1.isEmpty }.map { "\($0.0): \(oneLine($0.1))\n" }.joined()
}

/// Without line ends, which would begin a label of their own.
private func oneLine(_ text: String) -> String {
  String(text.map { $0.isNewline ? " " : $0 })
}

func bytesPrecede(_ left: String, _ right: String) -> Bool {
  Array(left.utf8).lexicographicallyPrecedes(Array(right.utf8))
}
