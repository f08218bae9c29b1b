extension ExportFormat {
  /// Splunk's events as lines, or its results around them.
  package static let splunkJSON = ExportFormat(
    "splunk-json", "Splunk JSON", .json,
    rows: [RowShape(record: [.raw]), RowShape(record: [.result, .raw])])
}
