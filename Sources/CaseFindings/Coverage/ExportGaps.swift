import CaseModel

/// Time of the windows that the exports cannot cover (R13 `exportGap`, R18).
enum ExportGaps {
  static func periods(
    _ files: [FileCompleteness], _ mailbox: MailboxIdentity, _ windows: [TimeSpan]
  ) -> [UnauditedPeriod] {
    if files.isEmpty {
      let bounded = windows.filter { $0 != .always }
      return bounded.map { gap($0, Statement("no evidence was imported")) }
    }
    var covered: [TimeSpan] = []
    for file in files {
      // A file whose query nobody stated may cover anything: no gap can be shown then.
      guard let from = file.facts.query.from, let to = file.facts.query.to else { return [] }
      let query = file.facts.query
      let asksForIt =
        (query.operations ?? []).isEmpty
        || query.operations?.contains { $0.lowercased() == "mailitemsaccessed" } == true
      let mailboxes = (query.mailboxes ?? []).map { EvidenceText($0).folded }
      let reachesIt =
        mailboxes.isEmpty || mailboxes.contains(mailbox.guid)
        || mailbox.upns.contains { mailboxes.contains($0.folded) }
      let isCut = file.signs.contains { Completeness.cutting.contains($0.kind) }
      if asksForIt, reachesIt, !isCut { covered.append(TimeSpan(from: from, to: to)) }
    }
    return windows.filter { $0 != .always }.subtracting(covered).map {
      gap($0, Statement("no export whose query is stated covers this time"))
    }
  }

  /// Records reach the log up to 24 hours after the access: what an export that was made earlier does
  /// not hold may have come later.
  ///
  /// An export whose time nobody stated may have been made at any time: no lag can be shown then.
  static func lag(_ files: [FileCompleteness], _ windows: [TimeSpan]) -> [UnauditedPeriod] {
    let collected = files.compactMap(\.facts.collectedAt)
    guard collected.count == files.count, let last = collected.max() else { return [] }
    let settled = last + -24 * 3_600
    return windows.filter { $0 != .always && $0.to > settled }.map { window in
      let span = TimeSpan(from: max(window.from, settled), to: window.to)
      return UnauditedPeriod(
        cause: .lag, raw: span, inWindow: [span], opens: .rule, closes: .windowEnd,
        note: Statement(
          "the last export was made at \(last), and records may arrive up to 24 hours late"))
    }
  }

  private static func gap(_ span: TimeSpan, _ note: Statement) -> UnauditedPeriod {
    UnauditedPeriod(
      cause: .exportGap, raw: span, inWindow: [span], opens: .rule, closes: .rule, note: note)
  }
}

extension Completeness {
  /// Signs that prove rows are missing.
  static let cutting: Set<SignKind> = [.resultIndexGap, .resultFailed, .unclosedList]
}
