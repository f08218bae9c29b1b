import CaseFindings
import CaseImport
import CaseModel
import Files

/// Fills a buffer from a position on and returns the bytes read, 0 at the end.
package typealias BlockSource = (_ buffer: inout [UInt8], _ start: Int) throws -> Int

/// Bytes of evidence that are held at a time; more only where one row is longer.
package let blockBytes = 4 << 20

/// Reads one export block by block into batches, in order.
///
/// - Parameter take: gets each batch as it is filled.
/// - Returns: the ledger of the file.
package func walkEvidence(
  _ source: BlockSource, format: ExportFormat, evidence: Int, blockBytes: Int = blockBytes,
  _ take: (RecordBatch) -> Void
) throws -> FileLedger {
  var walker = ExportWalker(format, evidence: evidence)
  var ledger = FileLedger(evidence: evidence)
  var buffer = [UInt8](repeating: 0, count: max(16, blockBytes))
  var filled = 0
  var offset: Int64 = 0
  while true {
    if filled == buffer.count {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    let count = try source(&buffer, filled)
    let isLast = count == 0
    filled += count
    // A full block at a time: short reads (pipes, archives) are gathered.
    if !isLast, filled < min(buffer.count, blockBytes) { continue }
    var batch = RecordBatch()
    let taken = walker.walk(
      buffer.span.bytes.extracting(0..<filled), fileOffset: offset, isLast: isLast, into: &batch,
      ledger: &ledger)
    take(batch)
    if isLast { return ledger }
    if taken > 0 {
      buffer.withUnsafeMutableBytes { bytes in
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken..<filled]))
      }
      filled -= taken
      offset += Int64(taken)
    }
  }
}

/// Walks a file.
package func walkFile(
  _ path: String, format: ExportFormat, evidence: Int, _ take: (RecordBatch) -> Void
) throws -> FileLedger {
  let handle = try FileHandle(reading: path)
  return try walkEvidence(
    { buffer, start in try handle.read(into: &buffer, from: start) }, format: format,
    evidence: evidence, take)
}
