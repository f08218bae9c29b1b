import CaseImport

/// Records further down in a row, in the ways of systems that casefile has no format for.
extension FixtureExport {
  static let wazuhAlerts = FixtureExport("Wazuh alerts", .wrappedJSON) { rows, _ in
    rows.map {
      "{\"timestamp\":\"t\",\"rule\":{\"level\":3,\"id\":\"91724\"},\"id\":\"1.0\",\"data\":"
        + "{\"integration\":\"office365\",\"office365\":\($0.json)},\"location\":\"office365\"}\n"
    }.joined()
  }.asObject()

  static let eventHub = FixtureExport("Defender streaming", .wrappedJSON) { rows, _ in
    let records = rows.map {
      "{\"time\":\"t\",\"category\":\"AdvancedHunting-CloudAppEvents\",\"properties\":"
        + "{\"ActionType\":\"a\",\"RawEventData\":\($0.json),\"ObjectName\":\"o\"}}"
    }
    return "{\"records\":[\(records.joined(separator: ","))]}\n"
  }.asObject()

  static let datadogEvents = FixtureExport("Datadog events", .wrappedJSON) { rows, _ in
    let events = rows.map {
      "{\"id\":\"A\",\"type\":\"log\",\"attributes\":{\"status\":\"info\",\"tags\":[\"a:b\"],"
        + "\"attributes\":\($0.json)}}"
    }
    return "{\"meta\":{\"page\":{\"after\":\"x\"}},\"data\":[\(events.joined(separator: ","))]}\n"
  }.asObject()

  package static let logstashLines = FixtureExport("Logstash lines", .wrappedJSON) { rows, _ in
    rows.map { "{\"@timestamp\":\"t\",\"@version\":\"1\",\"message\":\(quoted($0.json))}\n" }
      .joined()
  }

  static let syslogMessages = FixtureExport("Vector's syslog", .wrappedJSON) { rows, _ in
    rows.map {
      "{\"host\":\"h\",\"log\":{\"offset\":1},\"fields\":[{\"message\":"
        + quoted("<134>Mar 11 08:14:33 h o365: " + $0.json) + "}]}\n"
    }.joined()
  }

  static let gelfFields = FixtureExport("GELF fields", .wrappedJSON) { rows, _ in
    rows.map { row in
      let members = row.fields.sorted { $0.key < $1.key }.map {
        ",\(quoted("_" + $0.key)):\(quoted($0.value))"
      }
      return "{\"version\":\"1.1\",\"host\":\"h\",\"short_message\":\"o365\"\(members.joined())}\n"
    }.joined()
  }.flat()
}
