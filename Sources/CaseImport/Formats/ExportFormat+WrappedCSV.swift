extension ExportFormat {
  /// What other systems hold the record in: Defender, Splunk, Elastic.
  package static let wrappedCSV = ExportFormat(
    "siem-csv", "CSV of a log system, with the record as JSON", .csv,
    rows: [
      RowShape(record: [.rawEventData]), RowShape(record: [.raw]),
      RowShape(record: [.eventOriginal]),
    ])
}
