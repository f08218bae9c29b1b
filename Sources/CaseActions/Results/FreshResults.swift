import Archiving
import CaseBundle
import CaseFolder
import CaseModel
import Files

/// What an earlier run made, where making it again would give the same bytes.
package struct FreshResults {
  package var reports: [String]
  package var bundle: String
  /// What was found, in a line.
  package var found: String
  /// Why the reports are drafts, in a line; empty where they are none.
  package var draft: String
  package var at: UTCTime
  /// Some rows of the evidence could not be read.
  package var hasRejects: Bool
}

extension OpenCase {
  /// The results that stand in the case, where none of them is stale: nothing that they are made from
  /// has changed since, this tool and these templates made them, and the newest bundle of the whole
  /// case verifies and holds what would be packed now.
  package func freshResults() throws -> FreshResults? {
    let standing = try standing()
    guard case .fresh = standing.findings, case .fresh = standing.reports,
      case .fresh(let at) = standing.bundle, try staleReports().isEmpty,
      let findings = custody.entries.last(where: { $0.kind == .findings }),
      let render = custody.entries.last(where: { $0.kind == .render })
    else { return nil }
    let reports = try reportsOfARun()
    for path in reports where try fileFacts(path) == nil { return nil }
    let bundle = "\(folder.bundles)/\(standing.bundleName)"
    guard try fileFacts(bundle) != nil else { return nil }
    let (verdict, reader) = try verifyBundle(bundle, VerifyRequest(time: at.seconds))
    guard let reader, verdict.exitCode == 0, try holdsCase(verdict, reader) else { return nil }
    let rejected = try readHead("\(folder.findings)/rejected.csv")
    return FreshResults(
      reports: reports, bundle: bundle, found: findings.reason, draft: render.reason, at: at,
      hasRejects: rejected.firstIndex(of: 0x0A) != rejected.indices.last)
  }

  /// What `run` renders where nobody asks for more.
  private func reportsOfARun() throws -> [String] {
    let language = document.language
    let names = ["breach-scope"] + document.regimes.map { "notice-\($0)" }
    return names.flatMap { name in
      ["html", "md"].map { "\(folder.reports)/\(name).\(language).\($0)" }
    }
  }

  /// Every file that would be packed now is in the bundle with the same bytes, and no other.
  private func holdsCase(_ verdict: BundleVerdict, _ reader: BundleReader) throws -> Bool {
    guard try reader.wasMade(by: surroundings.tool, templates: settings.templates.sha256()) else {
      return false
    }
    let members = try caseMembers(custodyEntries: packedEntries).map(\.member)
    guard verdict.hashes.keys.count(where: { $0.hasPrefix("data/") }) == members.count else {
      return false
    }
    for member in members {
      let packed = verdict.hashes["data/\(member.name)"]
      if let known = member.expectedSHA256 {
        if packed != known { return false }
        continue
      }
      if packed != (try hexadecimalHash(of: member.open())) { return false }
    }
    return true
  }

  /// Reports, and what was exported for others, that were made before what they are made from changed.
  package func staleReports() throws -> [String] {
    let stale = CaseInputs(custody).staleNames()
    return try ["reports", "exchange"].flatMap { place in
      try packable(in: "\(folder.root)/\(place)").names.map { "\(place)/\($0)" }
    }.filter(stale.contains).map { "\(folder.root)/\($0)" }
  }

  /// How many entries of the log go into a bundle: what was said of bundles since does not.
  var packedEntries: Int { custody.entries.lastIndex { !$0.isAboutBundles }.map { $0 + 1 } ?? 0 }
}
