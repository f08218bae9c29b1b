import CaseImport

extension FixtureExport {
  package static let jsonArray = FixtureExport("JSON list", .managementActivityJSON) { rows, _ in
    "[" + rows.map(\.json).joined(separator: ",\n") + "]\n"
  }.asObject()

  package static let ndjson = FixtureExport("JSON lines", .managementActivityJSON) { rows, _ in
    rows.map { $0.json + "\n" }.joined()
  }.asObject()

  /// What Windows PowerShell makes of a list, and clients of a page.
  static let valuePage = FixtureExport("JSON value", .managementActivityJSON) { rows, _ in
    "{\"value\":[" + rows.map(\.json).joined(separator: ",\n") + "],\"Count\":\(rows.count)}\n"
  }.asObject()

  /// Each record behind what a log program writes before it.
  static let syslogLines = FixtureExport("syslog lines", .managementActivityJSON) { rows, lineEnd in
    rows.enumerated().map { index, row in
      (index % 2 == 0
        ? "<180>Mar 11 08:14:33 host o365[17]: " : "2026-03-11T08:14:33Z host - [a b=\"c\"] ")
        + row.json + lineEnd
    }.joined()
  }.asObject()
}
