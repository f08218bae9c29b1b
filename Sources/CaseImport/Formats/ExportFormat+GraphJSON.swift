extension ExportFormat {
  /// Graph's auditLogQuery, in pages or lines.
  package static let graphJSON = ExportFormat(
    "graph-auditlogquery-json", "Graph audit log query JSON", .json,
    rows: [RowShape(record: [.auditData], names: [[.createdDateTime, .userPrincipalName]])])
}
