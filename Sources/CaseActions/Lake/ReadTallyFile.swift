import Archiving
import CasePipeline
import CaseTally
import Files
import TextFormats

/// A tally file that is not whole, or is none.
package struct TallyFileProblem: Error, Equatable, Sendable {
  package var path: String
  package var what: String
}

/// The bytes of a tally file: the tally, and its SHA-256 behind it.
package func tallyFileBytes(_ tally: PartialTally) throws -> [UInt8] {
  let bytes = tally.encoded()
  return bytes + (try sha256(bytes))
}

/// - Parameter followsLinks: the path is one that a person gave.
package func readTallyFile(
  _ path: String, followsLinks: Bool = true
) throws -> PartialTally {
  try readTally(
    try path == standardInputPath
      ? readStandardInput(limit: .max)
      : readSmallFile(
        path, limit: .max, followsLinks: followsLinks, takesPipes: followsLinks), path)
}

/// - Parameter path: where the bytes are from.
func readTally(_ bytes: [UInt8], _ path: String) throws -> PartialTally {
  let body = bytes.dropLast(32)
  guard bytes.count > 32, try sha256(Array(body)) == Array(bytes.suffix(32)) else {
    let isTally = bytes.starts(with: Array("{\"rules\":".utf8))
    throw TallyFileProblem(
      path: path,
      what: isTally
        ? "its SHA-256 is not that of its bytes: it was cut or changed"
        : "it is not a casefile tally")
  }
  do throws(TallyDamage) {
    return try PartialTally(decoding: body)
  } catch {
    throw TallyFileProblem(path: path, what: error.what)
  }
}

/// The sum of tally files; of a folder, of all files in it.
package func mergeTallyFiles(_ paths: [String]) throws -> PartialTally? {
  var sums: [PartialTally] = []
  for path in try paths.flatMap(tallyFiles) {
    sums.append(try readTallyFile(path))
    // Sums of about as many parts are added up: else each of many files would be added to all.
    while sums.count > 1, sums[sums.count - 2].parts.count <= sums[sums.count - 1].parts.count {
      let last = sums.removeLast()
      try sums[sums.count - 1].merge(last)
    }
  }
  while let last = sums.popLast() {
    if sums.isEmpty { return last }
    try sums[sums.count - 1].merge(last)
  }
  return nil
}

private func tallyFiles(_ path: String) throws -> [String] {
  guard path != standardInputPath, try fileFacts(path)?.kind == .folder else { return [path] }
  return try folderEntries(path).sorted(by: naturallyPrecedes).map { "\(path)/\($0)" }
}
