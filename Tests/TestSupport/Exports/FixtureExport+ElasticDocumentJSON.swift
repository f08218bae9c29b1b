import CaseImport

extension FixtureExport {
  /// Operation, id and organisation stand where the Elastic Common Schema has them.
  static let elasticDocuments = FixtureExport("Elastic documents", .elasticDocumentJSON) {
    rows, _ in
    let hits = rows.map { row in
      var audit: [(String, String)] = []
      var event = "\"kind\":\"event\",\"provider\":\"Exchange\""
      var others = ""
      for (name, value) in row.fields.sorted(by: { $0.key < $1.key }) {
        switch name.lowercased() {
        case "operation": event += ",\"action\":\(quoted(value))"
        case "id": event += ",\"id\":\(quoted(value))"
        case "organizationid": others += ",\"organization\":{\"id\":\(quoted(value))}"
        case "folders": audit.append(("ExchangeAggregatedFolders", value))
        default: audit.append((name, value))
        }
      }
      let members = audit.map { "\(quoted($0)):\(quoted($1))" }.joined(separator: ",")
      return "{\"_index\":\"i\",\"_source\":{\"@timestamp\":\"2020-01-01T00:00:00.000Z\","
        + "\"event\":{\(event)}\(others),\"o365\":{\"audit\":{\(members)}}}}"
    }
    return
      "{\"took\":3,\"hits\":{\"total\":{\"value\":30},\"hits\":[\(hits.joined(separator: ","))]}}\n"
  }.flat()
}
