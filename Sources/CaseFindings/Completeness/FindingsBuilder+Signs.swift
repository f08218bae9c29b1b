import CaseModel

extension FindingsBuilder {
  /// Signs of the mailboxes: days without any record, and evidence that begins too late (R10, R18).
  mutating func noteMailboxSigns() -> [Statement] {
    var reasons: [Statement] = []
    func note(_ code: String, _ text: Statement) {
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
            Statement("\(name): no record on any day of the window that begins \(window.from)"))
        } else if !days.isEmpty {
          let shown = days.prefix(3).map { Statement("\(day: UTCTime(seconds: $0 * 86_400))") }
          let all = days.count > 3 ? shown + [Statement("\(days.count - 3) more days")] : shown
          note(
            "daysWithoutRecords",
            Statement("\(name): no record of any operation on \(all)"))
        }
        let lookBack = window.from + -Throttling.length
        let asked = request.files.contains { file in
          file.query.isStated && (file.query.from.map { $0 <= lookBack } ?? false)
        }
        if let first = timeline.first, first > lookBack, !asked {
          note(
            "lookBackNotCovered",
            Statement(
              "\(name): the evidence begins \(first), not 24 hours before the window: throttling"
                + " that began before it would not be seen"))
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
          text: Statement("the scope names \(selector.text); no record of it is in the evidence"),
          sources: [])
      )
    }
    for (name, count) in scoped.ambiguous {
      anomalies.add(
        Anomaly(
          code: "severalMailboxes",
          text: Statement(
            "\(name) is the name of \(count) mailboxes (archive, re-created user);"
              + " all are in scope (R3)"), sources: []))
    }
    let matched = Set(decisions.table.decisions.flatMap(\.indicators))
    for indicator in request.scope.indicators where !matched.contains(indicator.id) {
      anomalies.add(
        Anomaly(
          code: "indicatorWithoutMatch",
          text: Statement("indicator \(indicator.id) matches no record in the evidence"),
          sources: []))
    }
    if request.scope.indicators.isEmpty {
      anomalies.add(
        Anomaly(
          code: "noIndicator",
          text: Statement("the scope has no indicator: no access is attributed"), sources: []))
    }
    let readings = request.scope.readings
    if readings.throttle == .undetermined, !request.scope.decisions.contains(where: \.isSaid) {
      anomalies.add(
        Anomaly(
          code: "readingWithoutDecision",
          text: Statement(
            "readings.throttle is the softer one, and no decision says who chose it and why"),
          sources: []))
    }
  }

  /// Days that lie in the window as a whole or in part, without a record.
  private static func emptyDays(_ window: TimeSpan, _ days: Set<Int64>) -> [Int64] {
    (window.from.day...(window.to + -1).day).filter { !days.contains($0) }
  }

  // MARK: - Sources

  /// Replaces record numbers by indexes into `records`, which holds every cited record once.
  ///
  /// - Returns: by record: its place among the cited ones.
  mutating func cite() -> [Int32] {
    var isCited = [Bool](repeating: false, count: evidence.recordCount)
    findings.visitSources { for record in $0 { isCited[record] = true } }
    for entry in messages.entries.indices {
      for record in messages.records(entry) { isCited[Int(record)] = true }
    }
    for decision in contexts.decisions {
      guard let anchor = decisions.table.decisions[Int(decision)].anchor else { continue }
      isCited[evidence.record(ofSighting: anchor)] = true
    }
    var places = [Int32](repeating: -1, count: isCited.count)
    var order: [UInt32] = []
    for record in isCited.indices where isCited[record] {
      places[record] = Int32(order.count)
      order.append(UInt32(record))
    }
    findings.visitSources { $0 = $0.map { Int(places[$0]) }.sorted() }
    let (evidence, contexts, decisions, cited) = (evidence, contexts, decisions, order)
    // Asked for by every message that a record names: close together.
    findings.recordSources = FindingsList(cited.map { evidence.row(Int($0)).source })
    findings.records = FindingsList(count: cited.count) { place in
      let record = Int(cited[place])
      let row = evidence.row(record)
      return CitedRecord(
        record: evidence.name(row), time: row.time, source: row.source,
        context: row.marks.contains(.mailAccess)
          ? contexts.name(Int(decisions.contexts[record])) : nil)
    }
    return places
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
    for index in outsideScope.indices { visit(&outsideScope[index].sources) }
    for index in otherAcquisition.indices { visit(&otherAcquisition[index].sources) }
    for index in anomalies.indices { visit(&anomalies[index].sources) }
  }
}
