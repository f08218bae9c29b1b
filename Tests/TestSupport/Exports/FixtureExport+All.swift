extension FixtureExport {
  /// In the order of `ExportFormat.allCases`; at least one for each.
  package static let allCases: [FixtureExport] = [
    .searchCSV,
    .purviewOldCSV, .purviewNewCSV,
    .defenderCSV, .splunkCSV, .elasticCSV,
    .mailboxAuditLogCSV,
    .officeActivityCSV,
    .columnsCSV, .parsedCSV,
    .joinedCSV,
    .searchJSON,
    .graphPages, .graphLines,
    .cloudAppEvents,
    .splunkLines, .splunkResults,
    .elasticEvents, .elasticHits, .elasticFields,
    .mailboxAuditLogJSON,
    .officeActivityLines,
    .jsonArray, .ndjson,
    .doubleEncoded, .joinedJSON,
    .formatList,
  ]

  /// Those that leave each record as it is.
  package static let whole = allCases.filter { $0.losesNothing && !$0.movesTime }
}
