/// The signs of a cut or narrow export (R18); the raw value is the code in findings.json.
package enum SignKind: String, CaseIterable, Sendable {
  case roundCount, resultIndexGap, resultFailed, operationCountMismatch, auditDataCut
  case flattenedLists, unclosedList, onlyOwner, queryFilteredByUser, queryFilteredByText
  case lastRowShort
  /// Two exports that should hold the same records do not (R24).
  case overlapDiffers
  case queryFilteredByAddress
  /// The service's own word.
  case moreRecordsAvailable, nextPageMissing, countMismatch
  case recordLimitExceeded, queryNotFinished

  /// What the sign can mean.
  package var meaning: Statement {
    switch self {
    case .roundCount:
      Statement(
        "Search tools stop at a limit without saying so, and limits are round numbers. There may be"
          + " more records than the export holds.")
    case .resultIndexGap:
      Statement(
        "Each row states how many results the search had. Rows of that search are missing, so records"
          + " are missing.")
    case .resultFailed:
      Statement(
        "The service gave up on the search and returned what it had. Nobody can say what is missing."
      )
    case .operationCountMismatch:
      Statement(
        "A record states how many accesses it stands for, but names fewer or more items. The items"
          + " that are not named cannot be listed.")
    case .auditDataCut:
      Statement(
        "A program along the way cut long text: spreadsheets at 32,767 characters, other tools"
          + " earlier. The end of these records is gone, and with it the message ids in it.")
    case .flattenedLists:
      Statement(
        "PowerShell wrote the records after their JSON had been parsed, and put the words"
          + " System.Object[] in place of lists. The message ids in those lists are gone from this"
          + " export, though the accesses are counted.")
    case .unclosedList:
      Statement("The file ends before its JSON does: the download or the copy was cut short.")
    case .lastRowShort:
      Statement(
        "The file ends inside its last row: the download or the copy was cut short, and rows may be"
          + " missing behind it.")
    case .onlyOwner:
      Statement(
        "Whoever has taken over another account or an application accesses a mailbox as a"
          + " delegate or a service. A query by user does not return those records.")
    case .queryFilteredByUser:
      Statement(
        "The query asked for named users. Access to the same mailboxes by others is not in the export."
      )
    case .queryFilteredByAddress:
      Statement(
        "The query asked for named addresses. Access to the same mailboxes from other addresses is not in"
          + " the export.")
    case .overlapDiffers:
      Statement(
        "Two exports were asked for the same records and do not hold the same ones. What one of them"
          + " lacks, both may lack.")
    case .moreRecordsAvailable, .nextPageMissing, .countMismatch, .recordLimitExceeded,
      .queryNotFinished:
      serviceMeaning
    case .queryFilteredByText:
      Statement("The query searched for particular text. Records without it are not in the export.")
    }
  }

  /// What the service's own word means.
  private var serviceMeaning: Statement {
    switch self {
    case .moreRecordsAvailable:
      Statement(
        "Each row states whether the search has more records, and none of these says that it was the"
          + " last page. Records are missing.")
    case .recordLimitExceeded:
      Statement(
        "The search found more records than it returns. A search can succeed and be cut all the same."
      )
    case .queryNotFinished:
      Statement("The search had not ended when its records were fetched, or it failed.")
    case .nextPageMissing:
      Statement(
        "A page that names the address of a next page is not the last one. Records of the pages behind"
          + " it are missing.")
    default:  // countMismatch
      Statement(
        "The service stated how many records the query has, and the pages do not hold as many. A page is"
          + " missing, or the pages are of several searches.")
    }
  }

  /// How to export again so that the sign is gone.
  package var exportAgain: Statement {
    switch self {
    case .roundCount:
      Statement(
        "Search day by day or hour by hour, with -SessionCommand ReturnLargeSet and one -SessionId"
          + " per search, until each part is below the limit; or use the portal's audit search,"
          + " which exports whole results.")
    case .resultIndexGap, .resultFailed:
      Statement(
        "Repeat the search over a shorter period, with a new -SessionId, and call it until it"
          + " returns nothing; keep ResultIndex and ResultCount in the export.")
    case .operationCountMismatch:
      Statement(
        "Export the same period from a second source (portal, Search-UnifiedAuditLog, Management"
          + " Activity API) and import both: the fuller copy of a record counts.")
    case .auditDataCut:
      Statement(
        "Do not open or save the export in a spreadsheet. Export-Csv and the portal write whole"
          + " records.")
    case .flattenedLists:
      Statement(
        "Search-UnifiedAuditLog … | Export-Csv -NoTypeInformation -Encoding utf8 keeps AuditData as"
          + " the text it is; do not pipe through ConvertFrom-Json. For JSON, take AuditData itself:"
          + " … | ForEach-Object AuditData | Set-Content -Encoding utf8 records.json")
    case .unclosedList, .lastRowShort:
      Statement("Download or copy the file again, and compare its size with the source.")
    case .onlyOwner, .queryFilteredByUser:
      Statement(
        "Search by operation and time without -UserIds, for all users, and let casefile choose the"
          + " mailboxes.")
    case .moreRecordsAvailable:
      Statement(
        "Call the search again with the same -SessionId until moreRecordsAvailable is false, and keep"
          + " every page.")
    case .recordLimitExceeded:
      Statement("Search shorter periods, until no search exceeds the limit.")
    case .queryNotFinished:
      Statement("Wait until the status of the query is succeeded, and fetch its records again.")
    case .nextPageMissing, .countMismatch:
      Statement(
        "Fetch the records of the query again, following @odata.nextLink until a page has none, and keep"
          + " every page.")
    case .overlapDiffers:
      Statement(
        "Export the hours in which they differ once more, in short searches, and compare again.")
    case .queryFilteredByText: Statement("Search without -FreeText.")
    case .queryFilteredByAddress:
      Statement("Search without a filter by address, and let casefile choose the addresses.")
    }
  }
}
