import CaseModel

/// What imported audit configurations say of one mailbox (R13): which causes of unaudited time they
/// rule out, which they leave open, and the periods that they open.
///
/// A configuration shows how auditing was set when it was collected, not since when. What it shows
/// switched off has no known opening, so it counts from the window's start.
struct ConfigurationReading {
  private(set) var periods: [UnauditedPeriod] = []
  private(set) var ruledOut: [String] = []
  private(set) var open: [String] = []

  private let mailbox: MailboxIdentity
  private let windows: [TimeSpan]
  private let span: TimeSpan
  /// Periods that records open.
  private let recorded: [UnauditedPeriod]

  /// Auditing of the mailbox is shown: nothing is left open, and nothing is off.
  var isShown: Bool { open.isEmpty && periods.isEmpty && !ruledOut.isEmpty }

  /// - Parameters:
  ///   - recorded: periods that records open; what they leave open needs no second period.
  ///   - span: from the first window's start to the last one's end.
  ///   - organizations: how many the evidence has; a configuration of one says nothing of another.
  ///   - ownLogs: when the exports of the mailbox's own log were collected; `nil` where there are
  ///     other exports too.
  init(
    _ configurations: [AuditConfiguration], _ mailbox: MailboxIdentity, _ windows: [TimeSpan],
    recorded: [UnauditedPeriod], span: TimeSpan, organizations: Int, ownLogs: [UTCTime?]?
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
      open.append("records: a record in the evidence switches auditing off, or on, in the windows")
    }
    readAgeLimit(configurations, ownLogs)
    if windows.contains(.always) || windows.isEmpty {
      open.append("time: no window is stated that a configuration could be held against")
    }
    for configuration in configurations {
      guard let at = configuration.collectedAt else {
        open.append(
          "time: when \(evidenceName(configuration.evidence)) was collected is not stated")
        continue
      }
      if at < span.to {
        open.append(
          "time: \(evidenceName(configuration.evidence)) was collected at \(at.iso), before the"
            + " window's end")
      }
    }
  }

  // MARK: - Causes

  private static let people = [LogonType.owner, LogonType.admin, LogonType.delegate]
  private static let audited: Set<String> = ["usermailbox", "sharedmailbox"]
  /// Resource and public-folder mailboxes, and those on premises.
  private static let unaudited: Set<String> = [
    "roommailbox", "equipmentmailbox", "publicfoldermailbox", "discoverymailbox",
    "remoteusermailbox", "remotesharedmailbox", "remoteroommailbox", "remoteequipmentmailbox",
  ]

  private mutating func readMailbox(_ configurations: [AuditConfiguration], isDefaultOn: Bool) {
    var isFound = false
    for configuration in configurations {
      for settings in configuration.mailboxes where settings.subject.isMeant(mailbox) {
        isFound = true
        read(settings, place(configuration, settings.subject), isDefaultOn: isDefaultOn)
      }
    }
    if !isFound { open.append("configuration: no imported Get-Mailbox names this mailbox") }
  }

  private mutating func read(_ settings: MailboxAuditing, _ place: String, isDefaultOn: Bool) {
    if let type = settings.type, ConfigurationReading.unaudited.contains(type.lowercased()) {
      add(.unsupported, "\(place): access to a \(type) is not audited")
    } else if !ConfigurationReading.audited.contains(settings.type?.lowercased() ?? "") {
      let type = settings.type.map { "'\(EvidenceText($0).visible)'" } ?? "not stated"
      open.append(
        "configuration: \(place): RecipientTypeDetails is \(type), so it is not known to be audited"
      )
    }
    switch settings.isEnabled {
    case true?: break
    case false? where isDefaultOn:
      // Microsoft's page "Manage mailbox auditing".
      open.append(
        "configuration: \(place): AuditEnabled is False, which the service ignores where auditing is"
          + " on by default (AuditDisabled False)")
    case false?: add(.auditDisabled, "\(place): AuditEnabled is False")
    case nil: open.append("configuration: \(place) does not say AuditEnabled")
    }
    var named: [String] = []
    for logonType in ConfigurationReading.people {
      let word = LogonType.word(logonType)
      switch settings.recordsMailAccess[logonType] {
      case true?: named.append(word)
      case false?:
        add(
          .auditDisabled,
          "\(place): MailItemsAccessed is not among the audited actions of logon type \(word)",
          logonTypes: [logonType])
      case nil:
        open.append(
          "configuration: \(place) does not say whether \(word) access is audited, or its list is cut"
        )
      }
    }
    if named.count == ConfigurationReading.people.count, settings.isEnabled == true {
      ruledOut.append(
        "configuration: \(place): AuditEnabled True, MailItemsAccessed audited for"
          + " \(named.joined(separator: ", "))")
    }
  }

  /// - Returns: auditing is on by default.
  private mutating func readOrganization(
    _ configurations: [AuditConfiguration], organizations: Int
  ) -> Bool {
    var isDefaultOn = false
    var isIngested = false
    for configuration in configurations {
      for settings in configuration.organizations {
        let names = settings.subject.names.map { EvidenceText($0).folded }
        if organizations > 1, !names.contains(mailbox.organization.folded) { continue }
        let place = place(configuration, settings.subject)
        if let isDisabled = settings.isDisabled {
          if isDisabled {
            add(.auditDisabled, "\(place): AuditDisabled is True for the organisation")
          }
          isDefaultOn = isDefaultOn || !isDisabled
          if !isDisabled { ruledOut.append("organisation: \(place): AuditDisabled False") }
        }
        if let ingested = settings.isIngested {
          if !ingested { add(.auditDisabled, "\(place): UnifiedAuditLogIngestionEnabled is False") }
          isIngested = isIngested || ingested
          if ingested {
            ruledOut.append("organisation: \(place): UnifiedAuditLogIngestionEnabled True")
          }
        }
      }
    }
    if !isDefaultOn { open.append("organisation: AuditDisabled of this organisation is not known") }
    if !isIngested {
      open.append("organisation: UnifiedAuditLogIngestionEnabled of this organisation is not known")
    }
    return isDefaultOn
  }

  private mutating func readLicence(_ configurations: [AuditConfiguration]) {
    var isFound = false
    for configuration in configurations {
      for licence in configuration.licences where licence.subject.isMeant(mailbox) {
        isFound = true
        let place = place(configuration, licence.subject)
        if let name = licence.carries {
          ruledOut.append("licence: \(place): \(name) carries MailItemsAccessed")
        } else if licence.isWhole {
          add(.licence, "\(place): no licence that carries MailItemsAccessed is among those listed")
        } else {
          open.append("licence: \(place) does not name every licence, or names them by GUID")
        }
      }
    }
    if !isFound { open.append("licence: the licences of this mailbox are not in the evidence") }
  }

  /// The cmdlet returns 1,000 where nobody asks for more.
  private static let bypassLimit = 1_000

  private mutating func readBypass(_ configurations: [AuditConfiguration]) {
    var count = 0
    var files: [String] = []
    for configuration in configurations where !configuration.bypasses.isEmpty {
      count += configuration.bypasses.count
      files.append(evidenceName(configuration.evidence))
      for bypass in configuration.bypasses {
        let place = place(configuration, bypass.subject)
        switch bypass.isBypassed {
        case true?:
          add(
            .bypass, "\(place): AuditBypassEnabled is True",
            accounts: [EvidenceText(bypass.subject.name)])
        case false?: break
        case nil: open.append("bypass: \(place) does not say AuditBypassEnabled")
        }
      }
      if configuration.bypasses.count == ConfigurationReading.bypassLimit {
        open.append(
          "bypass: \(evidenceName(configuration.evidence)) lists exactly"
            + " \(ConfigurationReading.bypassLimit) accounts, the limit where nobody asks for all")
      }
    }
    if count == 0 {
      open.append("bypass: no list of accounts that are exempt from auditing is in the evidence")
    } else if !periods.contains(where: { $0.cause == .bypass }) {
      ruledOut.append(
        "bypass: none of the \(count) accounts in \(files.joined(separator: ", ")) is exempt")
    }
  }

  /// The age limit is that of the mailbox's own log; the unified log keeps its copies longer.
  private mutating func readAgeLimit(_ configurations: [AuditConfiguration], _ ownLogs: [UTCTime?]?)
  {
    guard let ownLogs, !ownLogs.isEmpty else { return }
    for configuration in configurations {
      for settings in configuration.mailboxes where settings.subject.isMeant(mailbox) {
        let place = place(configuration, settings.subject)
        guard let limit = settings.ageLimit else {
          open.append("retention: \(place) does not say AuditLogAgeLimit")
          continue
        }
        guard let collected = ownLogs.compactMap({ $0 }).min(), ownLogs.allSatisfy({ $0 != nil })
        else {
          open.append(
            "retention: when the exports of the mailbox's own log were collected is not stated")
          continue
        }
        let oldest = collected + -Int64(limit) * 86_400
        if oldest <= span.from {
          ruledOut.append(
            "retention: \(place): entries are kept \(limit) days, and the window is younger")
          continue
        }
        let raw = TimeSpan(from: span.from, to: min(oldest, span.to))
        add(
          .retention,
          "\(place): entries older than \(limit) days were deleted when the export was collected"
            + " (\(collected.iso))", raw: raw)
      }
    }
  }

  // MARK: - Words

  private func place(_ configuration: AuditConfiguration, _ subject: ConfigurationSubject) -> String
  {
    let at = configuration.collectedAt.map { ", collected \($0.iso)" } ?? ""
    let name = EvidenceText(subject.name).visibleName
    return "\(evidenceName(configuration.evidence)) entry \(subject.entry) (\(name)\(at))"
  }

  private mutating func add(
    _ cause: UnauditedCause, _ note: String, raw: TimeSpan? = nil, logonTypes: [Int16] = [],
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
      open.append("\(note); a record in the evidence shows since when")
      return
    }
    var period = UnauditedPeriod(
      cause: cause, raw: raw, inWindow: inWindow, opens: .windowStart,
      closes: raw.to < span.to ? .rule : .windowEnd,
      note: note
        + "; the configuration does not say since when, so it counts from the window's start")
    period.logonTypes = logonTypes
    period.accounts = accounts
    periods.append(period)
  }
}
