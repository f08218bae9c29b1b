import CaseImport

extension FixtureExport {
  static let searchJSON = FixtureExport("Search-UnifiedAuditLog JSON", .unifiedAuditLogJSON) {
    rows, _ in
    let objects = rows.enumerated().map { index, row in
      "{\"RecordType\":\"ExchangeItem\",\"CreationDate\":\"\\/Date(1741766400000)\\/\","
        + "\"UserIds\":\(quoted(row.user)),\"Operations\":\(quoted(row.operation)),"
        + "\"AuditData\":\(quoted(row.json)),\"ResultIndex\":\(index + 1),"
        + "\"ResultCount\":\(rows.count),\"Identity\":\(quoted(row.id)),\"IsValid\":true}"
    }
    return "[\(objects.joined(separator: ",\n"))]\n"
  }
}
