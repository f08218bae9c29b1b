extension FixtureExport {
  /// In the order of `ExportFormat.allCases`; at least one for each.
  package static let allCases: [FixtureExport] = [
    .searchCSV,
    .purviewOldCSV, .purviewNewCSV,
    .defenderCSV, .splunkCSV, .elasticCSV, .qradarCSV, .graylogCSV,
    .mailboxAuditLogCSV,
    .officeActivityCSV,
    .columnsCSV, .parsedCSV,
    .joinedCSV,
    .searchJSON,
    .graphPages, .graphLines, .graphDictionaries, .graphObjects, .graphPageList, .graphResults,
    .cloudAppEvents, .huntingResults,
    .splunkLines, .splunkResults, .splunkAnswer,
    .elasticEvents, .elasticHits, .elasticFields,
    .elasticDocuments,
    .wazuhAlerts, .eventHub, .datadogEvents, .logstashLines, .syslogMessages, .gelfFields,
    .mailboxAuditLogJSON,
    .officeActivityLines, .officeActivityTables,
    .jsonArray, .ndjson, .valuePage, .syslogLines,
    .doubleEncoded, .joinedJSON,
    .formatList,
  ]

  /// Those that leave each record as it is.
  package static let whole = allCases.filter { $0.losesNothing && !$0.movesTime }
}
