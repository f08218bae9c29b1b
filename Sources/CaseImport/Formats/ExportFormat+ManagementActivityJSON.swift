extension ExportFormat {
  /// The records themselves, as the Management Activity API gives them: a list, lines, or one after the
  /// other. Registers of before the kinds of JSON were told apart say it of
  /// every one.
  package static let managementActivityJSON = ExportFormat(
    "management-activity-json", "Management Activity JSON", .json,
    rows: [RowShape(names: [[.operation], [.creationTime]])])
}
