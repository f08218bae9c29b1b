import CaseModel

extension FindingsBuilder {
  /// Signs of the mailboxes: days without any record, and evidence that begins too late (R10, R18).
  mutating func noteMailboxSigns() -> [String] {
    var reasons: [String] = []
    func note(_ code: String, _ text: String) {
      reasons.append(text)
      anomalies.add(Anomaly(code: code, text: text, sources: []))
    }
    for (place, mailbox) in scoped.mailboxes.enumerated() {
      let name = mailbox.identity.name.visibleName
      let timeline = timelines[place]
      for window in mailbox.windows where window != .always {
        let days = FindingsBuilder.emptyDays(window, timeline.days)
        if days.count == window.dayCount {
          note(
            "noRecords",
            "\(name): no record on any day of the window that begins \(window.from.iso)")
        } else if !days.isEmpty {
          let shown = days.prefix(3).map { UTCTime(seconds: $0 * 86_400).date }
          let more = days.count > 3 ? " and \(days.count - 3) more" : ""
          note(
            "daysWithoutRecords",
            "\(name): no record of any operation on \(shown.joined(separator: ", "))\(more)")
        }
        let lookBack = window.from + -Throttling.length
        let asked = request.files.contains { file in
          file.query.isStated && (file.query.from.map { $0 <= lookBack } ?? false)
        }
        if let first = timeline.first, first > lookBack, !asked {
          note(
            "lookBackNotCovered",
            "\(name): the evidence begins \(first.iso), less than 24 hours before the window:"
              + " throttling that began before it would not be seen")
        }
      }
    }
    return reasons
  }

  /// What the scope names and the evidence does not have, and softer readings without a decision.
  mutating func noteScope() {
    for selector in scoped.unmatched {
      anomalies.add(
        Anomaly(
          code: "mailboxNotInEvidence",
          text: "the scope names \(selector.text); no record of it is in the evidence", sources: [])
      )
    }
    for (name, count) in scoped.ambiguous {
      anomalies.add(
        Anomaly(
          code: "severalMailboxes",
          text: "\(name) is the name of \(count) mailboxes (archive, re-created user);"
            + " all are in scope (R3)", sources: []))
    }
    let matched = Set(decisions.table.decisions.flatMap(\.indicators))
    for indicator in request.scope.indicators where !matched.contains(indicator.id) {
      anomalies.add(
        Anomaly(
          code: "indicatorWithoutMatch",
          text: "indicator \(indicator.id) matches no record in the evidence", sources: []))
    }
    if request.scope.indicators.isEmpty {
      anomalies.add(
        Anomaly(
          code: "noIndicator",
          text: "the scope has no indicator: no access is attributed", sources: []))
    }
    let readings = request.scope.readings
    if readings.throttle == .undetermined, request.scope.decisions.isEmpty {
      anomalies.add(
        Anomaly(
          code: "readingWithoutDecision",
          text: "readings.throttle is the softer one, and no decision says who chose it and why",
          sources: []))
    }
  }

  /// Days that lie in the window as a whole or in part, without a record.
  private static func emptyDays(_ window: TimeSpan, _ days: Set<Int64>) -> [Int64] {
    (window.from.day...(window.to + -1).day).filter { !days.contains($0) }
  }

  // MARK: - Sources

  /// Replaces record numbers by indexes into `records`, which holds every cited record once.
  mutating func cite() {
    var cited: Set<Int> = []
    findings.visitSources { cited.formUnion($0) }
    let order = cited.sorted()
    var places: [Int: Int] = [:]
    for (place, index) in order.enumerated() { places[index] = place }
    findings.visitSources { $0 = $0.compactMap { places[$0] }.sorted() }
    findings.records = order.map { index in
      let record = evidence.records[index]
      return CitedRecord(
        record: evidence.name(record), time: record.row.time, source: record.source,
        context: record.isMailAccess ? contexts.name(Int(decisions.contexts[index])) : nil)
    }
  }
}

extension TimeSpan {
  /// Days that it touches.
  var dayCount: Int { Int((to + -1).day - from.day) + 1 }
}

extension Findings {
  /// Every list of sources, in place.
  mutating func visitSources(_ visit: (inout [Int]) -> Void) {
    for place in mailboxes.indices {
      for index in mailboxes[place].recordedMessages.indices {
        visit(&mailboxes[place].recordedMessages[index].sources)
      }
      for index in mailboxes[place].assumedFolders.indices {
        visit(&mailboxes[place].assumedFolders[index].sources)
      }
      for index in mailboxes[place].unauditedPeriods.indices {
        visit(&mailboxes[place].unauditedPeriods[index].sources)
      }
      for index in mailboxes[place].unnamedAccess.indices {
        visit(&mailboxes[place].unnamedAccess[index].sources)
      }
      for index in mailboxes[place].attachments.indices {
        visit(&mailboxes[place].attachments[index].sources)
      }
    }
    for index in contexts.indices { visit(&contexts[index].sources) }
    for index in outsideScope.indices { visit(&outsideScope[index].sources) }
    for index in anomalies.indices { visit(&anomalies[index].sources) }
  }
}
