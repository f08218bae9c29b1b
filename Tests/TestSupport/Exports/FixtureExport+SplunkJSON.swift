import CaseImport

extension FixtureExport {
  package static let splunkLines = FixtureExport("Splunk events", .splunkJSON) { rows, _ in
    rows.map { "{\"_time\":\"t\",\"_raw\":\(quoted($0.json))}\n" }.joined()
  }

  static let splunkResults = FixtureExport("Splunk results", .splunkJSON) { rows, _ in
    rows.map {
      "{\"preview\":false,\"offset\":1,\"result\":{\"host\":\"h\",\"_raw\":\(quoted($0.json))}}\n"
    }.joined()
  }
}
