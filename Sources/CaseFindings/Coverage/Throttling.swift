import CaseModel

/// The mail access of one mailbox in the order of time, as the throttling rules see it.
struct MailboxTimeline {
  struct Access {
    // The order of the fields leaves no gaps: there is one for every mail access.
    var time: UTCTime
    var record: RecordIndex
    var throttled: ThrottledState
    /// It is stated, in a way that could not be understood (R22).
    var isUnread: Bool
    /// As R1 places it.
    var isBind: Bool
    var isSync: Bool
  }

  /// Unique mail access, over all evidence.
  var access: [Access] = []
  /// Of any operation.
  var first: UTCTime?
  var last: UTCTime?
  /// Days since the epoch on which any record of the mailbox stands.
  var days: Set<Int64> = []
  private var lastDay: Int64?
  /// Numbers of the evidence that holds any record of it.
  var holders: Set<Int> = []
  private var lastHolder: Int32 = 0
  /// First and last mail access by logon type.
  var logonTypes: [Int16: TimeSpan] = [:]

  mutating func add(_ record: ResolvedEvidence.Record, _ index: RecordIndex, logonType: Int16) {
    let time = record.row.time
    first = min(first ?? time, time)
    last = max(last ?? time, time)
    if lastDay != time.day {
      lastDay = time.day
      days.insert(time.day)
    }
    if lastHolder != record.source.evidence {
      lastHolder = record.source.evidence
      holders.insert(Int(lastHolder))
    }
    guard record.isMailAccess else { return }
    access.append(
      Access(
        time: time, record: index, throttled: record.row.throttled,
        isUnread: record.row.marks.contains(.throttledUnread), isBind: record.access == .bind,
        isSync: record.access == .sync))
    logonTypes[logonType, default: TimeSpan(from: time, to: time)].to = time
  }

  /// Records of any operation lie on both sides of every window.
  func surrounds(_ windows: [TimeSpan]) -> Bool {
    guard let first, let last else { return false }
    return windows.allSatisfy { first < $0.from && last >= $0.to }
  }
}

/// Periods in which the service recorded nothing more (R10–R12).
enum Throttling {
  static let length: Int64 = 24 * 3_600
  static let burst = 1_000

  /// `[t, t + 24 h)` of every throttled record, merged before it is clipped.
  static func periods(
    _ timeline: MailboxTimeline, _ windows: [TimeSpan], citing citations: inout Citations
  ) -> [UnauditedPeriod] {
    let openings = timeline.access.filter { $0.throttled == .yes }
    var periods = build(
      openings.map { ($0.record, $0.time) }, windows, cause: .throttled,
      note: Statement("IsThrottled is True: in the 24 hours after it, Bind records may be missing"),
      citing: &citations)
    for index in periods.indices {
      periods[index].recordsInside = inside(periods[index].raw, timeline)
    }
    return periods
  }

  /// What was recorded in a period all the same; the record that opens it stands apart.
  private static func inside(
    _ span: TimeSpan, _ timeline: MailboxTimeline
  ) -> UnauditedPeriod.RecordsInside {
    var inside = UnauditedPeriod.RecordsInside()
    var isOpen = false
    for access in timeline.access where span.contains(access.time) {
      if !isOpen, access.throttled == .yes {
        isOpen = true
        continue
      }
      inside.bind += access.isBind ? 1 : 0
      inside.bindNotThrottled += access.isBind && access.throttled == .no ? 1 : 0
      inside.sync += access.isSync ? 1 : 0
    }
    return inside
  }

  /// `[t, t + 24 h)` of every record whose IsThrottled is there and says nothing that anybody could
  /// read: it may be True (R22).
  static func unread(
    _ timeline: MailboxTimeline, _ windows: [TimeSpan], citing citations: inout Citations
  ) -> [UnauditedPeriod] {
    build(
      timeline.access.filter(\.isUnread).map { ($0.record, $0.time) }, windows,
      cause: .throttlingUnread,
      note: Statement(
        "IsThrottled could not be understood: whether Bind records were generated in the 24 hours after"
          + " it is not known"),
      citing: &citations)
  }

  /// Runs of 1,000 records in less than 24 h without a True flag among them.
  ///
  /// - Returns: the periods, and the records that end a run (for the anomaly).
  static func suspected(
    _ timeline: MailboxTimeline, _ windows: [TimeSpan], citing citations: inout Citations
  ) -> (periods: [UnauditedPeriod], runEnds: [RecordIndex]) {
    let access = timeline.access
    guard access.count >= burst else { return ([], []) }
    var throttled = 0
    var notStated = 0
    var openings: [(RecordIndex, UTCTime)] = []
    var runEnds: [RecordIndex] = []
    for (end, entry) in access.enumerated() {
      throttled += entry.throttled == .yes ? 1 : 0
      notStated += entry.throttled == .notStated ? 1 : 0
      if end >= burst {
        let gone = access[end - burst]
        throttled -= gone.throttled == .yes ? 1 : 0
        notStated -= gone.throttled == .notStated ? 1 : 0
      }
      guard end >= burst - 1,
        entry.time.seconds - access[end - burst + 1].time.seconds < length, throttled == 0
      else { continue }
      runEnds.append(entry.record)
      if notStated > 0 { openings.append((entry.record, entry.time)) }
    }
    let periods = build(
      openings, windows, cause: .throttlingSuspected,
      note: Statement(
        "1,000 mail-access records in less than 24 hours, and IsThrottled is not stated"),
      citing: &citations)
    return (periods, runEnds)
  }

  private static func build(
    _ openings: [(record: RecordIndex, time: UTCTime)], _ windows: [TimeSpan],
    cause: UnauditedCause, note: Statement, citing citations: inout Citations
  ) -> [UnauditedPeriod] {
    let spans = openings.map { TimeSpan(from: $0.time, to: $0.time + length) }.merged
    return spans.compactMap { span in
      let inWindow = [span].intersecting(windows)
      if inWindow.isEmpty { return nil }
      var period = UnauditedPeriod(
        cause: cause, raw: span, inWindow: inWindow, opens: .record, closes: .rule, note: note)
      period.accessTypes = ["Bind"]
      period.sources = citations.cite(
        openings.filter { span.contains($0.time) }.map(\.record))
      return period
    }
  }
}
