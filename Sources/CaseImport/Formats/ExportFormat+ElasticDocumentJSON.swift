extension ExportFormat {
  /// What Elastic Agent makes of a record where `preserve_original_event` is off. Of the record's addresses
  /// it leaves one, and does not say which.
  package static let elasticDocumentJSON = ExportFormat(
    "elastic-document-json", "Elastic JSON without the original event", .json, rows: [.found])
}
