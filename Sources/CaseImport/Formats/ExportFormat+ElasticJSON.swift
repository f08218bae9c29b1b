extension ExportFormat {
  /// Elastic documents, or hits around them: the event as it was, or what Filebeat made of it.
  package static let elasticJSON = ExportFormat(
    "elastic-json", "Elastic JSON", .json,
    rows: [
      RowShape(record: [.event, .original]), RowShape(record: [.source, .event, .original]),
      RowShape(record: [.o365audit]), RowShape(record: [.source, .o365audit]),
      RowShape(record: [.o365, .audit]), RowShape(record: [.source, .o365, .audit]),
    ])
}
