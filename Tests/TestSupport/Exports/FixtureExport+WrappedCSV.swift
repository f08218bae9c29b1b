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

  static let qradarCSV = FixtureExport("QRadar CSV", .wrappedCSV) { rows, lineEnd in
    fixtureCSV(
      ["Event Name", "Log Source", "Start Time", "Payload"],
      rows.map { ["MailItemsAccessed", "Office 365", "t", "<182>Mar 11 08:12:05 h " + $0.json] },
      lineEnd)
  }

  static let graylogCSV = FixtureExport("Graylog CSV", .wrappedCSV) { rows, lineEnd in
    fixtureCSV(
      ["timestamp", "gl2_source", "message"], rows.map { [$0.time, "h", $0.json] }, lineEnd)
  }
}
