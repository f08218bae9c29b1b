import CaseImport
import CaseModel
import Dispatch

/// The parts of a block, walked at the same time by copies of one walker, and taken in order.
///
/// Where the parts were cut is a guess. A part counts only where the one before took all its bytes
/// and stands as the walker did before: then reading it alone gave what reading on would have given.
struct BlockParts {
  private struct Part {
    var walker: ExportWalker
    var batch = RecordBatch()
    var ledger = FileLedger(evidence: 0)
    var taken = 0
  }

  private let ranges: [Range<Int>]
  private let parts: [Part?]

  init(
    _ buffer: [UInt8], _ filled: Int, offset: Int64, isLast: Bool, _ threads: Int,
    _ walker: ExportWalker
  ) {
    let cuts = walker.cuts(buffer.span.bytes.extracting(0..<filled), parts: threads)
    let ranges = zip([0] + cuts, cuts).map { $0..<$1 }
    var parts = [Part?](repeating: nil, count: ranges.count)
    parts.withUnsafeMutableBufferPointer { slots in
      // Each iteration writes its own slot only, and none outlives concurrentPerform.
      nonisolated(unsafe) let slots = slots
      DispatchQueue.concurrentPerform(iterations: ranges.count) { index in
        var part = Part(walker: walker)
        let range = ranges[index]
        part.taken = part.walker.walk(
          buffer.span.bytes.extracting(range), fileOffset: offset + Int64(range.lowerBound),
          isLast: isLast && index == ranges.count - 1, into: &part.batch, ledger: &part.ledger)
        slots[index] = part
      }
    }
    self.ranges = ranges
    self.parts = parts
  }

  /// Hands over the parts that count.
  ///
  /// - Returns: the bytes that they took; 0 where the block must be walked as a whole.
  func accept(
    _ walker: inout ExportWalker, _ ledger: inout FileLedger, _ take: (RecordBatch) -> Void
  ) -> Int {
    let standing = walker.standing
    var rows: Int64 = 0
    var taken = 0
    var last: ExportWalker?
    for (range, part) in zip(ranges, parts) {
      guard var part, taken == range.lowerBound, last.map({ $0.standing == standing }) ?? true
      else { break }
      for index in part.batch.records.indices { part.batch.records[index].source.row += rows }
      for index in part.batch.rejects.indices { part.batch.rejects[index].source.row += rows }
      ledger.merge(part.ledger)
      take(part.batch)
      rows += part.walker.rows - walker.rows
      taken += part.taken
      last = part.walker
    }
    if let last, taken > 0 { walker.goOn(as: last, rows: rows) }
    return taken
  }
}
