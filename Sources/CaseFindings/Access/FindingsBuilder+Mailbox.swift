import CaseModel
import CaseTally

/// What the findings say of one mailbox of the scope, when all records are in.
extension FindingsBuilder {
  mutating func mailbox(
    _ index: ScopedIndex, _ rejected: [UnnamedAccess]
  ) -> MailboxFindings {
    let mailbox = scoped[index]
    let own = pass.decided.access[index]
    var result = MailboxFindings(mailbox: mailbox.identity, windows: mailbox.windows)
    let text = FindingsText(
      evidence: evidence, folderNames: folderNames, contexts: pass.decided.contexts, mailbox: index)
    result.assumedFolders = text.folders(own, citing: &citations)
    result.attachments = text.attachments(own, citing: &citations)
    result.unnamedAccess = text.unnamed(own, citing: &citations) + rejected
    result.attackerRecords = own.attackerRecords
    result.linkedRecords = own.linkedRecords
    result.linkedEarlierRecords = own.linkedEarlierRecords
    result.bindRecords = own.bindRecords
    result.firstAccess = own.first
    result.lastAccess = own.last
    result.syncRecords = own.syncRecords
    result.contestedMessages = pass.decided.contested[index].count(
      in: index, besides: pass.decided.messages)
    let timeline = pass.all.timelines[index]
    let throttled = Throttling.periods(timeline, mailbox.windows, citing: &citations)
    for period in throttled { noteRecordsInside(period, mailbox.identity) }
    let unread = Throttling.unread(timeline, mailbox.windows, citing: &citations)
    let suspected = Throttling.suspected(timeline, mailbox.windows, citing: &citations)
    let recorded = pass.all.changes.periods(
      mailbox.identity, of: evidence.mailboxes, mailbox.windows, citing: &citations)
    let reach = ExportReach(pass.all.ledger.files, mailbox.identity, holders: timeline.holders)
    let configured = configuration(mailbox, reach, recorded: recorded)
    result.unauditedPeriods =
      (throttled + unread + suspected.periods
      + ExportGaps.periods(pass.all.ledger.files, reach, mailbox.windows)
      + pass.all.overlaps.gaps(index, mailbox.windows)
      + recorded + configured.periods)
      .sorted { ($0.raw.from, $0.cause.rawValue) < ($1.raw.from, $1.cause.rawValue) }
    result.timeline = pass.decided.hours[index].timeline(
      result.unauditedPeriods.flatMap(\.inWindow).merged)
    if let last = suspected.runEnds.last {
      anomalies.add(
        "burst",
        Statement(
          "\(mailbox.identity.name.visibleName): 1,000 or more mail-access records in less"
            + " than 24 hours and none of them says IsThrottled True"), [last])
    }
    for record in own.syncWithItems { anomalies.add(.syncNamesItems, record) }
    let readings = pass.request.scope.readings
    if readings.sync == .mailbox, own.syncRecords > 0 {
      result.assumedBases.append("sync")
    }
    if readings.throttle == .assumed,
      result.unauditedPeriods.contains(where: { $0.cause == .throttled })
    {
      result.assumedBases.append("throttled")
    }
    result.coverage = coverage(index, configured)
    result.isAskedFor = reach.isStated || timeline.surrounds(mailbox.windows)
    return result
  }

  /// The documentation does not explain Bind records in a throttled period (R10).
  private mutating func noteRecordsInside(_ period: UnauditedPeriod, _ mailbox: MailboxIdentity) {
    guard let inside = period.recordsInside, inside.bind > 0 else { return }
    anomalies.add(
      "recordsInsideThrottled",
      Statement(
        "\(mailbox.name.visibleName): \(inside.bind) Bind record(s) were nevertheless written in the"
          + " throttled period from \(period.raw.from), \(inside.bindNotThrottled) of them with IsThrottled"
          + " False; the documentation does not explain that (R10)"))
  }

  /// Whether auditing of the mailbox is shown, and what speaks for and against it.
  private func coverage(_ index: ScopedIndex, _ configured: ConfiguredCoverage) -> Coverage {
    let mailbox = scoped[index]
    var coverage = RecordedCoverage.read(
      mailbox.inEvidence == nil ? nil : pass.all.timelines[index], mailbox.windows)
    coverage.take(configured)
    coverage.reasons =
      pass.all.changes.unknownAddresses(mailbox.identity, of: evidence.mailboxes) + coverage.reasons
    let notRead = pass.request.notReadUndecided
    if !notRead.isEmpty {
      coverage.state = .notShown
      let names = notRead.map { evidenceName($0.evidence) }.joined(separator: ", ")
      coverage.reasons.insert(
        Statement(
          "\(notRead.map(\.count).reduce(0, +)) file(s) in \(names) could not be read and may hold"
            + " records of this mailbox"), at: 0)
    }
    let unattributed = pass.decided.access[index].unattributed
    if unattributed > 0 {
      coverage.state = .notShown
      coverage.reasons.insert(
        Statement(
          "\(unattributed) mail access(es) of this mailbox say who it was, or in which session, in a"
            + " way that could not be understood"), at: 0)
    }
    return coverage
  }

  private func configuration(
    _ mailbox: ScopedMailboxes.Mailbox, _ reach: ExportReach, recorded: [UnauditedPeriod]
  ) -> ConfiguredCoverage {
    let bounded = mailbox.windows.filter { $0 != .always }
    let span = TimeSpan(
      from: bounded.map(\.from).min() ?? pass.all.changes.first ?? TimeSpan.always.from,
      to: bounded.map(\.to).max() ?? pass.all.changes.last.map { $0 + 1 } ?? TimeSpan.always.to)
    return ConfiguredCoverage(
      pass.request.configurations, mailbox.identity, mailbox.windows, recorded: recorded,
      span: span,
      organizations: Set(evidence.mailboxes.map(\.organization)).count,
      ownLogs: reach.ownLogs(span))
  }

  /// Rejected rows may be access to any mailbox of the scope (R17).
  func rejectedAccess() -> [UnnamedAccess] {
    if evidence.rejects.isEmpty { return [] }
    let known = evidence.keys
    var byKind: [UnnamedAccess.Kind: UnnamedAccess] = [:]
    for (index, reject) in evidence.rejects.enumerated() {
      if let key = reject.key, known.contains(key) { continue }
      if let operation = reject.operation, operation.folded != "mailitemsaccessed",
        operation.folded != "attachmentaccess"
      {
        continue
      }
      let kind: UnnamedAccess.Kind = reject.salvaged.isEmpty ? .rejected : .salvaged
      var entry =
        byKind[kind] ?? UnnamedAccess(kind: kind, items: 0, folder: nil, sources: [], rejects: [])
      entry.items += max(1, reject.salvaged.count)
      entry.rejects.append(RejectIndex(index))
      byKind[kind] = entry
    }
    return byKind.values.sorted { $0.kind.rawValue < $1.kind.rawValue }
  }
}
