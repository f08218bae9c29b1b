extension ExportFormat {
  /// JSON of several kinds, or of none that has a name.
  package static let auditJSON = ExportFormat("audit-log-json", "Audit log JSON", .json, rows: [])
}
