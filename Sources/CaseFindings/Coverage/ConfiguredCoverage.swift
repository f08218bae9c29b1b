import CaseModel

/// What imported audit configurations say of one mailbox (R13): which causes of unaudited time they
/// rule out, which they leave open, and the periods that they open.
///
/// A configuration shows how auditing was set when it was collected, not since when. What it shows
/// switched off has no known opening, so it counts from the window's start.
struct ConfiguredCoverage {
  var periods: [UnauditedPeriod] = []
  var ruledOut: [Statement] = []
  var open: [Statement] = []

  let mailbox: MailboxIdentity
  let windows: [TimeSpan]
  let span: TimeSpan
  /// Periods that records open.
  let recorded: [UnauditedPeriod]

  /// Auditing of the mailbox is shown: nothing is left open, and nothing is off.
  var isShown: Bool { open.isEmpty && periods.isEmpty && !ruledOut.isEmpty }

  /// - Parameters:
  ///   - recorded: periods that records open; what they leave open needs no second period.
  ///   - span: from the first window's start to the last one's end.
  ///   - organizations: how many the evidence has; a configuration of one says nothing of another.
  ///   - ownLogs: when the exports of the mailbox's own log were collected; empty where there is none,
  ///     or another export covers the time.
  init(
    _ configurations: [AuditConfiguration], _ mailbox: MailboxIdentity, _ windows: [TimeSpan],
    recorded: [UnauditedPeriod], span: TimeSpan, organizations: Int, ownLogs: [UTCTime?]
  ) {
    self.mailbox = mailbox
    self.windows = windows
    self.span = span
    self.recorded = recorded
    if configurations.isEmpty { return }
    let isDefaultOn = readOrganization(configurations, organizations: organizations)
    readMailbox(configurations, isDefaultOn: isDefaultOn)
    readLicence(configurations)
    readBypass(configurations)
    if !recorded.isEmpty {
      open.append(
        Statement("records: a record in the evidence switches auditing off, or on, in the windows"))
    }
    readAgeLimit(configurations, ownLogs)
    readTimes(configurations)
  }

  /// A configuration holds for windows that ended before it was collected.
  private mutating func readTimes(_ configurations: [AuditConfiguration]) {
    if windows.contains(.always) || windows.isEmpty {
      open.append(Statement("time: no window is stated to hold a configuration against"))
    }
    for configuration in configurations {
      guard let at = configuration.collectedAt else {
        open.append(
          Statement(
            "time: it is not stated when \(evidenceName(configuration.evidence)) was collected"))
        continue
      }
      if at < span.to {
        open.append(
          Statement(
            "time: \(evidenceName(configuration.evidence)) was collected at \(at), before the"
              + " window's end"))
      }
    }
  }

  // MARK: - Words

  func place(_ configuration: AuditConfiguration, _ subject: ConfigurationSubject) -> Statement {
    let evidence = evidenceName(configuration.evidence)
    let name = subject.name.map { EvidenceText($0).visibleName }
    switch (name, configuration.collectedAt) {
    case (let name?, let at?):
      return Statement("\(evidence) entry \(subject.entry) (\(name), collected \(at))")
    case (let name?, nil): return Statement("\(evidence) entry \(subject.entry) (\(name))")
    case (nil, let at?): return Statement("\(evidence) entry \(subject.entry) (collected \(at))")
    case (nil, nil): return Statement("\(evidence) entry \(subject.entry)")
    }
  }

  mutating func add(
    _ cause: UnauditedCause, _ note: Statement, raw: TimeSpan? = nil, logonTypes: [Int16] = [],
    accounts: [EvidenceText] = []
  ) {
    let raw = raw ?? span
    let inWindow = [raw].intersecting(windows)
    if inWindow.isEmpty { return }
    let names = accounts.map(\.folded)
    let isRecorded = recorded.contains {
      $0.cause == cause && $0.logonTypes == logonTypes && $0.closes == .windowEnd
        && $0.accounts.map(\.folded) == names
    }
    if isRecorded {
      open.append(Statement("\(note); a record in the evidence shows since when"))
      return
    }
    var period = UnauditedPeriod(
      cause: cause, raw: raw, inWindow: inWindow, opens: .windowStart,
      closes: raw.to < span.to ? .rule : .windowEnd,
      note: note
        + Statement(
          "; the configuration does not say since when, so it counts from the window's start"))
    period.logonTypes = logonTypes
    period.accounts = accounts
    periods.append(period)
  }
}
