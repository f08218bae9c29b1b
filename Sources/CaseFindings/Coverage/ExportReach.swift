import CaseModel

/// What the exports can cover of one mailbox: mail access, by everybody (R13, R18).
///
/// Each export is asked by itself: one that asked for other mailboxes, users, operations or text, or
/// whose query nobody stated, neither opens nor closes a gap of another. An export whose query is not
/// stated as a whole counts only for mailboxes whose records it holds, and only where no query that is
/// stated asked for the mailbox.
struct ExportReach {
  struct Part {
    var span: TimeSpan
    /// `nil`: nobody stated when the export was made.
    var collectedAt: UTCTime?
    /// From the mailbox's own log, which keeps entries for as long as the mailbox is set to.
    var isOwnLog = false
  }

  private(set) var parts: [Part] = []
  /// Exports that asked for named users, addresses or text of the mailbox.
  private(set) var narrow: [FileCompleteness] = []
  /// A query that is stated asked for the mailbox: what the records show beside it does not count.
  private(set) var isStated = false
  private var ownLogs: [Part] = []

  /// - Parameter holders: numbers of the evidence that holds records of the mailbox.
  init(_ files: [FileCompleteness], _ mailbox: MailboxIdentity, holders: Set<Int>) {
    var unstated: [Part] = []
    for file in files {
      let query = file.facts.query
      guard query.mayAsk(for: mailbox) else { continue }
      let part = Part(
        span: query.span, collectedAt: file.facts.collectedAt, isOwnLog: file.facts.isOwnLog)
      if part.isOwnLog, query.isWhole || holders.contains(file.facts.evidence) {
        ownLogs.append(part)
      }
      let isCut = file.signs.contains { Completeness.cutting.contains($0.kind) }
      if query.isNarrow {
        narrow.append(file)
      } else if query.isWhole {
        isStated = true
        if !isCut { parts.append(part) }
      } else if holders.contains(file.facts.evidence), !isCut || part.span == .always {
        unstated.append(part)
      }
    }
    if !narrow.isEmpty { isStated = true }
    if !isStated { parts = unstated }
  }

  /// What of the spans no export can cover.
  func uncovered(_ spans: [TimeSpan]) -> [TimeSpan] { spans.subtracting(parts.map(\.span)) }

  /// Records reach the log up to 24 hours after the access (R13): what an export that was made earlier
  /// does not hold may have come later.
  ///
  /// An export whose time nobody stated neither opens nor closes a lag.
  func unsettled(_ spans: [TimeSpan]) -> [TimeSpan] {
    let timed = parts.filter { $0.collectedAt != nil }
    let settled = timed.compactMap { part in
      part.collectedAt.map {
        TimeSpan(from: part.span.from, to: min(part.span.to, $0 + -ExportReach.delay))
      }
    }
    return timed.map(\.span).intersecting(spans).subtracting(settled)
  }

  /// When the latest export was made that asked for any of that time.
  func lastCollected(_ span: TimeSpan) -> UTCTime? {
    parts.filter { $0.span.intersection(span) != nil }.compactMap(\.collectedAt).max()
  }

  /// When the exports of the mailbox's own log were collected, unless exports of the unified log whose
  /// query is stated cover all of the span.
  func ownLogs(_ span: TimeSpan) -> [UTCTime?] {
    let others = isStated ? parts.filter { !$0.isOwnLog } : []
    if [span].subtracting(others.map(\.span)).isEmpty { return [] }
    return ownLogs.map(\.collectedAt)
  }

  /// Seconds until a record is in the log; Microsoft states no guaranteed time.
  private static let delay: Int64 = 24 * 3_600
}
