import CaseModel
import CaseTally

/// What the findings say of one mailbox of the scope, when all records are in.
extension FindingsBuilder {
  mutating func mailbox(
    _ place: Int, _ folderNames: FolderNames, _ rejected: [UnnamedAccess]
  ) -> MailboxFindings {
    let mailbox = scoped.mailboxes[place]
    let own = access[place]
    var result = MailboxFindings(mailbox: mailbox.identity, windows: mailbox.windows)
    let text = FindingsText(
      evidence: evidence, folderNames: folderNames, contexts: contexts, place: place)
    result.assumedFolders = text.folders(own)
    result.attachments = text.attachments(own)
    result.unnamedAccess = text.unnamed(own) + rejected
    result.attackerRecords = own.attackerRecords
    result.linkedRecords = own.linkedRecords
    let timeline = timelines[place]
    let suspected = Throttling.suspected(timeline, mailbox.windows)
    let recorded = changes.periods(mailbox.identity, of: evidence.mailboxes, mailbox.windows)
    let configured = configuration(mailbox, recorded: recorded)
    result.unauditedPeriods =
      (Throttling.periods(timeline, mailbox.windows) + suspected.periods
      + ExportGaps.periods(ledger.files, mailbox.identity, mailbox.windows)
      + ExportGaps.lag(ledger.files, mailbox.windows) + recorded + configured.periods)
      .sorted { ($0.raw.from, $0.cause.rawValue) < ($1.raw.from, $1.cause.rawValue) }
    result.timeline = hours[place].timeline(
      result.unauditedPeriods.flatMap(\.inWindow).merged)
    if let last = suspected.runEnds.last {
      anomalies.add(
        Anomaly(
          code: "burst",
          text: Statement(
            "\(mailbox.identity.name.visibleName): 1,000 or more mail-access records in less"
              + " than 24 hours and none of them says IsThrottled True"),
          sources: [last]))
    }
    for index in own.syncWithItems { anomalies.add(.syncNamesItems, index) }
    let readings = request.scope.readings
    if readings.sync == .mailbox, own.syncRecords > 0 {
      result.assumedBases.append("sync")
    }
    if readings.throttle == .assumed,
      result.unauditedPeriods.contains(where: { $0.cause == .throttled })
    {
      result.assumedBases.append("throttled")
    }
    result.coverage = CoverageReading.read(
      mailbox.inEvidence == nil ? nil : timeline, mailbox.windows)
    result.coverage.take(configured)
    return result
  }

  private func configuration(
    _ mailbox: ScopedMailboxes.Mailbox, recorded: [UnauditedPeriod]
  ) -> ConfigurationReading {
    let bounded = mailbox.windows.filter { $0 != .always }
    let span = TimeSpan(
      from: bounded.map(\.from).min() ?? changes.first ?? TimeSpan.always.from,
      to: bounded.map(\.to).max() ?? changes.last.map { $0 + 1 } ?? TimeSpan.always.to)
    let files = ledger.files.map(\.facts)
    let isOwnLog = !files.isEmpty && files.allSatisfy(\.isOwnLog)
    return ConfigurationReading(
      request.configurations, mailbox.identity, mailbox.windows, recorded: recorded, span: span,
      organizations: Set(evidence.mailboxes.map(\.organization)).count,
      ownLogs: isOwnLog ? files.map(\.collectedAt) : nil)
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
      entry.rejects.append(index)
      byKind[kind] = entry
    }
    return byKind.values.sorted { $0.kind.rawValue < $1.kind.rawValue }
  }
}
