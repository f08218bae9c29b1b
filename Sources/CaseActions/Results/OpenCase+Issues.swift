import Archiving
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import Files
import TextFormats

/// Why a case cannot begin a new issue of its findings, or compare two.
package enum IssueProblem: Error, Equatable, Sendable {
  /// findings.json is not there, or is not what the log last knew.
  case noFindings(path: String)
  case noIssue(number: Int64, known: [Int64])
}

extension OpenCase {
  /// Keeps the findings as they were handed out, and begins the next issue, which supersedes them.
  ///
  /// - Returns: the number of the new issue.
  package mutating func beginIssue(_ decision: Decision) throws -> Int64 {
    let path = "\(folder.findings)/findings.json"
    guard try fileFacts(path) != nil, let hash = custody.lastHash(of: "findings/findings.json"),
      try hashFile(path) == hash
    else { throw IssueProblem.noFindings(path: path) }
    try makeFolder(folder.issues)
    let kept = folder.issueFile(document.issue.number)
    try copyFile(path, to: kept, mode: 0o400)
    var next = FindingsIssue()
    next.number = document.issue.number + 1
    next.supersedes = hash
    let bytes = try caseDocument(caseBytes, file: folder.caseFile, issue: next)
    try commit(
      .issueBegun, [(.caseFile, bytes)],
      after: [CustodyObject("issues/\(lastPathPart(kept))", hash)],
      reason: "issue \(next.number), decided \(decision.words)")
    return next.number
  }

  /// What changed between two issues.
  ///
  /// - Parameters:
  ///   - from: the one before the present one where nothing is said.
  ///   - to: the present one, computed now, where nothing is said.
  package func diff(from: Int64?, to: Int64?) throws -> FindingsDiff {
    let present = document.issue.number
    let old = try digest(of: from ?? max(1, present - 1))
    let new = try digest(of: to ?? present)
    return FindingsDiff(
      old, new, scopes: (try keptScope(old.scopeSHA256), try keptScope(new.scopeSHA256)))
  }

  private func digest(of number: Int64) throws -> FindingsDigest {
    let present = document.issue.number
    if number == present {
      return try FindingsDigest(CaseFindings.writeFindings(try computeFindings()))
    }
    let path = folder.issueFile(number)
    guard try fileFacts(path) != nil else {
      let known = try (1...present).filter {
        try $0 == present || fileFacts(folder.issueFile($0)) != nil
      }
      throw IssueProblem.noIssue(number: number, known: known)
    }
    return try FindingsDigest(try readSmallFile(path, limit: folder.limits.findings))
  }

  private func keptScope(_ hash: String) throws -> JSONValue? {
    // One that was changed by hand is kept by the next command that writes.
    if try hexadecimalHash(scopeBytes) == hash {
      return try readJSON(scopeBytes, file: folder.scopeFile)
    }
    let path = "\(folder.scopeHistory)/\(hash).json"
    guard try fileFacts(path) != nil else { return nil }
    return try readJSON(try readSmallFile(path), file: path)
  }
}
