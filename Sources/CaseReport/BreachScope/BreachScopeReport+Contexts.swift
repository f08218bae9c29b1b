import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Classes, contexts, matches outside the scope, and who decided what.
  var contextTables: [String: MustacheValue] {
    // The attacker's first, then what a reader must decide on.
    let order: [AttributionClass] = [
      .attacker, .linked, .assumption, .knownGood, .unattributed, .service,
    ]
    let sorted = order.flatMap { kind in
      findings.contexts.filter { $0.attribution.kind == kind }
    }
    let table = ReportTable(sorted, file: "findings/contexts.csv", row).value("contexts")
    let outside = ReportTable(findings.outsideScope, file: "findings/findings.json", row)
    return [
      "classes": .list(classRows),
      "contested": .number(findings.attribution.contested),
      "notLinkable": .number(findings.attribution.notLinkable),
      "hasOutside": .bool(!findings.outsideScope.isEmpty),
      "decisions": .list(decisionRows), "hasDecisions": .bool(!decisionRows.isEmpty),
    ].merging(table) { $1 }.merging(outside.value("outside")) { $1 }
  }

  private var classRows: [MustacheValue] {
    let order: [AttributionClass] = [
      .attacker, .linked, .assumption, .knownGood, .service, .unattributed,
    ]
    func row(_ name: String, _ count: Int) -> MustacheValue {
      .object([
        "name": .phrase("class.\(name)"), "count": .number(count),
        "meaning": .phrase("meaning.\(name)"),
      ])
    }
    return order.map { row($0.rawValue, findings.attribution[$0]) } + [
      row("outsideWindow", findings.attribution.outsideWindow),
      row("otherMailbox", findings.attribution.otherMailbox),
    ]
  }

  private func row(_ finding: ContextFindings) -> MustacheValue {
    let context = finding.context
    let user = context.user.folded
    let isOwner = finding.mailbox.upns.contains { $0.folded == user }
    let logon: MustacheValue =
      context.logonType > 0
      ? .phrase("contexts.logonType", ["name": .string(LogonType.word(context.logonType))])
      : .string("")
    return .object([
      "id": .string(finding.id),
      "attribution": ReportWords.attribution(finding.attribution.kind),
      "style": .markup(ReportWords.style(finding.attribution.kind)),
      "contested": .bool(finding.attribution.contested),
      "reasons": .list(finding.attribution.reasons.map { .statement($0) }),
      "sources": ReportWords.sources(finding.sources, findings),
      "hints": .list(finding.hints.map { .statement($0) }),
      "user": .text(context.user), "mailbox": .text(finding.mailbox.name),
      "otherMailbox": .bool(!isOwner), "logon": logon,
      "addresses": .string(context.canonicalAddresses.joined(separator: ", ")),
      "client": .text(context.client), "session": .text(context.session),
      "first": ReportWords.time(finding.first), "sort": .markup(finding.first.iso),
      "last": ReportWords.time(finding.last),
      "bind": .number(finding.bind), "sync": .number(finding.sync),
    ])
  }

  private func row(_ outside: OutsideScope) -> MustacheValue {
    .object([
      "mailbox": .text(outside.mailbox.name), "from": ReportWords.time(outside.from),
      "to": ReportWords.time(outside.to), "records": .number(outside.records),
      "indicators": .string(outside.indicators.joined(separator: ", ")),
    ])
  }

  private var decisionRows: [MustacheValue] {
    let scope = findings.request.scope
    var rows: [MustacheValue] = []
    func add(
      _ rule: MustacheValue, _ says: MustacheValue, _ why: String, _ by: String, _ at: UTCTime?
    ) {
      func stated(_ text: String) -> MustacheValue {
        text.isEmpty ? .phrase("word.notStated") : .string(text)
      }
      rows.append(
        .object([
          "rule": rule, "says": says, "why": stated(why), "by": stated(by),
          "at": at.map(ReportWords.moment) ?? .string(""),
        ]))
    }
    for window in scope.windows {
      add(.phrase("decisions.window"), span(window.span), window.why, window.decidedBy, nil)
    }
    for (name, rules) in [("indicator", scope.indicators), ("knownGood", scope.knownGood)] {
      for rule in rules {
        add(
          .phrase("decisions.\(name)", ["id": .string(rule.id)]), says(rule), rule.why,
          rule.decidedBy, rule.decidedAt)
      }
    }
    for end in scope.accessEnds {
      let mailboxes = end.mailboxes.map { MustacheValue.string($0.text) }
      add(
        .phrase("decisions.accessEnd"),
        .phrase(
          "decisions.accessEnd.text",
          ["at": ReportWords.moment(end.at), "mailboxes": .joined(mailboxes)]), end.why,
        end.decidedBy, nil)
    }
    for decision in scope.decisions {
      add(
        .phrase("decisions.decision"),
        decision.statement(findings.namedMailboxes).map { .statement($0) }
          ?? .string(decision.english), decision.why,
        decision.by,
        decision.at)
    }
    return rows
  }

  /// A window as a reader knows it.
  func span(_ span: TimeSpan) -> MustacheValue {
    if span == .always { return .phrase("span.always") }
    return .phrase(
      "span.window", ["from": ReportWords.moment(span.from), "to": ReportWords.moment(span.to)])
  }

  private func says(_ rule: Indicator) -> MustacheValue {
    let fields: [(String, [MustacheValue])] = [
      ("address", rule.addresses.map { .string($0.text) }),
      ("session", rule.sessions.map { .string($0) }), ("token", rule.tokens.map { .string($0) }),
      ("client", rule.clients.map { .string($0) }),
      ("application", rule.applications.map { .string($0) }),
      ("user", rule.users.map { .string($0) }),
      ("logonType", rule.logonTypes.map { .string(LogonType.word($0)) }),
      ("mailbox", rule.mailboxes.map { .string($0.text) }),
      ("from", rule.from.map { [ReportWords.moment($0)] } ?? []),
      ("to", rule.to.map { [ReportWords.moment($0)] } ?? []),
    ]
    let parts = fields.filter { !$0.1.isEmpty }.map { name, values in
      MustacheValue.phrase("decisions.\(name)", ["values": chained(values, "decisions.or")])
    }
    return chained(parts, "page.and")
  }

  /// `a or b or c`, by a phrase of two.
  private func chained(_ values: [MustacheValue], _ phrase: String) -> MustacheValue {
    guard let first = values.first else { return .joined([]) }
    return values.dropFirst().reduce(first) { .phrase(phrase, ["first": $0, "second": $1]) }
  }
}
