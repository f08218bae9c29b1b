extension ExportFormat {
  /// Every format, in the order in which they are tried: a row is of the first one that it fits.
  package static let allCases: [ExportFormat] = [
    .unifiedAuditLogCSV,
    .purviewCSV,
    .wrappedCSV,
    .mailboxAuditLogCSV,
    .officeActivityCSV,
    .parsedRecordsCSV,
    .auditCSV,
    .unifiedAuditLogJSON,
    .graphJSON,
    .cloudAppEventsJSON,
    .splunkJSON,
    .elasticJSON,
    .elasticDocumentJSON,
    .wrappedJSON,
    .mailboxAuditLogJSON,
    .officeActivityJSON,
    .managementActivityJSON,
    .auditJSON,
    .formatList,
  ]
}
