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
/// - Parameters:
///   - threads: parts of the blocks that are walked at the same time; the batches come in the same
///     order, and say the same, for any number.
///   - take: gets each batch as it is filled.
/// - Returns: the ledger of the file.
package func walkEvidence(
  _ source: @escaping BlockSource, format: ExportFormat, evidence: Int, threads: Int = 1,
  blockBytes: Int = blockBytes,
  _ take: (RecordBatch) -> Void
) throws -> FileLedger {
  var walker = ExportWalker(format, evidence: evidence)
  var ledger = FileLedger(evidence: evidence)
  let wanted = max(16, blockBytes * max(1, threads))
  var buffer = [UInt8](repeating: 0, count: wanted)
  var filled = 0
  var offset: Int64 = 0
  var input = try UTF8Source(source)
  while true {
    if filled == buffer.count {
      buffer.append(contentsOf: repeatElement(0, count: buffer.count))
    }
    let count = try input.read(into: &buffer, from: filled)
    let isLast = count == 0
    filled += count
    // Full blocks: short reads (pipes, archives) are gathered.
    if !isLast, filled < wanted { continue }
    var taken = 0
    if threads > 1, filled > 0, walker.canSplit, input.utf16 == nil {
      let parts = BlockParts(buffer, filled, offset: offset, isLast: isLast, threads, walker)
      taken = parts.accept(&walker, &ledger, take)
    }
    if taken == 0 {
      var batch = RecordBatch()
      taken = walker.walk(
        buffer.span.bytes.extracting(0..<filled), fileOffset: offset, isLast: isLast, into: &batch,
        ledger: &ledger)
      if isLast { taken = filled }
      input.utf16?.place(&batch, buffer[..<filled], taken: taken)
      take(batch)
    }
    if isLast, taken == filled { return ledger }
    if taken > 0 {
      buffer.withUnsafeMutableBytes { bytes in
        bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[taken..<filled]))
      }
      filled -= taken
      offset += Int64(taken)
    }
  }
}

/// A source as UTF-8, whatever it is encoded in.
private struct UTF8Source {
  /// Set for UTF-16: knows the places in the original.
  var utf16: UTF16Reader?
  private let source: BlockSource
  /// Bytes that are read and not handed out yet.
  private var ready: ArraySlice<UInt8>
  private var ended = false

  init(_ source: @escaping BlockSource) throws {
    self.source = source
    var head = [UInt8](repeating: 0, count: 4)
    var count = 0
    while count < head.count {
      let read = try source(&head, count)
      if read == 0 { break }
      count += read
    }
    ready = head[..<count]
    utf16 = UTF16Reader(TextEncoding(Array(ready)))
    if utf16 != nil { ready = utf16?.read(ready, isLast: false)[...] ?? [] }
  }

  mutating func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
    if ready.isEmpty, utf16 == nil { return try source(&buffer, start) }
    while ready.isEmpty, !ended {
      var block = [UInt8](repeating: 0, count: 1 << 18)
      let count = try source(&block, 0)
      ended = count == 0
      ready = utf16?.read(block[..<count], isLast: ended)[...] ?? []
    }
    let part = ready.prefix(buffer.count - start)
    buffer.replaceSubrange(start..<(start + part.count), with: part)
    ready = ready.dropFirst(part.count)
    return part.count
  }
}

/// Walks a file.
package func walkFile(
  _ path: String, format: ExportFormat, evidence: Int, threads: Int = 1,
  _ take: (RecordBatch) -> Void
) throws -> FileLedger {
  let handle = try FileHandle(reading: path)
  return try walkEvidence(
    { buffer, start in try handle.read(into: &buffer, from: start) }, format: format,
    evidence: evidence, threads: threads, take)
}
