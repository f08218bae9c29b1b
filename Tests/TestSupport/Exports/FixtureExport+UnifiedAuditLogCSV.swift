import CaseImport

extension FixtureExport {
  package static let searchCSV = FixtureExport("Search-UnifiedAuditLog CSV", .unifiedAuditLogCSV) {
    rows, lineEnd in
    let header = [
      "RecordType", "CreationDate", "UserIds", "Operations", "AuditData", "ResultIndex",
      "ResultCount", "Identity", "IsValid", "ObjectState",
    ]
    let lines = rows.enumerated().map { index, row in
      [
        row.operation == "UserLoggedIn" ? "AzureActiveDirectoryStsLogon" : "ExchangeItem",
        row.usTime, row.user, row.operation, row.json, String(index + 1), String(rows.count),
        row.id, "True", "Unchanged",
      ]
    }
    return fixtureCSV(header, lines, lineEnd)
  }
}
