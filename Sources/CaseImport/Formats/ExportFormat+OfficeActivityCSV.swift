extension ExportFormat {
  /// Sentinel's table OfficeActivity. Its time is the column's, not the record's (R4).
  package static let officeActivityCSV = ExportFormat(
    "officeactivity-csv", "Sentinel OfficeActivity CSV", .csv,
    rows: [RowShape(names: RowShape.ownFields + [[.timeGenerated, .officeId]])])
}
