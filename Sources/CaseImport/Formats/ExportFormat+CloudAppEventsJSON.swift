extension ExportFormat {
  /// Defender's table CloudAppEvents, from advanced hunting or Sentinel.
  package static let cloudAppEventsJSON = ExportFormat(
    "cloudappevents-json", "Defender CloudAppEvents JSON", .json,
    rows: [RowShape(record: [.rawEventData])])
}
