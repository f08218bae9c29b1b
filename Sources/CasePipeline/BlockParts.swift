import CaseImport
import CaseModel

/// The parts of a block, walked at the same time by copies of one walker, and taken in order. Each
/// thread fills a batch of its own, part after part, over many blocks.
///
/// Where the parts were cut is a guess. A part counts only where the one before took all its bytes
/// and stands as the walker did before: then reading it alone gave what reading on would have given.
final class BlockParts {
  private struct Part {
    var walker: ExportWalker
    var ledger = FileLedger(evidence: 0)
    var taken = 0
    var thread = 0
    /// In the batch of the thread.
    var start = RecordBatch.Mark()
    var end = RecordBatch.Mark()
  }

  /// Filled by the one task that walks it.
  private final class Slot {
    var part: Part?
  }

  private let ranges: [Range<Int>]
  private let slots: [Slot]
  /// By thread.
  private let batches: [ThreadBatch]

  /// - Parameter batches: one for each thread, to be filled further.
  init(_ block: EvidenceBlock, _ walker: ExportWalker, batches: [ThreadBatch]) {
    let cuts = walker.cuts(
      block.bytes.span.bytes.extracting(block.range), parts: batches.count * partsPerThread)
    ranges = zip([0] + cuts, cuts).map { $0..<$1 }
    slots = ranges.map { _ in Slot() }
    self.batches = batches
  }

  /// One task for each part; they may run at the same time.
  func tasks(
    _ block: EvidenceBlock, offset: Int64, _ walker: ExportWalker
  ) -> [(_ thread: Int) -> Void] {
    let start = block.range.lowerBound
    return ranges.indices.map { index in
      { thread in
        let range = self.ranges[index]
        var part = Part(walker: walker)
        part.thread = thread
        part.start = self.batches[thread].batch.mark
        part.taken = part.walker.walk(
          block.bytes.span.bytes.extracting(
            (start + range.lowerBound)..<(start + range.upperBound)),
          fileOffset: offset + Int64(range.lowerBound),
          isLast: block.isLast && index == self.ranges.count - 1, isPart: true,
          into: &self.batches[thread].batch, memo: &self.batches[thread].memo,
          ledger: &part.ledger)
        part.end = self.batches[thread].batch.mark
        self.slots[index].part = part
      }
    }
  }

  /// Keeps the parts that count in the batches, and lets the others go.
  ///
  /// - Returns: the bytes that they took; 0 where the block must be walked as a whole.
  func accept(_ walker: inout ExportWalker, _ ledger: inout FileLedger) -> Int {
    let standing = walker.standing
    var rows: Int64 = 0
    var taken = 0
    var last: ExportWalker?
    var isShort = walker.lastRowIsShort
    var index = 0
    while index < ranges.count {
      guard let part = slots[index].part, taken == ranges[index].lowerBound,
        last.map({ $0.standing == standing }) ?? true
      else { break }
      move(part, by: rows)
      ledger.merge(part.ledger)
      rows += part.walker.rows - walker.rows
      taken += part.taken
      last = part.walker
      isShort = part.walker.lastRowIsShort ?? isShort
      index += 1
    }
    // A thread takes parts in their order: those that do not count are the last in its batch.
    for slot in slots[index...].reversed() {
      if let part = slot.part { batches[part.thread].batch.removeAll(behind: part.start) }
    }
    if let last, taken > 0 {
      walker.goOn(as: last, rows: rows)
      walker.lastRowIsShort = isShort
    }
    return taken
  }

  /// Counts the rows of the parts before.
  private func move(_ part: Part, by rows: Int64) {
    if rows == 0 { return }
    for index in part.start.records..<part.end.records {
      batches[part.thread].batch.records[index].source.row += rows
    }
    for index in part.start.rejects..<part.end.rejects {
      batches[part.thread].batch.rejects[index].source.row += rows
    }
  }
}

/// What one thread fills, part after part.
final class ThreadBatch {
  var batch = RecordBatch()
  /// Of the texts of the batch.
  var memo = TextMemo()

  /// Large batches are taken in less time than many small ones: what their records have in common
  /// is looked up once.
  var isWorthTaking: Bool {
    batch.records.count >= 2_048 || batch.items.count >= 1 << 15 || batch.rejects.count >= 1_024
      || batch.messages.bytes >= 4 << 20
  }

  /// Hands over what is filled, and goes on with an empty one.
  func hand(_ spare: inout [RecordBatch]) -> RecordBatch {
    var filled = spare.popLast() ?? RecordBatch()
    swap(&filled, &batch)
    memo.removeAll()
    return filled
  }
}
