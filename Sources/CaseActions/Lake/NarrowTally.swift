import Archiving
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import CaseScope
import CaseTally
import Files
import TextFormats

/// What a scope reaches, as its own rules decide it.
package func scopeMatching(_ scope: Scope) -> ScopeMatching {
  ScopeMatching(scope: scope, reach: reach(of: scope)) {
    matchedContexts($0, mailboxes: $1, scope: scope)
  }
}

/// The second step of tallies that a scope makes smaller: which of all mailboxes and contexts it
/// reaches.
///
/// - Parameters:
///   - scope: the bytes of scope.json.
///   - names: the first round, over all evidence; without it that round is made.
package func outlineTally(
  _ tally: PartialTally, scope: [UInt8], names: PartialTally?
) throws -> PartialTally {
  try tally.outline(
    knowing: names, scopeMatching(try readScopeBytes(scope)),
    scopeSHA256: try hexadecimalHash(scope))
}

/// The third: what findings of the scope need of a shard.
///
/// - Parameter outline: of both rounds, over all evidence.
package func narrowTally(
  _ tally: PartialTally, scope: [UInt8], outline: PartialTally
) throws -> PartialTally {
  try tally.narrowed(
    knowing: outline, scopeMatching(try readScopeBytes(scope)),
    scopeSHA256: try hexadecimalHash(scope))
}

private func readScopeBytes(_ bytes: [UInt8]) throws -> Scope {
  let name = "scope.json"
  let json = try readJSON(bytes, file: name)
  do throws(DocumentProblem) {
    return try readScope(json)
  } catch {
    throw CaseProblem.document(
      file: name, key: error.key, found: error.found, expected: error.expected)
  }
}

/// So many shards at the most.
package let mostTallyShards = PartialTally.mostShards

/// The first: a file for each shard, in a folder. There may be thousands, which are sent on at once:
/// nobody waits for the disk.
package func splitTally(_ tally: PartialTally, shards: Int, into folder: String) throws -> [String]
{
  try makeFolder(folder)
  var paths: [String] = []
  try tally.forEachShard(of: shards) { shard in
    let path = "\(folder)/\(paths.count).tally"
    try replaceFile(path, with: try tallyFileBytes(shard), isSynced: false)
    paths.append(path)
  }
  return paths
}
