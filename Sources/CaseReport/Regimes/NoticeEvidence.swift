import CaseModel
import TextFormats

/// What findings and reviews say to an item of a notice: sentences, each with its exhibit. Never a
/// number of people, a start of the breach, or a conclusion.
struct NoticeEvidence {
  struct Line {
    var text: String
    var exhibit: String
  }

  let input: ReportInput
  private var findings: Findings { input.findings }

  func lines(_ key: Regime.EvidenceKey) -> [Line] {
    switch key {
    case .access: recorded + assumed + undetermined
    case .assumed: assumed
    case .categories: categories
    case .indicators: indicators
    case .mailboxes: mailboxes
    case .messages: recorded + assumed + undetermined
    case .otherWays: otherWays
    case .people: people
    case .period: period
    case .recorded: recorded
    case .unaudited: unaudited
    case .undetermined: undetermined
    }
  }

  private func name(_ mailbox: MailboxFindings) -> String { mailbox.mailbox.name.visible }

  private var period: [Line] {
    var times: [UTCTime] = []
    for mailbox in findings.mailboxes {
      mailbox.recordedMessages.forEach { times += [$0.first, $0.last] }
      times += mailbox.assumedFolders.flatMap { [$0.first, $0.last] }
    }
    guard let first = times.min(), let last = times.max() else {
      return [
        Line(
          text: "no access is recorded from contexts that count as the attacker's",
          exhibit: "findings.json, mailboxes")
      ] + undetermined
    }
    return [
      Line(
        text: "first recorded \(ReportWords.time(first)) UTC, last recorded"
          + " \(ReportWords.time(last)) UTC; times of aggregation inside the windows of the scope."
          + " The first record is not the start of the breach",
        exhibit: "findings.json, mailboxes[].recordedMessages and assumedFolders")
    ] + unaudited
  }

  private var recorded: [Line] {
    findings.mailboxes.map { mailbox in
      let count = mailbox.recordedMessages.count
      return Line(
        text: "\(name(mailbox)): \(ReportWords.grouped(count)) message\(count == 1 ? "" : "s")"
          + " recorded as accessed. Accessed is not read",
        exhibit: "findings/messages.csv")
    }
  }

  private var assumed: [Line] {
    var lines: [Line] = []
    for mailbox in findings.mailboxes {
      let count = mailbox.inventory.map {
        "; of the messages in the inventory, \(ReportWords.grouped($0.byTier[.assumed] ?? 0))"
      }
      let messages = count ?? "; the number of messages is unknown"
      if mailbox.assumedBases.contains("sync") {
        lines.append(
          Line(
            text: "\(name(mailbox)): the whole mailbox must be assumed compromised, by"
              + " synchronisation\(messages)", exhibit: "findings/folders.csv"))
      } else if !mailbox.assumedFolders.isEmpty {
        let folders = mailbox.assumedFolders.prefix(10).map(\.folder.name.visible)
        let more = mailbox.assumedFolders.count - folders.count
        lines.append(
          Line(
            text: "\(name(mailbox)): all of \(folders.joined(separator: ", "))"
              + (more > 0 ? " and \(more) folders more" : "")
              + " must be assumed compromised, by synchronisation\(messages)",
            exhibit: "findings/folders.csv"))
      }
      if mailbox.assumedBases.contains("throttled") {
        lines.append(
          Line(
            text: "\(name(mailbox)): all mail must be assumed compromised, because Bind records are"
              + " missing after throttling\(messages)", exhibit: "findings/unaudited.csv"))
      }
    }
    return lines
  }

  /// What a reader must not miss who would take the rest for everything.
  private var undetermined: [Line] {
    var lines = unaudited
    let outside = findings.outsideScope.map(\.records).reduce(0, +)
    if outside > 0 {
      lines.append(
        Line(
          text: "\(ReportWords.grouped(outside)) record(s) outside the windows or mailboxes of the"
            + " scope are matched by an indicator: the scope may be too narrow",
          exhibit: "findings.json, outsideScope"))
    }
    if findings.attribution.contested > 0 {
      lines.append(
        Line(
          text:
            "\(ReportWords.grouped(findings.attribution.contested)) record(s) are known good and"
            + " yet of a session or token of an attacker's record: somebody must decide",
          exhibit: "findings.json, contexts"))
    }
    for mailbox in findings.mailboxes {
      let unnamed = mailbox.unnamedAccess.map(\.items).reduce(0, +)
      if unnamed > 0 {
        lines.append(
          Line(
            text: "\(name(mailbox)): \(ReportWords.grouped(unnamed)) access(es) that cannot be"
              + " named and may concern any message",
            exhibit: "findings.json, mailboxes[].unnamedAccess"))
      }
      if mailbox.coverage.state == .notShown {
        lines.append(
          Line(
            text: "\(name(mailbox)): that auditing worked is not shown, so access to any message"
              + " could not be excluded", exhibit: "findings.json, mailboxes[].coverage"))
      }
    }
    return lines
  }

  private var unaudited: [Line] {
    findings.mailboxes.filter { $0.unauditedSeconds > 0 }.map { mailbox in
      let causes = Set(mailbox.unauditedPeriods.map { ReportWords.cause($0.cause) }).sorted()
      return Line(
        text: "\(name(mailbox)): for \(ReportWords.duration(mailbox.unauditedSeconds)) of the"
          + " windows access could not be excluded (\(causes.joined(separator: ", ")))",
        exhibit: "findings/unaudited.csv")
    }
  }

  private var mailboxes: [Line] {
    [
      Line(
        text: "mailboxes of the scope: "
          + findings.mailboxes.map(name).joined(separator: ", "),
        exhibit: "scope.json")
    ]
  }

  private var otherWays: [Line] {
    let kinds = AcquisitionKind.allCases.filter { kind in
      findings.otherAcquisition.contains { $0.kind == kind }
    }
    if kinds.isEmpty { return [] }
    return [
      Line(
        text: "other ways in which mail may have left, or access may have been kept: "
          + kinds.map(ReportWords.acquisition).joined(separator: ", "),
        exhibit: "findings.json, otherAcquisition")
    ]
  }

  private var indicators: [Line] {
    let contexts = findings.contexts.filter { $0.attribution.kind.isAttackers }
    func line(_ what: String, _ values: [String]) -> Line? {
      let distinct = Set(values.filter { !$0.isEmpty }).sorted()
      if distinct.isEmpty { return nil }
      let more = distinct.count > 20 ? ["and \(distinct.count - 20) more"] : []
      return Line(
        text: "\(what): \((distinct.prefix(20) + more).joined(separator: ", "))",
        exhibit: "findings/contexts.csv")
    }
    let lines = [
      line("addresses", contexts.flatMap(\.context.canonicalAddresses)),
      line("clients", contexts.map(\.context.client.visible)),
      line("sessions", contexts.map(\.context.session.visible)),
      line("applications", contexts.flatMap { $0.context.applications.map(\.visible) }),
    ].compactMap { $0 }
    if contexts.isEmpty {
      return [
        Line(
          text: "no context counts as the attacker's under the scope",
          exhibit: "findings/contexts.csv")
      ]
    }
    return lines + [
      Line(
        text:
          "these are contexts that count as the attacker's under the scope; they name no person",
        exhibit: "scope.json")
    ]
  }

  private var categories: [Line] {
    let counted = input.review.byCategory.sorted { $0.key < $1.key }
    if counted.isEmpty { return [] }
    return [
      Line(
        text: "categories that reviewers found, with the number of messages: "
          + counted.map { "\($0.key) \(ReportWords.grouped($0.value))" }.joined(separator: ", "),
        exhibit: "review/decisions.json")
    ]
  }

  private var people: [Line] {
    let state = input.review
    if state.reviewed == 0 {
      return [
        Line(
          text: "nobody has reviewed a message, so no number of people is stated",
          exhibit: "review/decisions.json")
      ]
    }
    return [
      Line(
        text: "reviewers state \(ReportWords.grouped(state.people)) people, added up over"
          + " \(ReportWords.grouped(state.bySensitivity[.yes] ?? 0)) sensitive messages: a person in"
          + " several messages is counted several times;"
          + " \(ReportWords.grouped(state.unreviewed)) recorded messages are not reviewed",
        exhibit: "review/decisions.json")
    ]
  }
}
