extension ExportFormat {
  /// Search-UnifiedAuditLog through Export-Csv; it numbers the rows of a result.
  package static let unifiedAuditLogCSV = ExportFormat(
    "search-unifiedauditlog-csv", "Search-UnifiedAuditLog CSV", .csv,
    rows: [RowShape(record: [.auditData], names: [[.resultIndex, .identity]])])
}
