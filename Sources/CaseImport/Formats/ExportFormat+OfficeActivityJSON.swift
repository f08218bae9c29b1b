extension ExportFormat {
  /// Rows of Sentinel's table OfficeActivity. Their time is the table's, not the record's (R4).
  package static let officeActivityJSON = ExportFormat(
    "officeactivity-json", "Sentinel OfficeActivity JSON", .json,
    rows: [RowShape(names: [[.operation], [.officeId]])])
}
