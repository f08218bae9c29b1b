import CaseImport

extension FixtureExport {
  static let cloudAppEvents = FixtureExport("Defender JSON", .cloudAppEventsJSON) { rows, _ in
    rows.map { "{\"Timestamp\":\"t\",\"RawEventData\":\($0.json),\"ActionType\":\"a\"}\n" }.joined()
  }.asObject()

  /// What a hunting query answers with.
  static let huntingResults = FixtureExport("hunting results", .cloudAppEventsJSON) { rows, _ in
    let results = rows.map { "{\"Timestamp\":\"t\",\"RawEventData\":\($0.json)}" }
    return "{\"@odata.context\":\"c\",\"schema\":[{\"name\":\"RawEventData\",\"type\":\"Object\"}],"
      + "\"results\":[\(results.joined(separator: ",\n"))]}\n"
  }.asObject()
}
