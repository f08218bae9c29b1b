import CaseModel

/// The walk through one evidence file, block by block.
///
/// Called once per block: a target boundary is never crossed per byte or record.
package struct ExportWalker: Sendable {
  /// One of the three; taken out while a block is walked, so that its buffers stay uniquely held.
  private var csv: CSVExport?
  private var json: AuditJSON?
  private var list: FormatList?
  private var row: Int64 = 0
  private var isAtStart = true
  private let evidence: Int

  package init(_ format: ExportFormat, evidence: Int) {
    self.evidence = evidence
    switch format {
    case .unifiedAuditLogCSV, .purviewCSV, .wrappedCSV, .officeActivityCSV, .mailboxAuditLogCSV,
      .parsedRecordsCSV:
      csv = CSVExport()
    case .auditJSON: json = AuditJSON()
    case .formatList: list = FormatList()
    }
  }

  /// Reads the whole rows of a block into `batch`.
  ///
  /// - Parameters:
  ///   - fileOffset: where the block starts in the file.
  ///   - isLast: nothing follows.
  /// - Returns: bytes taken; what is left belongs before the next block.
  package mutating func walk(
    _ bytes: RawSpan, fileOffset: Int64, isLast: Bool, into batch: inout RecordBatch,
    ledger: inout FileLedger
  ) -> Int {
    var taken = RecordBatch()
    swap(&taken, &batch)
    var output = WalkOutput(batch: taken, ledger: ledger, row: row, evidence: evidence)
    output.invalidText = UTF8Check.invalidPlaces(bytes, isLast: isLast)
    defer {
      output.dropUnclaimedItems()
      output.flushResults()
      swap(&output.batch, &batch)
      ledger = output.ledger
      row = output.row
    }
    var position = 0
    if isAtStart {
      isAtStart = false
      if bytes.byteCount >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    }
    func input() -> WalkInput {
      WalkInput(position: position, fileOffset: fileOffset, isLast: isLast)
    }
    if var csv {
      self.csv = nil
      while position < bytes.byteCount, let next = csv.step(bytes, input(), &output) {
        position = next
      }
      self.csv = csv
    } else if var json {
      self.json = nil
      while position < bytes.byteCount, let next = json.step(bytes, input(), &output) {
        position = next
      }
      if isLast { output.ledger.unclosedLists += json.openLists }
      self.json = json
    } else if var list {
      self.list = nil
      while position < bytes.byteCount, let next = list.step(bytes, input(), &output) {
        position = next
      }
      self.list = list
    }
    return position
  }
}

extension ExportWalker {
  /// What a walk of the bytes behind depends on: two walkers that stand the same read the same.
  package struct Standing: Equatable {
    fileprivate var openLists: Int
    fileprivate var openPages: Int
    fileprivate var hasHeader: Bool
  }

  package var standing: Standing {
    Standing(
      openLists: json?.openLists ?? 0, openPages: json?.openPages ?? 0,
      hasHeader: csv?.hasHeader ?? true)
  }

  /// The block behind can be walked in parts at the same time, each by a copy of this walker.
  package var canSplit: Bool { !isAtStart && standing.hasHeader }

  /// Where parts of a block may end: behind a line end, for CSV outside quotes.
  ///
  /// Only a guess. A part that does not end where a row does is noticed, because its walk does not
  /// take all of it.
  package func cuts(_ bytes: RawSpan, parts: Int) -> [Int] {
    var cuts: [Int] = []
    var from = 0
    for part in 1..<max(1, parts) {
      let target = bytes.byteCount / parts * part
      guard target > from, let cut = lineStart(bytes, from: from, after: target) else { continue }
      cuts.append(cut)
      from = cut
    }
    return cuts + [bytes.byteCount]
  }

  /// The first line start behind `target`; for CSV with an even number of quotes since `from`.
  private func lineStart(_ bytes: RawSpan, from: Int, after target: Int) -> Int? {
    var quotes = csv == nil ? 0 : ExportWalker.quotes(bytes, from..<target)
    var index = target
    while index < bytes.byteCount {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\""), csv != nil { quotes += 1 }
      if byte == 0x0A, quotes % 2 == 0 { return index + 1 < bytes.byteCount ? index + 1 : nil }
      index += 1
    }
    return nil
  }

  /// Counts quotes, 8 bytes at a time.
  private static func quotes(_ bytes: RawSpan, _ range: Range<Int>) -> Int {
    let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    var count = 0
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      let word =
        bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self) ^ 0x2222_2222_2222_2222
      // A byte is zero where adding 0x7F to its low bits leaves the high bit clear.
      count += (~(((word & lows) &+ lows) | word | lows)).nonzeroBitCount
      index += 8
    }
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "\"") { count += 1 }
      index += 1
    }
    return count
  }

  /// Goes on behind parts that copies of this walker took: they stand as `last` does, and `rows`
  /// rows are behind.
  package mutating func goOn(as last: ExportWalker, rows: Int64) {
    let row = row + rows
    self = last
    self.row = row
  }

  /// Rows so far.
  package var rows: Int64 { row }
}
