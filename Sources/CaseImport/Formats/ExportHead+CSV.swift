import CaseModel

extension ExportHead {
  /// The first line names the columns of an export, or the one behind a line that some programs write
  /// before it.
  var csvFormat: ExportFormat? {
    let span = bytes.span.bytes
    var csv = CSVExport()
    var output = WalkOutput(
      batch: RecordBatch(), ledger: FileLedger(evidence: 0), row: 0, evidence: 0)
    var position = start
    for _ in 0..<8 where position < bytes.count {
      // The first line may be longer than the head.
      let isFirst = position == start
      let input = WalkInput(
        position: position, end: bytes.count, fileOffset: 0, isLast: isWhole || isFirst,
        isFull: false)
      guard let next = csv.step(span, input, &output) else { return nil }
      if let columns = csv.columns, columns.searched == nil {
        return NumberedFormat.format(columns.format)
      }
      // What is no header is one line of many.
      if !CSVPreamble.isBeforeHeader(span, position) { return nil }
      position = next
    }
    return nil
  }
}
