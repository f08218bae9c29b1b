import CaseImport
import CaseModel
import CaseTally
import Files
import TextFormats

/// Bytes of evidence that are walked at a time: so few that they stay near the processor; more only
/// where one row is longer.
package let blockBytes = 256 << 10

/// Parts of a block for each thread: so many that no thread waits long for the last.
let partsPerThread = 4

/// Reads one export block by block into batches.
///
/// - Parameters:
///   - dayOrder: of dates that are only numbers, as somebody stated it.
///   - threads: at most so many walk, read ahead and take batches at the same time; the batches hold
///     the same records with the same places for any number, but not in the same order: a `Tally`
///     does not mind (R20).
///   - take: gets each batch as it is filled, one at a time.
/// - Returns: the ledger of the file.
package func walkEvidence(
  _ source: ByteStream, format: ExportFormat, evidence: Int, dayOrder: DayOrder? = nil,
  threads: Int = 1, blockBytes: Int = blockBytes, longestRow: Int = 64 << 20,
  _ take: (RecordBatch) -> Void
) throws -> FileLedger {
  try withoutActuallyEscaping(take) { take in
    var walk = EvidenceWalk(
      input: try UTF8Source(source, blockBytes: blockBytes),
      walker: ExportWalker(
        format, evidence: evidence, dayOrder: dayOrder, longestRow: longestRow),
      ledger: FileLedger(evidence: evidence), threads: max(1, threads),
      wanted: max(16, blockBytes * (threads > 1 ? threads * partsPerThread : 1)), take: take)
    return try walk.run()
  }
}

/// One file on its way: while the parts of a block are walked, the batches of the block before are
/// taken and the next block is read.
private struct EvidenceWalk {
  var input: UTF8Source
  var walker: ExportWalker
  var ledger: FileLedger
  let threads: Int
  let wanted: Int
  let take: (RecordBatch) -> Void
  /// By thread: filled until it is worth taking.
  private let batches: [ThreadBatch]
  /// Filled, not yet taken.
  private var ready: [RecordBatch] = []
  /// Taken and emptied: their memory is used again.
  private var spare: [RecordBatch] = []
  private var offset: Int64 = 0
  /// Places of what is walked are not those of the file.
  private var isPlacing = false

  init(
    input: UTF8Source, walker: ExportWalker, ledger: FileLedger, threads: Int, wanted: Int,
    take: @escaping (RecordBatch) -> Void
  ) {
    self.input = input
    self.walker = walker
    self.ledger = ledger
    self.threads = threads
    self.wanted = wanted
    self.take = take
    batches = (0..<threads).map { _ in ThreadBatch() }
  }

  mutating func run() throws -> FileLedger {
    var block = EvidenceBlock()
    var next = EvidenceBlock()
    try block.read(&input, wanted: wanted)
    while true {
      let isSplit = threads > 1 && walker.canSplit && input.utf16 == nil && !block.range.isEmpty
      var taken = 0
      if isSplit, !block.isLast {
        taken = try walkWhileReading(block, &next)
      } else {
        if isSplit { taken = walkParts(block) }
        if taken == 0 { taken = walkWhole(block) }
        if block.isLast {
          offset += Int64(taken)
          block.range = (block.range.lowerBound + taken)..<block.range.upperBound
          if block.range.isEmpty { break }
          continue
        }
        takeReady()
        try next.read(&input, wanted: wanted)
      }
      if taken == 0, isSplit { taken = walkWhole(block) }
      next.prepend(block.bytes[(block.range.lowerBound + taken)..<block.range.upperBound])
      offset += Int64(taken)
      swap(&block, &next)
    }
    for batch in batches { ready.append(batch.batch) }
    takeReady()
    if walker.lastRowIsShort == true { ledger.shortLastRows += 1 }
    return ledger
  }

  private mutating func takeReady() {
    for batch in ready { take(batch) }
    var taken: [RecordBatch] = []
    swap(&taken, &ready)
    recycle(&taken)
  }

  private mutating func recycle(_ taken: inout [RecordBatch]) {
    while var batch = taken.popLast() {
      batch.removeAll()
      spare.append(batch)
    }
  }

  private mutating func setAside() {
    for batch in batches where batch.isWorthTaking { ready.append(batch.hand(&spare)) }
  }

  private mutating func walkWhole(_ block: EvidenceBlock) -> Int {
    if input.utf16 != nil, !isPlacing {
      // What came before stands where the file has it.
      isPlacing = true
      for batch in batches { ready.append(batch.hand(&spare)) }
    }
    var taken = walker.walk(
      block.bytes.span.bytes.extracting(block.range), fileOffset: offset, isLast: block.isLast,
      into: &batches[0].batch, memo: &batches[0].memo, ledger: &ledger)
    if block.isLast { taken = block.range.count }
    if input.utf16 != nil {
      var batch = batches[0].hand(&spare)
      input.utf16?.place(
        &batch, block.bytes[block.range], offset: offset, taken: taken,
        longRow: walker.longRowStart)
      ready.append(batch)
    }
    setAside()
    return taken
  }

  private mutating func walkParts(_ block: EvidenceBlock) -> Int {
    let parts = BlockParts(block, walker, batches: batches)
    runTogether(threads, parts.tasks(block, offset: offset, walker))
    return finish(parts)
  }

  private mutating func walkWhileReading(_ block: EvidenceBlock, _ next: inout EvidenceBlock) throws
    -> Int
  {
    var taking: [RecordBatch] = []
    swap(&taking, &ready)
    var ahead = EvidenceBlock()
    swap(&ahead, &next)
    var source = input
    let (wanted, take) = (wanted, take)
    var problem: (any Error)?
    let parts = BlockParts(block, walker, batches: batches)
    // The long tasks first: the short ones even out what is left of the time.
    var tasks: [(_ thread: Int) -> Void] = [
      { _ in for batch in taking { take(batch) } },
      { _ in do { try ahead.read(&source, wanted: wanted) } catch { problem = error } },
    ]
    tasks += parts.tasks(block, offset: offset, walker)
    runTogether(threads, tasks)
    if let problem { throw problem }
    input = source
    swap(&ahead, &next)
    tasks = []
    recycle(&taking)
    return finish(parts)
  }

  private mutating func finish(_ parts: BlockParts) -> Int {
    let taken = parts.accept(&walker, &ledger)
    setAside()
    return taken
  }
}

/// A source as UTF-8, whatever it is encoded in, also where its encoding changes.
package struct UTF8Source {
  /// Set from where on the source is, or may be, UTF-16: knows the places in the original.
  var utf16: UTF16Reader?
  private let source: ByteStream
  /// UTF-16 is read so much at a time.
  private let blockBytes: Int
  /// Bytes that are read and not handed out yet.
  private var ready: ArraySlice<UInt8>
  private var ended = false
  /// Bytes so far that were UTF-8, and the last of them.
  private var passed: Int64 = 0
  private var last: UInt8?

  package init(_ source: ByteStream, blockBytes: Int) throws {
    self.source = source
    self.blockBytes = blockBytes
    var head = [UInt8](repeating: 0, count: 4)
    var count = 0
    while count < head.count {
      let read = try source.read(into: &head, from: count)
      if read == 0 { break }
      count += read
    }
    ready = head[..<count]
    passed = Int64(count)
    last = ready.last
    utf16 = UTF16Reader(TextEncoding(Array(ready)))
    if utf16 != nil { ready = utf16?.read(ready, isLast: false)[...] ?? [] }
  }

  package mutating func read(into buffer: inout [UInt8], from start: Int) throws -> Int {
    if ready.isEmpty, utf16 == nil {
      let count = try source.read(into: &buffer, from: start)
      let bytes = buffer[start..<(start + count)]
      if !WideText.mayBegin(bytes) {
        passed += Int64(count)
        last = bytes.last ?? last
        return count
      }
      utf16 = UTF16Reader(behind: passed, before: last)
      ready = utf16?.read(bytes, isLast: false)[...] ?? []
    }
    while ready.isEmpty, !ended {
      var block = [UInt8](repeating: 0, count: blockBytes)
      let count = try source.read(into: &block, from: 0)
      ended = count == 0
      ready = utf16?.read(block[..<count], isLast: ended)[...] ?? []
    }
    let part = ready.prefix(buffer.count - start)
    if part.isEmpty { return 0 }
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
    ByteStream { buffer, start in try handle.read(into: &buffer, from: start) }, format: format,
    evidence: evidence, threads: threads, take)
}
