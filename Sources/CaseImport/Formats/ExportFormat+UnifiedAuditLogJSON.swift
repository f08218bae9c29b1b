extension ExportFormat {
  /// Search-UnifiedAuditLog through ConvertTo-Json; it numbers the rows of a result.
  package static let unifiedAuditLogJSON = ExportFormat(
    "search-unifiedauditlog-json", "Search-UnifiedAuditLog JSON", .json,
    rows: [RowShape(record: [.auditData], names: [[.resultIndex, .identity]])])
}
