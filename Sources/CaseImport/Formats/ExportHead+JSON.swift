import CaseModel

extension ExportHead {
  /// JSON whose first records can be read, or at least shows the keys of one; or an empty list.
  var jsonFormat: ExportFormat? {
    let text = FieldText.trimmed(text)
    guard let first = text.first,
      [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\"")].contains(first) || isLog
    else { return nil }
    if isWhole, text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"),
      FieldText.trimmed(text.dropFirst().dropLast()).isEmpty
    {
      return .auditJSON
    }
    return firstRecords ?? (showsKeys ? .auditJSON : nil)
  }

  /// Text of other programs, among which records stand as JSON.
  var mixedFormat: ExportFormat? {
    if ForeignContent.isKnown(self) || bytes.contains(0) { return nil }
    return firstRecords
  }

  private var isLog: Bool {
    if case .passed = LogPrefix.at(bytes.span.bytes, start, isLast: isWhole) { return true }
    return false
  }

  /// Of the first few rows that are records, wherever they begin in the head; a page without a row is of no
  /// kind. `nil` where there is neither.
  private var firstRecords: ExportFormat? {
    let span = bytes.span.bytes
    var json = AuditJSON()
    var output = WalkOutput(
      batch: RecordBatch(), ledger: FileLedger(evidence: 0), row: 0, evidence: 0)
    var position = start
    var isPage = false
    while position < bytes.count, output.batch.records.count < 3 {
      let input = WalkInput(
        position: position, end: bytes.count, fileOffset: 0, isLast: isWhole, isFull: false)
      guard let next = json.step(span, input, &output) else { break }
      if next > position + 1, output.row == 0 { isPage = true }
      position = next
    }
    let isEmptyPage = isPage && output.row == 0 && position == bytes.count && isOfService
    if output.batch.records.isEmpty, !isEmptyPage { return nil }
    return ExportFormat.auditJSON.refined(by: NumberedFormat.names(output.formats))
  }

  /// Only Graph and Elastic say of an empty list what it would hold.
  private var isOfService: Bool {
    let head = text.prefix(512)
    return ["@odata.", "\"hits\""].contains { head.contains($0.utf8) }
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
