import CaseModel

/// Where a step of the walk stands in its block.
struct WalkInput {
  var position: Int
  /// Of the bytes that a row here may have.
  var end: Int
  /// Of the block, in the file.
  var fileOffset: Int64
  var isLast: Bool
  /// The bytes up to `end` are as many as a row may have, and more are there: nothing is waited for.
  var isFull: Bool
}

/// What a walk fills: the batch, the ledger, and the count of rows.
struct WalkOutput {
  var batch: RecordBatch
  var ledger: FileLedger
  var row: Int64
  let evidence: Int
  /// Of the block: where it is no UTF-8.
  var invalidText: [Int] = []
  /// Of dates that are only numbers, as somebody stated it.
  var dayOrder: DayOrder?
  /// Of the row that is read, as a bit.
  var format: UInt64 = 0
  /// Of rows that became records.
  private(set) var formats: UInt64 = 0
  /// Of the texts of the batch.
  private(set) var memo: TextMemo
  /// Items of the batch that belong to records; those behind were read for a row in progress.
  private var claimedItems: Int
  private var claimedMessages: Int
  private var isResultNoted = false
  /// The run of `ResultCount` that the last rows belong to.
  private var run = (count: Int64(0), rows: ResultRun())

  init(
    batch: consuming RecordBatch, memo: consuming TextMemo = TextMemo(), ledger: FileLedger,
    row: Int64, evidence: Int
  ) {
    claimedItems = batch.items.count
    claimedMessages = batch.messages.count
    self.batch = batch
    self.memo = memo
    self.ledger = ledger
    self.row = row
    self.evidence = evidence
  }

  /// Hands the memo back.
  mutating func give(_ memo: inout TextMemo) { swap(&self.memo, &memo) }

  /// Lets go what a row left that became no record.
  mutating func dropUnclaimedItems() {
    if batch.items.count > claimedItems {
      batch.items.removeLast(batch.items.count - claimedItems)
      batch.messages.removeLast(downTo: claimedMessages)
    }
  }

  /// Puts what the rows were into the ledger.
  mutating func noteFormats() {
    if formats != 0 { ledger.formats.formUnion(NumberedFormat.names(formats)) }
  }

  mutating func startRow() {
    row += 1
    ledger.rows += 1
    isResultNoted = false
  }

  private func source(_ input: WalkInput, end: Int) -> SourcePosition {
    SourcePosition(
      evidence: Int32(evidence), row: row, offset: input.fileOffset + Int64(input.position),
      length: Int64(end - input.position))
  }

  /// Adds the record that `walk` noted in the row itself, or rejects it.
  @inline(__always)
  mutating func add(
    _ walk: inout RecordWalk, _ bytes: RawSpan, quote: Int, wrapper: RecordWrapper,
    wrapperBytes: RawSpan, _ input: WalkInput, end: Int
  ) {
    add(
      &walk, bytes, quote: quote, wrapper: wrapper, wrapperBytes: wrapperBytes, salvage: bytes,
      input.position..<end, input, end: end)
  }

  /// Adds the record that `walk` noted, or rejects its row and salvages from `range`.
  mutating func add(
    _ walk: inout RecordWalk, _ bytes: RawSpan, quote: Int, wrapper: RecordWrapper,
    wrapperBytes: RawSpan, salvage: RawSpan, _ range: Range<Int>, _ input: WalkInput, end: Int
  ) {
    if walk.fields.isFlattened,
      let json = FlattenedNames.unfolded(bytes, walk.fields.object, quote: quote)
    {
      return add(
        unfolded: json, &walk, wrapper: wrapper, wrapperBytes: wrapperBytes, salvage: salvage,
        range,
        input, end: end)
    }
    do throws(RecordRefusal) {
      var record = try RecordBuilder(quote: quote, dayOrder: dayOrder).add(
        &walk, bytes, wrapper: wrapper, wrapperBytes: wrapperBytes,
        source: source(input, end: end), memo: &memo, to: &batch)
      if !invalidText.isEmpty, invalidText.contains(where: { $0 >= input.position && $0 < end }) {
        record.marks.insert(.invalidText)
      }
      batch.records.append(record)
      claimedItems = batch.items.count
      claimedMessages = batch.messages.count
      formats |= format
      ledger.records += 1
      ledger.saw(record.time)
      if record.marks.intersects(.unread) { ledger.unread += 1 }
      if record.marks.contains(.mailAccess) {
        ledger.mailAccess += 1
        if record.marks.contains(.lossy) { ledger.lossy += 1 }
      }
    } catch {
      dropUnclaimedItems()
      countReject()
      batch.rejects.append(
        RejectedRow(
          source: source(input, end: end), reason: error.reason, detail: error.detail,
          operation: Salvage.operation(error.operation, in: salvage, range), key: error.key,
          salvaged: Salvage.messageIds(in: salvage, range)))
    }
  }

  /// The same for a record whose members were called by their paths.
  private mutating func add(
    unfolded json: [UInt8], _ walk: inout RecordWalk, wrapper: RecordWrapper,
    wrapperBytes: RawSpan, salvage: RawSpan, _ range: Range<Int>, _ input: WalkInput, end: Int
  ) {
    dropUnclaimedItems()
    let isInvalid = walk.fields.hasLoneSurrogate
    var position = 0
    do throws(JSONFault) {
      try walk.record(json.span.bytes, &position, json.count, quote: 1, depth: 0, into: &batch)
    } catch {
      return reject(salvage, range, input, end: end, fault: error, operation: nil)
    }
    walk.fields.isFlattened = false
    walk.fields.hasLoneSurrogate = walk.fields.hasLoneSurrogate || isInvalid
    add(
      &walk, json.span.bytes, quote: 1, wrapper: wrapper, wrapperBytes: wrapperBytes,
      salvage: salvage, range, input, end: end)
  }

  private mutating func countReject() {
    ledger.rejected += 1
    if !isResultNoted { ledger.unindexedRejects += 1 }
  }

  /// Rejects a row; what can be salvaged stands in the row itself.
  mutating func reject(
    _ bytes: RawSpan, _ input: WalkInput, end: Int, _ reason: RejectReason, _ detail: String,
    operation: EvidenceText?
  ) {
    reject(
      bytes, input.position..<end, input, end: end, reason, detail, operation: operation)
  }

  mutating func reject(
    _ bytes: RawSpan, _ input: WalkInput, end: Int, fault: JSONFault, operation: EvidenceText?
  ) {
    reject(bytes, input.position..<end, input, end: end, fault: fault, operation: operation)
  }

  /// Rejects a row; what can be salvaged stands in `range` of `bytes`.
  ///
  /// - Parameter operation: `nil` where what the row says cannot be believed (R17).
  mutating func reject(
    _ bytes: RawSpan, _ range: Range<Int>, _ input: WalkInput, end: Int, _ reason: RejectReason,
    _ detail: String, operation: EvidenceText?
  ) {
    dropUnclaimedItems()
    countReject()
    batch.rejects.append(
      RejectedRow(
        source: source(input, end: end), reason: reason, detail: detail,
        operation: Salvage.operation(operation, in: bytes, range),
        key: Salvage.key(in: bytes, range), salvaged: Salvage.messageIds(in: bytes, range)))
  }

  mutating func reject(
    _ bytes: RawSpan, _ range: Range<Int>, _ input: WalkInput, end: Int, fault: JSONFault,
    operation: EvidenceText?
  ) {
    let reason: RejectReason
    let detail: String
    switch fault {
    case .truncated:
      (reason, detail) = (.truncatedJSON, "the JSON text ends inside a value")
    case .invalid(let position):
      let place = position - input.position
      (reason, detail) = (.invalidJSON, "byte \(place) of the row is not allowed there in JSON")
    case .tooDeep:
      (reason, detail) = (.tooDeep, "JSON nested deeper than \(JSONScan.deepest) levels")
    }
    reject(bytes, range, input, end: end, reason, detail, operation: operation)
  }

  /// Rejects NUL bytes that stand where rows should.
  ///
  /// - Returns: where the rows go on.
  mutating func rejectHole(_ bytes: RawSpan, _ input: WalkInput, end: Int) -> Int {
    dropUnclaimedItems()
    startRow()
    reject(
      bytes, input, end: end, .hole, WalkOutput.hole(Int64(end - input.position)), operation: nil)
    return end
  }

  private static func hole(_ bytes: Int64) -> String {
    "\(bytes) NUL bytes stand between rows: what was there is lost"
  }

  /// Adds to the last row that was rejected what its bytes hold besides what was read of them.
  mutating func salvageMore(_ bytes: RawSpan, _ row: Range<Int>, isOperationBelieved: Bool) {
    guard var reject = batch.rejects.popLast() else { return }
    reject.operation = Salvage.operation(
      isOperationBelieved ? reject.operation : nil, in: bytes, row)
    for id in Salvage.messageIds(in: bytes, row) where !reject.salvaged.contains(id) {
      reject.salvaged.append(id)
    }
    batch.rejects.append(reject)
  }

  /// Rejects a row that was too long to be held.
  ///
  /// - Parameters:
  ///   - end: a place in the file.
  ///   - longest: bytes of a row that are held.
  mutating func reject(_ row: LongRow, end: Int64, longest: Int) {
    startRow()
    countReject()
    batch.rejects.append(
      RejectedRow(
        source: SourcePosition(
          evidence: Int32(evidence), row: self.row, offset: row.start, length: end - row.start),
        reason: row.isPadding ? .hole : .tooLong,
        detail: row.isPadding
          ? WalkOutput.hole(end - row.start)
          : "the row is longer than \(WalkOutput.size(longest)), so it is not an audit record",
        operation: row.operation, key: row.key, salvaged: row.salvaged))
  }

  private static func size(_ bytes: Int) -> String {
    bytes >= 1 << 20 ? "\(bytes >> 20) MiB" : "\(bytes) bytes"
  }

  // MARK: - Signs of a cut export (R18)

  /// - Parameter isMore: what the row says of `moreRecordsAvailable`.
  mutating func noteResult(index: Int64?, count: Int64?, isMore: Bool?) {
    guard let index, let count else {
      if let isMore { ledger.results[0, default: ResultRun()].note(isMore) }
      return
    }
    isResultNoted = true
    if index < 0 || count <= 0 {
      ledger.failedResults += 1
      return
    }
    if run.count != count { flushResults() }
    run.count = count
    run.rows.rows += 1
    run.rows.highestIndex = max(run.rows.highestIndex, index)
    if let isMore { run.rows.note(isMore) }
  }

  /// Puts the last run of results into the ledger.
  mutating func flushResults() {
    if run.rows.rows > 0 { ledger.results[run.count, default: ResultRun()].merge(run.rows) }
    run = (0, ResultRun())
  }

  /// AuditData that ends where exporters are known to cut: 3,060, 10,000 and 32,767 characters.
  ///
  /// Counts UTF-16 units, as spreadsheets do, and a doubled quote as one.
  mutating func noteCut(_ bytes: RawSpan, _ range: Range<Int>, quote: Int) {
    var length = 0
    var quotes = 0
    for index in range {
      let byte = bytes[index]
      if byte & 0xC0 != 0x80 { length += byte >= 0xF0 ? 2 : 1 }
      if byte == UInt8(ascii: "\"") { quotes += 1 }
    }
    if quote == 2 { length -= quotes / 2 }
    for limit in [3_060, 10_000, 32_767] as [Int64] where abs(Int64(length) - limit) <= 40 {
      ledger.cutLengths[limit, default: 0] += 1
    }
  }
}
