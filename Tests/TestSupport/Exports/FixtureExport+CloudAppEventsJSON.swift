import CaseImport

extension FixtureExport {
  static let cloudAppEvents = FixtureExport("Defender JSON", .cloudAppEventsJSON) { rows, _ in
    rows.map { "{\"Timestamp\":\"t\",\"RawEventData\":\($0.json),\"ActionType\":\"a\"}\n" }.joined()
  }.asObject()
}
