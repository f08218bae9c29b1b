import CaseModel

/// JSON whose first record can be read, or at least shows the keys of one; or an empty list.
@Sendable func recogniseAuditJSON(_ head: ExportHead) -> ExportFormat? {
  let text = FieldText.trimmed(head.bytes[head.start...])
  guard let first = text.first,
    first == UInt8(ascii: "[") || first == UInt8(ascii: "{")
      || first == UInt8(ascii: "\"")
  else { return nil }
  if head.isWhole, text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]"),
    FieldText.trimmed(text.dropFirst().dropLast()).isEmpty
  {
    return .auditJSON
  }
  return readsOne(head) || showsKeys(head) ? .auditJSON : nil
}

/// A record, or a row that names its operation, is among the first few rows.
private func readsOne(_ head: ExportHead) -> Bool {
  let bytes = head.bytes.span.bytes
  var json = AuditJSON()
  var output = WalkOutput(
    batch: RecordBatch(), ledger: FileLedger(evidence: 0), row: 0, evidence: 0)
  var position = head.start
  var isPage = false
  while position < head.bytes.count, output.row < 3 {
    let input = WalkInput(
      position: position, end: head.bytes.count, fileOffset: 0, isLast: head.isWhole,
      isFull: false)
    guard let next = json.step(bytes, input, &output) else { break }
    if next > position + 1, output.row == 0 { isPage = true }
    position = next
  }
  let isEmptyPage = isPage && output.row == 0 && position == head.bytes.count
  return !output.batch.records.isEmpty || isEmptyPage
}

/// A head that ends inside the first record, or whose records lack something, shows its keys.
private func showsKeys(_ head: ExportHead) -> Bool {
  let span = head.bytes.span.bytes
  let end = head.bytes.count
  var position = head.start
  while position < end, head.bytes[position] <= 0x20 || head.bytes[position] == UInt8(ascii: "[") {
    position += 1
  }
  guard position < end, head.bytes[position] == UInt8(ascii: "{") else { return false }
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
