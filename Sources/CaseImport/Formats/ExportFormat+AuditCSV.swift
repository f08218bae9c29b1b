extension ExportFormat {
  /// CSV of several kinds that were joined.
  package static let auditCSV = ExportFormat("audit-log-csv", "Audit log CSV", .csv, rows: [])
}
