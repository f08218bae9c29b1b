extension RejectReason {
  /// How to get the rows that were rejected for these reasons, each way once.
  package static func hints(_ reasons: Set<RejectReason>) -> [String] {
    var reasons = reasons
    // What some rows prove holds for those that prove nothing.
    if reasons.contains(.timeDayFirst) != reasons.contains(.timeMonthFirst) {
      reasons.remove(.timeOrder)
    }
    return Set(reasons.compactMap(\.hint)).sorted()
  }

  /// How to get the rows that were rejected for this reason; `nil` where nothing general helps.
  package var hint: String? {
    switch self {
    case .truncatedJSON, .unclosedQuote:
      "rows that end early were cut along the way: export again, and do not save in a spreadsheet"
    case .noTime:
      "a culture-dependent time is not guessed: export AuditData, or times as yyyy-MM-ddTHH:mm:ssZ;"
        + " from Sentinel: \(sentinel)"
    case .timeDayFirst: stating("day-first", "the days above 12 stand first")
    case .timeMonthFirst: stating("month-first", "the days above 12 stand behind the month")
    case .timeOrder:
      stating("day-first", "somebody must state which number is the day", or: ", or month-first")
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

  private static let sentinel =
    "| extend TimeGenerated = format_datetime(TimeGenerated,'yyyy-MM-ddTHH:mm:ssZ')"
  private var sentinel: String { RejectReason.sentinel }

  private func stating(_ order: String, _ why: String, or other: String = "") -> String {
    "\(why): casefile import CASE --times \(order) FILE\(other) (of evidence that is imported: casefile"
      + " evidence about CASE E001 --times \(order)); or export again, from Sentinel with \(sentinel)"
  }
}
