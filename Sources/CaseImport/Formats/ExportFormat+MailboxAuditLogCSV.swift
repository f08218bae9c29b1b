extension ExportFormat {
  /// Search-MailboxAuditLog -ShowDetails through Export-Csv.
  package static let mailboxAuditLogCSV = ExportFormat(
    "search-mailboxauditlog-csv", "Search-MailboxAuditLog CSV", .csv,
    rows: [RowShape(names: RowShape.ownFields + [[.lastAccessed]])])
}
