import CaseModel
import TextFormats

/// The report as a value for the templates; each part in a file of its own.
struct BreachScopeReport {
  /// Rows of a table that the report shows; the CSV files hold all.
  static let longestTable = 2_000

  let input: ReportInput
  var findings: Findings { input.findings }

  init(_ input: ReportInput) { self.input = input }

  var value: [String: MustacheValue] {
    var value: [String: MustacheValue] = [
      "case": .object([
        "number": .string(input.document.number), "title": .string(input.document.title),
        "organisation": .string(input.document.organisation),
        "examiner": .string(input.document.examiner), "marking": .string(input.document.marking),
      ]),
      "state": .object([
        "seq": .count(input.stateSeq), "time": .string(ReportWords.time(input.stateTime) + " UTC"),
      ]),
      "issue": .string(issue),
      "isDraft": .bool(!input.draft.isEmpty), "adoption": .string(input.adoption),
      "draft": .list(input.draft.map { .object(["text": .string($0)]) }),
      "tool": .object([
        "name": .string(findings.request.tool.name),
        "version": .string(findings.request.tool.version),
        "rules": .string(findings.request.tool.rules),
      ]),
      "windows": .list(
        findings.request.scope.windows.map { window in
          .object([
            "from": .string(ReportWords.time(window.span.from)),
            "to": .string(ReportWords.time(window.span.to) + " UTC"),
            "mailboxes": .string(window.mailboxes.map(\.text).joined(separator: ", ")),
          ])
        }),
      "inputs": .object([
        "scope": .string("SHA-256 \(findings.request.scopeSHA256)"),
        "case": .string("SHA-256 \(findings.request.caseSHA256)"),
        "register": .string("SHA-256 \(findings.request.registerSHA256)"),
      ]),
    ]
    for part in [
      answer, readings, mailboxTables, messageTable, contextTables, acquisition, ledger, evidence,
      review, inventory,
    ] {
      value.merge(part) { $1 }
    }
    return value
  }

  private var issue: String {
    let issue = findings.request.issue
    if issue.supersedes.isEmpty { return "\(issue.number)" }
    return "\(issue.number), supersedes issue \(issue.number - 1) (findings.json with SHA-256"
      + " \(issue.supersedes))"
  }

  private var readings: [String: MustacheValue] {
    let readings = findings.request.scope.readings
    return [
      "syncReading": .string(
        readings.sync == .mailbox
          ? "With any synchronisation in an attacker context, the whole mailbox is assumed"
            + " compromised (reading: mailbox)."
          : "Only the synchronised folders are assumed compromised (reading: folder)."),
      "throttleReading": .string(
        readings.throttle == .assumed
          ? "As Microsoft's text says, all mail of a throttled mailbox is assumed compromised"
            + " (reading: assumed)."
          : "The scope reads throttled periods as undetermined, not as assumed"
            + " (reading: undetermined)."),
      "linkSessions": .bool(readings.linkSessions),
      "everyAccess": .bool(readings.assumption == .everyAccess),
    ]
  }

  // MARK: - The answer

  private var answer: [String: MustacheValue] {
    let mailboxes = findings.mailboxes
    let messages = mailboxes.flatMap(\.recordedMessages)
    let assumed = mailboxes.filter { !$0.assumedBases.isEmpty }
    let unaudited = mailboxes.map(\.unauditedSeconds).reduce(0, +)
    let outside = findings.outsideScope.map(\.records).reduce(0, +)
    let notShown = mailboxes.filter { $0.coverage.state == .notShown }
    let unnamed = unnamedItems(mailboxes)
    let hours =
      mailboxes.count { $0.unauditedSeconds > 0 } > 1
      ? "\(ReportWords.duration(unaudited)) (added up over the mailboxes)"
      : ReportWords.duration(unaudited)
    return [
      "hasWindows": .bool(!findings.request.scope.windows.isEmpty),
      "noEvidence": .bool(findings.completeness.files.isEmpty),
      "noIndicator": .bool(
        findings.request.scope.indicators.isEmpty
          && findings.request.scope.readings.assumption == .attributed),
      "indicatorNames": .string(names(indicatorIds)),
      "messageCount": ReportWords.count(messages.count, "message", "messages"),
      "linkedOnly": ReportWords.count(messages.count { $0.basis == "linked" }, "", ""),
      "assumptionOnly": ReportWords.count(messages.count { $0.basis == "assumption" }, "", ""),
      "accessedMailboxCount": ReportWords.count(
        mailboxes.count { !$0.recordedMessages.isEmpty }, "mailbox", "mailboxes"),
      "assumedMailboxCount": ReportWords.count(assumed.count, "mailbox", "mailboxes"),
      "assumedNames": .string(
        names(assumed.map { "\($0.mailbox.name.visible): \(bases($0.assumedBases))" })),
      "assumedFolderCount": ReportWords.count(
        findings.totals.assumedFolders, "folder", "folders"),
      "unauditedTotal": .string(unaudited > 0 ? hours : ""),
      "outsideCount": ReportWords.count(outside, "record", "records"),
      "contestedCount": ReportWords.count(
        findings.attribution.contested, "mail-access record", "mail-access records"),
      "hasSecondSentence": .bool(outside > 0 || findings.attribution.contested > 0),
      "unnamedCount": ReportWords.count(unnamed, "access", "accesses"),
      "notShownNames": .string(names(notShown.map { $0.mailbox.name.visible })),
    ]
  }

  /// The indicators that match something; all of them where none does.
  private var indicatorIds: [String] {
    let all = findings.request.scope.indicators.map(\.id)
    let matched = Set(findings.contexts.flatMap(\.attribution.indicators))
    let used = all.filter(matched.contains)
    return used.isEmpty ? all : used
  }

  private func bases(_ bases: [String]) -> String {
    bases.map { $0 == "sync" ? "by synchronisation" : "by throttling" }.joined(separator: " and ")
  }

  /// Three names, and how many more there are.
  private func names(_ names: [String]) -> String {
    let more = names.count > 3 ? ["and \(names.count - 3) more"] : []
    return (names.prefix(3) + more).joined(separator: ", ")
  }

  /// Rejected rows count once, however many mailboxes they may concern.
  private func unnamedItems(_ mailboxes: [MailboxFindings]) -> Int {
    let own = mailboxes.flatMap(\.unnamedAccess).filter { $0.rejects.isEmpty }.map(\.items)
    let rejected = mailboxes.first?.unnamedAccess.filter { !$0.rejects.isEmpty }.map(\.items) ?? []
    return own.reduce(0, +) + rejected.reduce(0, +)
  }
}
