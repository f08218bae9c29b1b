import Archiving
import CaseFindings
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import CaseTally
import Files
import TextFormats

/// Reads a part of a source into a tally, wherever that is; nothing but the tally is kept.
///
/// - Parameters:
///   - path: a file, or `-` for standard input.
///   - source: what the case calls it: `E001`, or the address of an object.
///   - offset: bytes from the start of the source to what is read; of a split, to where it begins.
///   - format: where it is known; else it is recognised by its first bytes.
/// - Throws: `NotAnExport`.
package func tallyPart(
  _ path: String, source: String, offset: Int64, isSplit: Bool, format: ExportFormat?,
  scope: [UInt8], _ surroundings: Surroundings
) throws -> PartialTally {
  let headed = try HeadedSource(path: path)
  // A part without a byte has no row, whatever it is a part of.
  let isEmpty = headed.isWhole && headed.head.isEmpty
  var tally = Tally()
  var length: Int64 = 0
  var hash = SHA256()
  let read: BlockSource = { buffer, start in
    let count = try headed.read(&buffer, start)
    length += Int64(count)
    hash.update(buffer.span.bytes.extracting(start..<(start + count)))
    surroundings.meter?.add(count)
    return count
  }
  surroundings.meter?.begin("tally", total: 0)
  defer { surroundings.meter?.end() }
  var known: ExportFormat?
  var ledger = FileLedger(evidence: 1)
  if !isEmpty {
    let found = try format ?? recognise(headed.head, isWhole: headed.isWhole)
    known = found
    ledger = try walkEvidence(read, format: found, evidence: 1, threads: surroundings.threads) {
      tally.add($0)
    }
  }
  var bytesRead = SHA256()
  swap(&bytesRead, &hash)
  return PartialTally(
    part: TallyPart(
      source: source, offset: offset, length: length, isSplit: isSplit,
      sha256: hexadecimal(try bytesRead.finish()),
      format: known?.rawValue ?? "", ledger: ledger),
    tally: tally, scopeSHA256: try hexadecimalHash(scope), rules: surroundings.tool.rules)
}

extension TallyEvidence {
  /// What of an evidence file matters where its bytes were read elsewhere.
  init(_ entry: RegisterEntry, _ path: String) throws {
    self.init(
      name: entry.name, originalName: entry.originalName.string, number: entry.evidence,
      bytes: entry.bytes, format: entry.format)
    sha256 = entry.sha256
    let file = try FileHandle(reading: path)
    var head = [UInt8](repeating: 0, count: 3)
    beginsWithMark = try file.read(into: &head, at: 0) == 3 && head == [0xEF, 0xBB, 0xBF]
    var last = [UInt8](repeating: 0x0A, count: 1)
    if entry.bytes > 0 { _ = try file.read(into: &last, at: entry.bytes - 1) }
    endsOpen = last[0] != 0x0A
  }
}

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
        : "it is no tally of casefile")
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
