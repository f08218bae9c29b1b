import CaseModel

extension ExportHead {
  /// A table of another system, of whose first rows at least one has a record in a cell.
  var searchedCSV: ExportFormat? {
    if ForeignContent.isKnown(self) || bytes.contains(0) { return nil }
    let span = bytes.span.bytes
    var csv = CSVExport()
    var output = WalkOutput(
      batch: RecordBatch(), ledger: FileLedger(evidence: 0), row: 0, evidence: 0)
    var position = start
    while position < bytes.count, output.batch.records.isEmpty {
      let input = WalkInput(
        position: position, end: bytes.count, fileOffset: 0, isLast: isWhole, isFull: false)
      guard let next = csv.step(span, input, &output) else { break }
      if csv.columns == nil, !CSVPreamble.isBeforeHeader(span, position) { return nil }
      position = next
    }
    if output.batch.records.isEmpty { return nil }
    return ExportFormat.auditCSV.refined(by: NumberedFormat.names(output.formats))
  }
}
