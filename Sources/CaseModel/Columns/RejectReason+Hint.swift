extension RejectReason {
  /// How to get the rows that were rejected for this reason; `nil` where nothing general helps.
  package var hint: String? {
    switch self {
    case .truncatedJSON, .unclosedQuote:
      "rows that end early were cut along the way: export again, and do not save in a spreadsheet"
    case .noTime:
      "a culture-dependent time is not guessed: export AuditData, or times as"
        + " yyyy-MM-ddTHH:mm:ssZ"
    case .noMailbox, .emptyAuditData, .missingField:
      "fields were left out of the export: Search-UnifiedAuditLog … | Export-Csv -NoTypeInformation"
        + " writes whole records"
    case .invalidJSON:
      "what is not JSON was changed by a program along the way: export again, and import the file"
        + " as the export wrote it"
    case .hole:
      "NUL bytes stand where a file was made longer than it was written, or was lost on the disk: get"
        + " the export again from where it came from"
    case .notAnObject, .tooDeep, .noOperation, .tooLong: nil
    }
  }
}
