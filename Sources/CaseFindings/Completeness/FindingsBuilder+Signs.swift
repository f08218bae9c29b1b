import CaseModel

extension FindingsBuilder {
  /// Signs of the mailboxes: days without any record, and evidence that begins too late (R10, R18).
  mutating func noteMailboxSigns() -> [Statement] {
    var reasons: [Statement] = []
    func note(_ code: String, _ text: Statement) {
      reasons.append(text)
      anomalies.add(code, text)
    }
    for (mailbox, timeline) in zip(scoped.mailboxes, pass.all.timelines) {
      let name = mailbox.identity.name.visibleName
      for window in mailbox.windows where window != .always {
        let days = FindingsBuilder.emptyDays(window, timeline.days)
        if days.count == window.dayCount {
          note(
            "noRecords",
            Statement("\(name): no record on any day of the window that begins at \(window.from)"))
        } else if !days.isEmpty {
          let shown = days.prefix(3).map { Statement("\(day: UTCTime(seconds: $0 * 86_400))") }
          let all = days.count > 3 ? shown + [Statement("\(days.count - 3) more days")] : shown
          note(
            "daysWithoutRecords",
            Statement("\(name): no record of any operation on \(all)"))
        }
        if let missing = lookBackNotCovered(mailbox.identity, timeline, window) {
          note("lookBackNotCovered", missing)
        }
      }
    }
    return reasons
  }

  /// Throttling that began up to 24 hours before a window reaches into it (R10).
  private func lookBackNotCovered(
    _ mailbox: MailboxIdentity, _ timeline: MailboxTimeline, _ window: TimeSpan
  ) -> Statement? {
    guard let first = timeline.first else { return nil }
    let name = mailbox.name.visibleName
    let lookBack = TimeSpan(from: window.from + -Throttling.length, to: window.from)
    let reach = ExportReach(pass.all.ledger.files, mailbox, holders: timeline.holders)
    if reach.isStated ? reach.uncovered([lookBack]).isEmpty : first <= lookBack.from { return nil }
    if first > lookBack.from {
      return Statement(
        "\(name): the evidence begins at \(first), not 24 hours before the window: throttling that began"
          + " before it would not be seen")
    }
    return Statement(
      "\(name): no export that asked for this mailbox covers the 24 hours before \(window.from):"
        + " throttling that began in them would not be seen")
  }

  /// What was told of exports, and their records rule out (R23).
  mutating func noteOrigins() {
    for difference in pass.all.ledger.queries.flatMap(\.differences) {
      anomalies.add("queryDiffers", difference)
    }
    for file in pass.all.ledger.files {
      let facts = file.facts
      let found = OriginContradiction.all(
        file.ledger, facts.query, collectedAt: facts.collectedAt)
      for contradiction in found { anomalies.add(contradiction.code.rawValue, contradiction.text) }
    }
  }

  /// Archives with files in them that may hold records and were not read.
  var notReadReasons: [Statement] {
    pass.request.notRead.filter { $0.count > 0 }.map { archive in
      Statement(
        "\(archive.count) file(s) in \(evidenceName(archive.evidence)) could not be read and may hold"
          + " records")
    }
  }

  /// What the scope names and the evidence does not have, and softer readings without a decision.
  mutating func noteScope() {
    for selector in scoped.unmatched {
      anomalies.add(
        "mailboxNotInEvidence",
        Statement("the scope names \(selector.text); no record of it is in the evidence"))
    }
    for (name, count) in scoped.ambiguous {
      anomalies.add(
        "severalMailboxes",
        Statement(
          "\(name) is the name of \(count) mailboxes (archive, re-created user);"
            + " all are in scope (R3)"))
    }
    let matched = Set(pass.decisions.table.decisions.flatMap(\.indicators))
    for indicator in pass.request.scope.indicators where !matched.contains(indicator.id) {
      findings.indicatorsWithoutMatch.append(indicator.id)
      anomalies.add(
        "indicatorWithoutMatch",
        Statement("indicator \(indicator.id) matches no record in the evidence"))
    }
    if pass.request.scope.indicators.isEmpty {
      anomalies.add("noIndicator", Statement("the scope has no indicator: no access is attributed"))
    }
    for decision in pass.request.scope.decisions {
      guard case .contested(let context, _) = decision.what,
        !pass.decided.contexts.hasContested(context, evidence, pass.decisions.table)
      else { continue }
      anomalies.add(
        "decisionWithoutMatch",
        Statement(
          "the decision about contested access to \(context.mailbox.text) by \(context.who) matches no"
            + " contested context"))
    }
    let readings = pass.request.scope.readings
    if readings.throttle == .undetermined, !pass.request.scope.decisions.contains(where: \.isSaid) {
      anomalies.add(
        "readingWithoutDecision",
        Statement(
          "readings.throttle is the softer reading, and no decision says who chose it and why"))
    }
  }

  /// Days that lie in the window as a whole or in part, without a record.
  private static func emptyDays(_ window: TimeSpan, _ days: Set<Int64>) -> [Int64] {
    (window.from.day...(window.to + -1).day).filter { !days.contains($0) }
  }
}

extension TimeSpan {
  /// Days that it touches.
  var dayCount: Int { Int((to + -1).day - from.day) + 1 }
}
