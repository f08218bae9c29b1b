import CaseImport

extension FixtureExport {
  static let mailboxAuditLogCSV = FixtureExport("Search-MailboxAuditLog CSV", .mailboxAuditLogCSV) {
    fixtureColumns($0, $1, names: mailboxAuditLogNames)
  }.flat(movesTime: true)

  static let mailboxAuditLogNames = [
    "CreationTime": "LastAccessed", "Id": "Identity", "Folders": "AggregatedRecordFoldersData",
    "OperationCount": "AuditOperationsCountInAggregatedRecord",
  ]
}
