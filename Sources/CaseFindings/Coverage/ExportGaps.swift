import CaseModel

/// Time of the windows that the exports cannot cover (R13 `exportGap`, R18), or not yet (`lag`).
enum ExportGaps {
  static func periods(
    _ files: [FileCompleteness], _ reach: ExportReach, _ windows: [TimeSpan]
  ) -> [UnauditedPeriod] {
    let bounded = windows.filter { $0 != .always }
    if files.isEmpty {
      return bounded.map { gap($0, Statement("no evidence was imported")) }
    }
    let gaps = reach.uncovered(bounded).map { gap($0, note($0, reach)) }
    return gaps + reach.unsettled(bounded).map { lag($0, reach, windows) }
  }

  private static func note(_ span: TimeSpan, _ reach: ExportReach) -> Statement {
    let narrow = reach.narrow.filter { $0.facts.query.span.intersection(span) != nil }
    if narrow.isEmpty { return Statement("no export whose query is stated covers this time") }
    let names = narrow.map { evidenceName($0.facts.evidence) }.joined(separator: ", ")
    return Statement(
      "no export covers this time for everybody: \(names) asked for named users, addresses or text"
        + " only")
  }

  private static func lag(
    _ span: TimeSpan, _ reach: ExportReach, _ windows: [TimeSpan]
  ) -> UnauditedPeriod {
    let last = reach.lastCollected(span) ?? span.from
    return UnauditedPeriod(
      cause: .lag, raw: span, inWindow: [span], opens: .rule,
      closes: windows.contains { $0.to == span.to } ? .windowEnd : .rule,
      note: Statement(
        "the last export that asked for this time was made at \(last), and records may arrive up to"
          + " 24 hours late"))
  }

  private static func gap(_ span: TimeSpan, _ note: Statement) -> UnauditedPeriod {
    UnauditedPeriod(
      cause: .exportGap, raw: span, inWindow: [span], opens: .rule, closes: .rule, note: note)
  }
}

extension Completeness {
  /// Signs that prove rows are missing.
  static let cutting: Set<SignKind> = [
    .resultIndexGap, .resultFailed, .unclosedList, .moreRecordsAvailable, .nextPageMissing,
    .countMismatch, .recordLimitExceeded, .queryNotFinished,
  ]
}
