extension ExportFormat {
  /// What other systems hold the record in: wherever it stands in a row, as an object or as JSON text
  /// (Wazuh, Defender's streaming, Datadog, Logstash, Vector, GELF).
  package static let wrappedJSON = ExportFormat(
    "siem-json", "JSON of a log system, with the record inside", .json, rows: [.found])
}
