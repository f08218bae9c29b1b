import CaseModel
import TextFormats

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
  /// A row that is passed without being held.
  private var longRow: LongRow?
  private let evidence: Int
  private let dayOrder: DayOrder?
  private let longestRow: Int

  /// - Parameters:
  ///   - dayOrder: of dates that are only numbers.
  ///   - longestRow: bytes of a row that are waited for; a longer one is rejected.
  package init(
    _ format: ExportFormat, evidence: Int, dayOrder: DayOrder? = nil, longestRow: Int = 64 << 20
  ) {
    self.evidence = evidence
    self.dayOrder = dayOrder
    self.longestRow = longestRow
    switch format.reading {
    case .csv: csv = CSVExport()
    case .json: json = AuditJSON()
    case .formatList: list = FormatList()
    }
  }

  /// Reads the whole rows of a block into `batch`.
  ///
  /// - Parameters:
  ///   - fileOffset: where the block starts in the file.
  ///   - isLast: nothing follows.
  ///   - isPart: bytes that follow are walked by another.
  ///   - memo: of the texts of the batch, from its beginning.
  /// - Returns: bytes taken; what is left belongs before the next block.
  package mutating func walk(
    _ bytes: RawSpan, fileOffset: Int64, isLast: Bool, isPart: Bool = false,
    into batch: inout RecordBatch, memo: inout TextMemo, ledger: inout FileLedger
  ) -> Int {
    var taken = RecordBatch()
    swap(&taken, &batch)
    var known = TextMemo()
    swap(&known, &memo)
    var output = WalkOutput(
      batch: taken, memo: known, ledger: ledger, row: row, evidence: evidence)
    output.dayOrder = dayOrder
    output.invalidText = UTF8Check.invalidPlaces(bytes, isLast: isLast)
    defer {
      output.dropUnclaimedItems()
      output.flushResults()
      output.noteFormats()
      swap(&output.batch, &batch)
      output.give(&memo)
      ledger = output.ledger
      row = output.row
    }
    var position = 0
    if isPart { csv?.endsShort = nil }
    if isAtStart {
      isAtStart = false
      if TextBytes.isMarked(bytes) { position = TextBytes.mark.count }
    }
    while true {
      if longRow != nil {
        // Nobody counted its fields.
        csv?.endsShort = false
        if !passLongRow(bytes, &position, fileOffset, isLast, &output) { break }
      }
      walkRows(bytes, &position, fileOffset, isLast, &output)
      if isPart || bytes.byteCount - position <= longestRow { break }
      longRow = LongRow(
        start: fileOffset + Int64(position), bytes, seen: position..<(position + longestRow),
        isElement: (json?.nesting.lists ?? 0) > 0)
    }
    if isLast, position == bytes.byteCount {
      output.ledger.unclosedLists += json?.nesting.lists ?? 0
      json?.notePage(&output)
    }
    return position
  }

  /// Passes rows until one needs bytes that are not here, or more than are waited for.
  private mutating func walkRows(
    _ bytes: RawSpan, _ position: inout Int, _ fileOffset: Int64, _ isLast: Bool,
    _ output: inout WalkOutput
  ) {
    // A row sees no more than the longest one, so that blocks of any size give the same rows.
    func input() -> WalkInput {
      let end = min(bytes.byteCount, position + longestRow)
      return WalkInput(
        position: position, end: end, fileOffset: fileOffset,
        isLast: isLast && end == bytes.byteCount, isFull: end < bytes.byteCount)
    }
    if var csv {
      self.csv = nil
      defer { self.csv = csv }
      while position < bytes.byteCount {
        let input = input()
        guard let next = csv.step(bytes.extracting(0..<input.end), input, &output) else { return }
        position = next
      }
    } else if var json {
      self.json = nil
      defer { self.json = json }
      while position < bytes.byteCount {
        let input = input()
        guard let next = json.step(bytes.extracting(0..<input.end), input, &output) else { return }
        position = next
      }
    } else if var list {
      self.list = nil
      defer { self.list = list }
      while position < bytes.byteCount {
        let input = input()
        guard let next = list.step(bytes.extracting(0..<input.end), input, &output) else { return }
        position = next
      }
    }
  }

  /// - Returns: the row ends in these bytes.
  private mutating func passLongRow(
    _ bytes: RawSpan, _ position: inout Int, _ fileOffset: Int64, _ isLast: Bool,
    _ output: inout WalkOutput
  ) -> Bool {
    let found = longRow?.end(bytes, from: position)
    if found == nil, isLast, longRow?.isPadding == true {
      longRow = nil
      position = bytes.byteCount
      return true
    }
    guard let found = found ?? (isLast ? (bytes.byteCount, bytes.byteCount) : nil) else {
      position = bytes.byteCount
      return false
    }
    if let longRow {
      output.reject(longRow, end: fileOffset + Int64(found.end), longest: longestRow)
    }
    longRow = nil
    position = found.next
    return true
  }
}

extension ExportWalker {
  /// What a walk of the bytes behind depends on: two walkers that stand the same read the same.
  package struct Standing: Equatable {
    fileprivate var nesting: JSONNesting?
    fileprivate var table: JSONColumns?
    fileprivate var columns: CSVColumns?
    fileprivate var delimiter: UInt8?
    fileprivate var named: [NamedColumn]?
    fileprivate var hasHeader: Bool
    fileprivate var isInLongRow: Bool
  }

  package var standing: Standing {
    Standing(
      nesting: json?.nesting, table: json?.columns,
      columns: csv?.columns, delimiter: csv?.rows.delimiter, named: csv?.named,
      hasHeader: csv?.hasHeader ?? true,
      isInLongRow: longRow != nil)
  }

  /// Where a row starts, in the file, that the last walk began to pass.
  /// The last row so far has fewer fields than the header (R18); `nil` where there was none in a part.
  package var lastRowIsShort: Bool? {
    get { csv?.endsShort }
    set { csv?.endsShort = newValue }
  }

  package var longRowStart: Int64? { longRow?.start }

  /// The block behind can be walked in parts at the same time, each by a copy of this walker.
  package var canSplit: Bool { !isAtStart && standing.hasHeader && longRow == nil }

  /// Where parts of a block may end: where a line begins a row.
  ///
  /// Only a guess. A part that does not end where a row does is noticed, because its walk does not
  /// take all of it.
  package func cuts(_ bytes: RawSpan, parts: Int) -> [Int] {
    var cuts: [Int] = []
    var from = 0
    for part in 1..<max(1, parts) {
      let target = bytes.byteCount / parts * part
      guard target > from, let cut = rowStart(bytes, after: target) else { continue }
      cuts.append(cut)
      from = cut
    }
    return cuts + [bytes.byteCount]
  }

  /// The first line behind `target` that looks like a row.
  private func rowStart(_ bytes: RawSpan, after target: Int) -> Int? {
    var index = target
    var lines = 0
    while index < bytes.byteCount, lines < 5_000 {
      index += 1
      if bytes[index - 1] != 0x0A || index == bytes.byteCount { continue }
      lines += 1
      if csv?.looksLikeRow(bytes, index) ?? json?.looksLikeRow(bytes, index) ?? true {
        return index
      }
    }
    return nil
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
