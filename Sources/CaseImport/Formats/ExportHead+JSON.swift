import CaseModel

extension ExportHead {
  /// JSON whose first record can be read, or at least shows the keys of one; or an empty list.
  var jsonFormat: ExportFormat? {
    let text = FieldText.trimmed(text)
    guard let first = text.first,
      first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
        || first == UInt8(ascii: "\"")
    else { return nil }
    if isWhole, text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"),
      FieldText.trimmed(text.dropFirst().dropLast()).isEmpty
    {
      return .auditJSON
    }
    return firstRows ?? (showsKeys ? .auditJSON : nil)
  }

  /// Of the first few rows that are records; a page without a row is of no kind. `nil` where there is
  /// neither.
  private var firstRows: ExportFormat? {
    let span = bytes.span.bytes
    var json = AuditJSON()
    var output = WalkOutput(
      batch: RecordBatch(), ledger: FileLedger(evidence: 0), row: 0, evidence: 0)
    var position = start
    var isPage = false
    while position < bytes.count, output.row < 3 {
      let input = WalkInput(
        position: position, end: bytes.count, fileOffset: 0, isLast: isWhole, isFull: false)
      guard let next = json.step(span, input, &output) else { break }
      if next > position + 1, output.row == 0 { isPage = true }
      position = next
    }
    let isEmptyPage = isPage && output.row == 0 && position == bytes.count
    if output.batch.records.isEmpty, !isEmptyPage { return nil }
    return ExportFormat.auditJSON.refined(by: NumberedFormat.names(output.formats))
  }

  /// A head that ends inside the first record, or whose records lack something, shows its keys.
  private var showsKeys: Bool {
    let span = bytes.span.bytes
    let end = bytes.count
    var position = start
    while position < end, bytes[position] <= 0x20 || bytes[position] == UInt8(ascii: "[") {
      position += 1
    }
    guard position < end, bytes[position] == UInt8(ascii: "{") else { return false }
    let walk = RecordWalk()
    var isFirst = true
    var found: Set<AuditKey> = []
    do throws(JSONFault) {
      while true {
        let key = try walk.nextKey(span, &position, end, quote: 1, &isFirst)
        if case .end = key { break }
        if case .known(let key) = key { found.insert(key) }
        try JSONScan.pass(span, &position, end, quote: 1, depth: 0)
      }
    } catch {
      // The head may end inside a value.
    }
    let isRecord = found.contains(.creationTime) && found.contains(.operation)
    return isRecord || found.contains(.auditData)
  }
}
