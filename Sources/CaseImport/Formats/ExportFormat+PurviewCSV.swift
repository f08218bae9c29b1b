extension ExportFormat {
  /// The Purview portal's export, with its old or its new header.
  package static let purviewCSV = ExportFormat(
    "purview-csv", "Purview portal CSV", .csv, rows: [RowShape(record: [.auditData])])
}
