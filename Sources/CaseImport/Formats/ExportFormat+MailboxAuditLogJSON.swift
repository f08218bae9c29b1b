extension ExportFormat {
  /// Search-MailboxAuditLog -ShowDetails through ConvertTo-Json.
  package static let mailboxAuditLogJSON = ExportFormat(
    "search-mailboxauditlog-json", "Search-MailboxAuditLog JSON", .json,
    rows: [RowShape(names: [[.operation], [.lastAccessed]])])
}
