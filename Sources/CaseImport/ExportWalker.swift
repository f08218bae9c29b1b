import CaseModel

/// The walk through one evidence file, block by block.
///
/// Called once per block: a target boundary is never crossed per byte or record.
package struct ExportWalker {
  private enum Format {
    case csv(AuditDataCSV)
    case json(AuditJSON)
  }

  private var format: Format
  private var row: Int64 = 0
  private var isAtStart = true
  private let evidence: Int

  package init(_ format: ExportFormat, evidence: Int) {
    self.evidence = evidence
    switch format {
    case .unifiedAuditLogCSV, .purviewCSV: self.format = .csv(AuditDataCSV())
    case .auditJSON: self.format = .json(AuditJSON())
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
    var output = WalkOutput(batch: RecordBatch(), ledger: ledger, row: row, evidence: evidence)
    swap(&output.batch, &batch)
    defer {
      swap(&output.batch, &batch)
      ledger = output.ledger
      row = output.row
    }
    var position = 0
    if isAtStart {
      isAtStart = false
      if bytes.byteCount >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    }
    while position < bytes.byteCount {
      let input = WalkInput(position: position, fileOffset: fileOffset, isLast: isLast)
      guard let next = step(bytes, input, &output) else { break }
      position = next
    }
    if isLast, case .json(let json) = format { output.ledger.unclosedLists += json.openLists }
    return position
  }

  private mutating func step(_ bytes: RawSpan, _ input: WalkInput, _ output: inout WalkOutput)
    -> Int?
  {
    switch format {
    case .csv(var csv):
      defer { format = .csv(csv) }
      return csv.step(bytes, input, &output)
    case .json(var json):
      defer { format = .json(json) }
      return json.step(bytes, input, &output)
    }
  }
}
