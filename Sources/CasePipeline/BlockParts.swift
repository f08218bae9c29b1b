import CaseImport
import CaseModel

/// The parts of a block, walked at the same time by copies of one walker, and taken in order.
///
/// Where the parts were cut is a guess. A part counts only where the one before took all its bytes
/// and stands as the walker did before: then reading it alone gave what reading on would have given.
final class BlockParts {
  private struct Part {
    var walker: ExportWalker
    var batch = RecordBatch()
    var ledger = FileLedger(evidence: 0)
    var taken = 0
  }

  private let ranges: [Range<Int>]
  private var parts: [Part?]

  init(_ block: EvidenceBlock, _ threads: Int, _ walker: ExportWalker) {
    let cuts = walker.cuts(block.bytes.span.bytes.extracting(block.range), parts: threads * partsPerThread)
    ranges = zip([0] + cuts, cuts).map { $0..<$1 }
    parts = [Part?](repeating: nil, count: ranges.count)
  }

  /// One task for each part; they may run at the same time.
  func tasks(_ block: EvidenceBlock, offset: Int64, _ walker: ExportWalker) -> [() -> Void] {
    let start = block.range.lowerBound
    return ranges.indices.map { index in
      {
        let range = self.ranges[index]
        var part = Part(walker: walker)
        part.taken = part.walker.walk(
          block.bytes.span.bytes.extracting(
            (start + range.lowerBound)..<(start + range.upperBound)),
          fileOffset: offset + Int64(range.lowerBound),
          isLast: block.isLast && index == self.ranges.count - 1, isPart: true,
          into: &part.batch, ledger: &part.ledger)
        self.parts.withUnsafeMutableBufferPointer { $0[index] = part }
      }
    }
  }

  /// Hands over the parts that count.
  ///
  /// - Returns: the bytes that they took; 0 where the block must be walked as a whole.
  func accept(
    _ walker: inout ExportWalker, _ ledger: inout FileLedger, into batches: inout [RecordBatch]
  ) -> Int {
    let standing = walker.standing
    var rows: Int64 = 0
    var taken = 0
    var last: ExportWalker?
    for (index, range) in ranges.enumerated() {
      guard var part = parts[index], taken == range.lowerBound,
        last.map({ $0.standing == standing }) ?? true
      else { break }
      parts[index] = nil
      if rows > 0 {
        for index in part.batch.records.indices { part.batch.records[index].source.row += rows }
        for index in part.batch.rejects.indices { part.batch.rejects[index].source.row += rows }
      }
      ledger.merge(part.ledger)
      batches.append(part.batch)
      rows += part.walker.rows - walker.rows
      taken += part.taken
      last = part.walker
    }
    if let last, taken > 0 { walker.goOn(as: last, rows: rows) }
    return taken
  }
}
