/// The first line names the columns of an export; or the one behind a line that some programs write
/// before it.
@Sendable func recogniseCSV(_ head: ExportHead) -> ExportFormat? {
  let span = head.bytes.span.bytes
  let keys = AuditKeyTable.all
  var start = head.start
  var fields: [CSVRows.Field] = []
  if CSVPreamble.isBeforeHeader(span, start) {
    guard let end = head.bytes[start...].firstIndex(of: 0x0A) else { return nil }
    start = end + 1
  }
  for delimiter in CSVRows.delimiters {
    let rows = CSVRows(delimiter: delimiter)
    guard case .row = rows.row(span, from: start, isLast: true, fields: &fields) else { continue }
    let named = NamedColumn.all(fields, span, keys)
    guard let columns = CSVColumns(count: fields.count, named) else { continue }
    let found = Set(named.map(\.key))
    if columns.auditData != nil {
      if !found.contains(.auditData) { return .wrappedCSV }
      let isSearch = found.contains(.resultIndex) || found.contains(.identity)
      return isSearch ? .unifiedAuditLogCSV : .purviewCSV
    }
    if found.contains(.lastAccessed) { return .mailboxAuditLogCSV }
    return found.contains(.timeGenerated) || found.contains(.officeId)
      ? .officeActivityCSV : .parsedRecordsCSV
  }
  return nil
}
