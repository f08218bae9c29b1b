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
    let shown = sorted.prefix(BreachScopeReport.longestTable)
    return [
      "classes": .list(classRows),
      "contested": .count(findings.attribution.contested),
      "notLinkable": .count(findings.attribution.notLinkable),
      "contexts": .list(shown.map(row)),
      "contextsCut": .bool(sorted.count > shown.count),
      "contextsShown": .string(ReportWords.grouped(shown.count)),
      "outside": .list(findings.outsideScope.map(row)),
      "hasOutside": .bool(!findings.outsideScope.isEmpty),
      "decisions": .list(decisionRows), "hasDecisions": .bool(!decisionRows.isEmpty),
    ]
  }

  private var classRows: [MustacheValue] {
    let order: [AttributionClass] = [
      .attacker, .linked, .assumption, .knownGood, .service, .unattributed,
    ]
    func row(_ name: String, _ count: Int, _ meaning: String) -> MustacheValue {
      .object([
        "name": .string(name), "count": .string(ReportWords.grouped(count)),
        "meaning": .string(meaning),
      ])
    }
    return order.map { kind in
      let words = ReportWords.attribution(kind)
      return row(words.name, findings.attribution[kind], words.meaning)
    } + [
      row("outside the windows", findings.attribution.outsideWindow, "in a mailbox of the scope"),
      row("other mailboxes", findings.attribution.otherMailbox, "not in the scope"),
    ]
  }

  private func row(_ finding: ContextFindings) -> MustacheValue {
    let context = finding.context
    let user = context.user.folded
    let isOwner = finding.mailbox.upns.contains { $0.folded == user }
    let logon = context.logonType > 0 ? "logon type \(LogonType.word(context.logonType))" : ""
    return .object([
      "id": .string(finding.id),
      "attribution": .string(ReportWords.attribution(finding.attribution.kind).name),
      "style": .string(ReportWords.style(finding.attribution.kind)),
      "contested": .bool(finding.attribution.contested),
      "reasons": .list(finding.attribution.reasons.map { .string($0) }),
      "sources": .string(ReportWords.sources(finding.sources, findings)),
      "hints": .list(finding.hints.map { .string($0) }),
      "user": .text(context.user), "mailbox": .text(finding.mailbox.name),
      "otherMailbox": .bool(!isOwner), "logon": .string(logon),
      "addresses": .string(context.canonicalAddresses.joined(separator: ", ")),
      "client": .text(context.client), "session": .text(context.session),
      "first": .string(ReportWords.time(finding.first)),
      "last": .string(ReportWords.time(finding.last)), "bind": .count(finding.bind),
      "sync": .count(finding.sync),
    ])
  }

  private func row(_ outside: OutsideScope) -> MustacheValue {
    .object([
      "mailbox": .text(outside.mailbox.name), "from": .string(ReportWords.time(outside.from)),
      "to": .string(ReportWords.time(outside.to)), "records": .count(outside.records),
      "indicators": .string(outside.indicators.joined(separator: ", ")),
    ])
  }

  private var decisionRows: [MustacheValue] {
    let scope = findings.request.scope
    var rows: [MustacheValue] = []
    func add(_ rule: String, _ says: String, _ why: String, _ by: String, _ at: UTCTime?) {
      rows.append(
        .object([
          "rule": .string(rule), "says": .string(says),
          "why": .string(why.isEmpty ? "not stated" : why),
          "by": .string(by.isEmpty ? "not stated" : by),
          "at": .string(at.map { ReportWords.time($0) + " UTC" } ?? ""),
        ]))
    }
    for window in scope.windows {
      let span = "\(ReportWords.time(window.span.from)) to \(ReportWords.time(window.span.to)) UTC"
      add("Window", span, window.why, window.decidedBy, nil)
    }
    for rule in scope.indicators {
      add("Indicator \(rule.id)", says(rule), rule.why, rule.decidedBy, rule.decidedAt)
    }
    for rule in scope.knownGood {
      add("Known good \(rule.id)", says(rule), rule.why, rule.decidedBy, rule.decidedAt)
    }
    for end in scope.accessEnds {
      let mailboxes = end.mailboxes.map(\.text).joined(separator: ", ")
      add(
        "Access ended",
        "\(ReportWords.time(end.at)) UTC\(mailboxes.isEmpty ? "" : ", in \(mailboxes)")", end.why,
        end.decidedBy, nil)
    }
    for decision in scope.decisions {
      add("Decision", decision.what, decision.why, decision.by, decision.at)
    }
    return rows
  }

  private func says(_ rule: Indicator) -> String {
    let fields: [(String, [String])] = [
      ("address", rule.addresses.map(\.text)), ("session", rule.sessions),
      ("token", rule.tokens), ("client contains", rule.clients),
      ("application", rule.applications), ("user", rule.users),
      ("logon type", rule.logonTypes.map { LogonType.word($0) }),
      ("mailbox", rule.mailboxes.map(\.text)),
      ("from", rule.from.map { [$0.iso] } ?? []), ("to", rule.to.map { [$0.iso] } ?? []),
    ]
    return fields.filter { !$0.1.isEmpty }
      .map { "\($0.0) \($0.1.joined(separator: " or "))" }.joined(separator: " and ")
  }
}
