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

  static let splunkAnswer = FixtureExport("Splunk's answer", .splunkJSON) { rows, _ in
    let results = rows.map { "{\"_bkt\":\"b\",\"_raw\":\(quoted($0.json)),\"_time\":\"t\"}" }
    return "{\"preview\":false,\"messages\":[],\"fields\":[{\"name\":\"_raw\"}],\"results\":["
      + results.joined(separator: ",") + "],\"highlighted\":{}}\n"
  }
}
