import Archiving
import CaseImport
import CaseModel
import CasePipeline
import CaseTally
import Files

/// Reads a part of a source into a tally, wherever that is; nothing but the tally is kept.
///
/// - Parameters:
///   - path: a file, or `-` for standard input.
///   - source: what the case calls it: `E001`, or the address of an object.
///   - offset: bytes from the start of the source to what is read; of a split, to where it begins.
///   - format: where it is known; else it is recognised by its first bytes.
/// - Throws: `NotAnExport`.
package func tallySource(
  _ path: String, source: String, offset: Int64, isSplit: Bool, format: ExportFormat?,
  scope: [UInt8], _ surroundings: Surroundings
) throws -> PartialTally {
  let headed = try HeadedSource(path: path)
  // A part without a byte has no row, whatever it is a part of.
  let isEmpty = headed.isWhole && headed.head.isEmpty
  var tally = Tally()
  var length: Int64 = 0
  var hash = SHA256()
  let stream = ByteStream { buffer, start in
    let count = try headed.stream.read(into: &buffer, from: start)
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
    ledger = try walkEvidence(stream, format: found, evidence: 1, threads: surroundings.threads) {
      tally.add($0)
    }
    known = found.refined(by: ledger.formats)
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
