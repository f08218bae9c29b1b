extension ExportFormat {
  /// What Format-List showed and Out-File kept. Its lists are cut (R17).
  package static let formatList = ExportFormat(
    "format-list-text", "Format-List text", .formatList,
    rows: [
      RowShape(record: [.auditData]),
      RowShape(names: [[.operation], [.creationTime, .creationDate, .lastAccessed]]),
    ])
}
