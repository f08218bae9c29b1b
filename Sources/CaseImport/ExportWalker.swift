import CaseModel

/// The walk through one evidence file, block by block.
///
/// Called once per block: a target boundary is never crossed per byte or record.
package struct ExportWalker {
  /// One of the two; taken out while a block is walked, so that its buffers stay uniquely held.
  private var csv: AuditDataCSV?
  private var json: AuditJSON?
  private var row: Int64 = 0
  private var isAtStart = true
  private let evidence: Int

  package init(_ format: ExportFormat, evidence: Int) {
    self.evidence = evidence
    switch format {
    case .unifiedAuditLogCSV, .purviewCSV: csv = AuditDataCSV()
    case .auditJSON: json = AuditJSON()
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
    }
    return position
  }
}
