import CaseImport

extension FixtureExport {
  package static let elasticEvents = FixtureExport("Elastic events", .elasticJSON) { rows, _ in
    rows.map {
      "{\"@timestamp\":\"t\",\"event\":{\"module\":\"o365\",\"original\":\(quoted($0.json))}}\n"
    }.joined()
  }

  static let elasticHits = FixtureExport("Elastic hits", .elasticJSON) { rows, _ in
    let hits = rows.map { "{\"_index\":\"i\",\"_source\":{\"o365\":{\"audit\":\($0.json)}}}" }
    return
      "{\"took\":3,\"timed_out\":false,\"_shards\":{\"total\":1},\"hits\":{\"total\":{\"value\":30},"
      + "\"max_score\":1.0,\"hits\":[\(hits.joined(separator: ","))]}}\n"
  }.asObject()

  static let elasticFields = FixtureExport("Elastic fields", .elasticJSON) { rows, _ in
    rows.map { "{\"_source\":{\"o365audit\":\($0.json)}}\n" }.joined()
  }.asObject()
}
