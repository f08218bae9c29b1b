import CaseImport

extension FixtureExport {
  package static let defenderCSV = FixtureExport("Defender CSV", .wrappedCSV) { rows, lineEnd in
    fixtureCSV(
      ["Timestamp", "ActionType", "RawEventData"], rows.map { [$0.time, $0.operation, $0.json] },
      lineEnd)
  }

  static let splunkCSV = FixtureExport("Splunk CSV", .wrappedCSV) { rows, lineEnd in
    fixtureCSV(["_time", "host", "_raw"], rows.map { [$0.time, "h", $0.json] }, lineEnd)
  }

  static let elasticCSV = FixtureExport("Elastic CSV", .wrappedCSV) { rows, lineEnd in
    fixtureCSV(["@timestamp", "event.original"], rows.map { [$0.time, $0.json] }, lineEnd)
  }
}
