import CaseModel

/// Every change of auditing in the evidence, and the periods that it leaves unaudited (R13).
struct AuditChanges {
  /// In the order of time.
  private(set) var changes: [AuditChange] = []
  private var settingKinds: SettingKinds
  /// Of all records.
  private(set) var first: UTCTime?
  private(set) var last: UTCTime?

  /// - Parameter messages: how many texts of messages and settings there are.
  init(messages: Int) { settingKinds = SettingKinds(messages: messages) }

  mutating func saw(_ time: UTCTime) {
    first = min(first ?? time, time)
    last = max(last ?? time, time)
  }

  /// Records come in the order of time.
  ///
  /// - Parameter settings: that the record changes.
  mutating func add(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ settings: [SettingRow],
    _ context: ContextIndex, _ evidence: ResolvedEvidence
  ) {
    saw(record.row.time)
    if record.isMailAccess { return }
    for setting in settings where hasEffect(setting.setting, evidence) {
      let text = evidence.messages[setting.setting].string
      for (what, cause, effect, logonTypes) in AuditChange.effects(text) {
        let isOrganization =
          what == "auditdisabled" || what == "unifiedauditlogingestionenabled"
        var change = AuditChange(
          record: index, time: record.row.time, cause: cause, effect: effect, what: what,
          value: String(text.drop { $0 != "=" }.dropFirst()),
          target: isOrganization ? EvidenceText(bytes: []) : evidence.texts[setting.subject],
          alias: isOrganization ? EvidenceText(bytes: []) : evidence.texts[setting.object],
          organization: evidence.texts[setting.organization],
          by: evidence.texts[evidence.contexts.rows[context].user])
        change.logonTypes = logonTypes
        if cause == .auditChangeUnread {
          guard record.row.marks.contains(.settingsUnread),
            let reach = AuditChange.reachOfUnread(evidence.texts[record.row.operation])
          else { continue }
          change.value = evidence.texts[record.row.operation].string
          change.isOfMany = reach == .everybody
        }
        changes.append(change)
      }
    }
  }

  /// The setting is one of auditing.
  private mutating func hasEffect(_ setting: MessageIndex, _ evidence: ResolvedEvidence) -> Bool {
    settingKinds.kind(setting) {
      AuditChange.effects(evidence.messages[setting].string).isEmpty ? 0 : 1
    } == 1
  }

  /// The periods of a mailbox that overlap its windows.
  func periods(
    _ mailbox: MailboxIdentity, of all: [MailboxIdentity], _ windows: [TimeSpan],
    citing citations: inout Citations
  ) -> [UnauditedPeriod] {
    guard let first, let last else { return [] }
    let bounded = windows.filter { $0 != .always }
    let start = bounded.map(\.from).min() ?? first
    let end = bounded.map(\.to).max() ?? last + 1
    var periods: [UnauditedPeriod] = []
    for group in groups(mailbox, of: all) {
      var open: AuditChange?
      var isFirst = true
      func close(_ by: AuditChange?) {
        // One behind the window may have switched on again what was off in it.
        let isBehind = open?.cause == .auditChangeUnread && (open?.time ?? start) >= end
        let from = isBehind ? start : open?.time ?? min(start, by?.time ?? start)
        let raw = TimeSpan(from: from, to: by?.time ?? max(end, from))
        guard let cause = open ?? by else { return }
        let inWindow = [raw].intersecting(windows)
        if inWindow.isEmpty { return }
        var period = UnauditedPeriod(
          cause: cause.cause, raw: raw, inWindow: inWindow,
          opens: open == nil || isBehind ? .windowStart : .record,
          closes: by == nil ? .windowEnd : .record,
          note: note(open, by, isPlaced: cause.reach(mailbox, of: all) == .reached))
        if cause.cause == .bypass { period.accounts = [cause.target] }
        period.logonTypes = cause.logonTypes
        period.sources = citations.cite([open?.record, by?.record].compactMap { $0 })
        periods.append(period)
      }
      for change in group {
        switch change.effect {
        case .off where open == nil: open = change
        case .off: break
        case .on:
          // What closes a period that nothing opens was open from the start.
          if open != nil || isFirst { close(change) }
          open = nil
        }
        isFirst = false
      }
      if open != nil { close(nil) }
    }
    return periods
  }

  /// Changes for addresses that nobody in the evidence has: they may be of the mailbox.
  func unknownAddresses(
    _ mailbox: MailboxIdentity, of all: [MailboxIdentity]
  ) -> [Statement] {
    var seen: Set<EvidenceText> = []
    return changes.filter {
      $0.effect == .off && $0.isForUnknownAddress(mailbox, of: all)
        && seen.insert($0.target.folded).inserted
    }.map { change in
      Statement(
        "auditing was changed for \(change.target.visibleName) at \(change.time), an address that no"
          + " record of the evidence knows: it may be one of this mailbox")
    }
  }

  /// The changes that reach a mailbox, by switch and target.
  private func groups(
    _ mailbox: MailboxIdentity, of all: [MailboxIdentity]
  ) -> [[AuditChange]] {
    struct Switch: Hashable {
      var what: String
      var target: EvidenceText
    }
    var order: [Switch] = []
    var groups: [Switch: [AuditChange]] = [:]
    for change in changes where change.reach(mailbox, of: all) != .elsewhere {
      let key = Switch(what: change.what, target: change.target.folded)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(change)
    }
    return order.compactMap { groups[$0] }
  }

  private func note(_ open: AuditChange?, _ close: AuditChange?, isPlaced: Bool) -> Statement {
    if let open, open.cause == .auditChangeUnread {
      return Statement(
        "the parameters of \(open.value) could not be understood: it may have changed what is recorded"
          + " from \(open.time) on")
    }
    var parts: [Statement] = []
    if let open { parts.append(open.sentence) }
    if let close {
      parts.append(
        open == nil
          ? Statement("switched on by \(close.sentence)") : Statement("until \(close.sentence)"))
    }
    if open == nil {
      parts.append(
        Statement("no record says since when it was off, so it counts from the window's start"))
    }
    if close == nil { parts.append(Statement("no record switches it on again")) }
    if !isPlaced {
      parts.append(Statement("no mailbox in the evidence has that name, so any may be meant"))
    }
    if (open ?? close)?.cause == .retention {
      parts.append(Statement("entries of the mailbox's own log older than the limit are deleted"))
    }
    return parts.joinedBySemicolon
  }

  /// Somebody switched the recorder off: one anomaly for each record and switch.
  func note(in anomalies: inout AnomalyList) {
    for change in changes where change.effect == .off && change.cause != .auditChangeUnread {
      anomalies.add(
        "auditingSwitchedOff", Statement("auditing was switched off: \(change.sentence)"),
        [change.record])
    }
  }
}

extension AuditChange {
  /// `AuditBypassEnabled = True for Alex@contoso, by admin@contoso, 2023-05-20T11:07:00Z`
  fileprivate var sentence: Statement {
    let names = [
      "auditbypassenabled": "AuditBypassEnabled", "auditenabled": "AuditEnabled",
      "auditdisabled": "AuditDisabled", "auditowner": "AuditOwner", "auditadmin": "AuditAdmin",
      "auditdelegate": "AuditDelegate", "auditlogagelimit": "AuditLogAgeLimit",
      "unifiedauditlogingestionenabled": "UnifiedAuditLogIngestionEnabled",
      "m365_advanced_auditing": "M365_ADVANCED_AUDITING",
    ]
    let name = names[what] ?? what
    let whom = target.isEmpty ? Statement("the organisation") : Statement("\(target.visibleName)")
    let who =
      by.isEmpty ? Statement("an account that is not stated") : Statement("\(by.visibleName)")
    return Statement("\(name) = \(value) for \(whom), by \(who), \(time)")
  }
}
