import CaseModel
import TextFormats

/// What findings and reviews say to an item of a notice: sentences, each with its exhibit. Never a
/// number of people, a start of the breach, or a conclusion.
struct NoticeEvidence {
  struct Line {
    /// A sentence of the language (`says.…`), and what it is about.
    var phrase: String
    var about: [String: MustacheValue] = [:]
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

  private func name(_ mailbox: MailboxFindings) -> MustacheValue { .text(mailbox.mailbox.name) }

  private var period: [Line] {
    let firsts = findings.mailboxes.compactMap(\.firstAccess)
    let lasts = findings.mailboxes.compactMap(\.lastAccess)
    guard let first = firsts.min(), let last = lasts.max() else {
      return [Line(phrase: "noAccess", exhibit: "findings.json, mailboxes")] + undetermined
    }
    let line = Line(
      phrase: "period",
      about: ["first": ReportWords.moment(first), "last": ReportWords.moment(last)],
      exhibit: "findings.json, mailboxes[].firstAccess, mailboxes[].lastAccess")
    return [line] + unaudited
  }

  private var recorded: [Line] {
    findings.mailboxes.map { mailbox in
      Line(
        phrase: "recorded",
        about: ["mailbox": name(mailbox), "messages": .number(mailbox.recordedMessages.count)],
        exhibit: "findings/messages.csv")
    }
  }

  private var assumed: [Line] {
    var lines: [Line] = []
    for mailbox in findings.mailboxes {
      var about: [String: MustacheValue] = [
        "mailbox": name(mailbox), "known": .bool(mailbox.inventory != nil),
        "assumed": .number(mailbox.inventory?.byTier[.assumed] ?? 0),
      ]
      if mailbox.assumedBases.contains("sync") {
        lines.append(
          Line(phrase: "wholeBySync", about: about, exhibit: "findings/folders.csv"))
      } else if !mailbox.assumedFolders.isEmpty {
        let folders = mailbox.assumedFolders.prefix(10).map(\.folder.name)
        about["folders"] = .joined(ReportWords.texts(folders))
        about["more"] = .number(mailbox.assumedFolders.count - folders.count)
        lines.append(Line(phrase: "folders", about: about, exhibit: "findings/folders.csv"))
      }
      if mailbox.assumedBases.contains("throttled") {
        lines.append(
          Line(phrase: "throttled", about: about, exhibit: "findings/unaudited.csv"))
      }
    }
    return lines
  }

  /// What a reader must not miss who would take the rest for everything.
  private var undetermined: [Line] {
    var lines = unaudited
    func add(_ phrase: String, _ count: Int, _ mailbox: MailboxFindings?, _ exhibit: String) {
      if count == 0 { return }
      var about = ["n": MustacheValue.number(count)]
      about["mailbox"] = mailbox.map(name)
      lines.append(Line(phrase: phrase, about: about, exhibit: "findings.json, \(exhibit)"))
    }
    add("outside", findings.outsideScope.map(\.records).reduce(0, +), nil, "outsideScope")
    add("contested", findings.attribution.contestedUndecided, nil, "contexts")
    for mailbox in findings.mailboxes {
      let unnamed = mailbox.unnamedAccess.map(\.items).reduce(0, +)
      add("unnamed", unnamed, mailbox, "mailboxes[].unnamedAccess")
      let isNotShown = mailbox.coverage.state == .notShown
      add("notShown", isNotShown ? 1 : 0, mailbox, "mailboxes[].coverage")
    }
    return lines
  }

  private var unaudited: [Line] {
    findings.mailboxes.filter { $0.unauditedSeconds > 0 }.map { mailbox in
      let causes = UnauditedCause.allCases.filter { cause in
        mailbox.unauditedPeriods.contains { $0.cause == cause }
      }
      return Line(
        phrase: "unaudited",
        about: [
          "mailbox": name(mailbox), "duration": ReportWords.duration(mailbox.unauditedSeconds),
          "causes": .joined(causes.map(ReportWords.cause)),
        ], exhibit: "findings/unaudited.csv")
    }
  }

  private var mailboxes: [Line] {
    let names = findings.mailboxes.map(name)
    return [
      Line(phrase: "mailboxes", about: ["names": .joined(names)], exhibit: "scope.json")
    ]
  }

  private var otherWays: [Line] {
    let kinds = AcquisitionKind.allCases.filter { kind in
      findings.otherAcquisition.contains { $0.kind == kind }
    }
    if kinds.isEmpty { return [] }
    return [
      Line(
        phrase: "otherWays", about: ["kinds": .joined(kinds.map(ReportWords.acquisition))],
        exhibit: "findings.json, otherAcquisition")
    ]
  }

  private var indicators: [Line] {
    let contexts = findings.contexts.filter { $0.attribution.kind.isAttackers }
    let exhibit = "findings/contexts.csv"
    if contexts.isEmpty { return [Line(phrase: "noContext", exhibit: exhibit)] }
    func line(_ phrase: String, _ values: [EvidenceText]) -> Line? {
      let distinct = Set(values.filter { !$0.isEmpty }).sorted()
      if distinct.isEmpty { return nil }
      let shown = ReportWords.few(ReportWords.texts(distinct), most: 20)
      return Line(phrase: phrase, about: ["values": shown], exhibit: exhibit)
    }
    // Who is told of an address may block it: what no indicator names stands apart.
    let named = contexts.filter { $0.attribution.kind == .attacker }
    func addresses(_ contexts: [ContextFindings]) -> [EvidenceText] {
      contexts.flatMap(\.context.canonicalAddresses).map { EvidenceText($0) }
    }
    func others(_ isMeant: (AttributionClass) -> Bool) -> [EvidenceText] {
      let own = Set(addresses(named))
      return addresses(contexts.filter { isMeant($0.attribution.kind) }).filter {
        !own.contains($0)
      }
    }
    func beside(_ values: (AccessContext) -> [EvidenceText]) -> [EvidenceText] {
      let own = Set(named.flatMap { values($0.context) })
      return contexts.flatMap { values($0.context) }.filter { !own.contains($0) }
    }
    let lines = [
      line("addresses", addresses(named)), line("linkedAddresses", others(\.isLinked)),
      line("assumedAddresses", others { $0 == .assumption }),
      line("clients", named.map(\.context.client)), line("sessions", named.map(\.context.session)),
      line("applications", named.flatMap(\.context.applications)),
      line("otherClients", beside { [$0.client] }),
      line("otherSessions", beside { [$0.session] }),
      line("otherApplications", beside(\.applications)),
    ].compactMap { $0 }
    return lines + [Line(phrase: "noPerson", exhibit: "scope.json")]
  }

  private var categories: [Line] {
    let counted = input.review.byCategory.sorted { $0.key < $1.key }
    if counted.isEmpty { return [] }
    let values = counted.map {
      MustacheValue.joined([.string($0.key), .number($0.value)], separator: " ")
    }
    return [
      Line(
        phrase: "categories", about: ["values": .joined(values)],
        exhibit: "review/decisions.json")
    ]
  }

  private var people: [Line] {
    let state = input.review
    let exhibit = "review/decisions.json"
    if state.reviewed == 0 { return [Line(phrase: "notReviewed", exhibit: exhibit)] }
    return [
      Line(
        phrase: "people",
        about: [
          "people": .number(state.people), "sensitive": .number(state.bySensitivity[.yes] ?? 0),
          "unreviewed": .number(state.unreviewed),
        ], exhibit: exhibit)
    ]
  }
}
