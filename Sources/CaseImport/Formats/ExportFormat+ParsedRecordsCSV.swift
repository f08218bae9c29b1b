extension ExportFormat {
  /// Records that were parsed before Export-Csv wrote them (Hawk, Sparrow). Their lists are lost (R17).
  package static let parsedRecordsCSV = ExportFormat(
    "parsed-records-csv", "CSV of parsed records", .csv,
    rows: [RowShape(names: RowShape.ownFields)])
}

extension RowShape {
  /// Columns that hold a record's fields: an operation, and a time and a person beside it.
  static let ownFields: [[AuditKey]] = [
    [.operation, .operations],
    [.creationTime, .creationDate, .createdDateTime, .timeGenerated, .lastAccessed, .startTime],
    [
      .userId, .userIds, .userPrincipalName, .mailboxGuid, .mailboxOwnerUPN,
      .mailboxResolvedOwnerName, .logonUserDisplayName,
    ],
  ]
}
