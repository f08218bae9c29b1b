import CaseImport

extension FixtureExport {
  package static let jsonArray = FixtureExport("JSON list", .managementActivityJSON) { rows, _ in
    "[" + rows.map(\.json).joined(separator: ",\n") + "]\n"
  }.asObject()

  package static let ndjson = FixtureExport("JSON lines", .managementActivityJSON) { rows, _ in
    rows.map { $0.json + "\n" }.joined()
  }.asObject()
}
