import CaseModel
import TextFormats

/// A decision of the scope: what it says, why, and who decided it.
struct DecisionRow: ReportPart {
  let rule, says, why, by: Words
  let at: Words?

  static let names: [ReportName<Self>] = [
    .init("rule", .named, \.rule), .init("says", .named, \.says), .init("why", .named, \.why),
    .init("by", .named, \.by), .init("at", .named, \.at),
  ]

  private init(_ rule: Words, _ says: Words, why: String, by: String, at: UTCTime? = nil) {
    self.rule = rule
    self.says = says
    self.why = ReportWords.stated(why)
    self.by = ReportWords.stated(by)
    self.at = at.map(ReportWords.moment)
  }

  static func all(_ findings: Findings) -> [DecisionRow] {
    let scope = findings.request.scope
    let windows = scope.windows.map { window in
      DecisionRow(
        .phrase("decisions.window"), ReportWords.span(window.span), why: window.why,
        by: window.decidedBy)
    }
    let rules = [
      ("indicator", scope.indicators + scope.retractedIndicators),
      ("knownGood", scope.knownGood + scope.retractedKnownGood),
    ].flatMap {
      name, rules in
      rules.map { rule in
        DecisionRow(
          .phrase("decisions.\(name)", ["id": .string(rule.id)]), says(rule), why: rule.why,
          by: rule.decidedBy, at: rule.decidedAt)
      }
    }
    let ends = scope.accessEnds.map { end in
      let mailboxes = end.mailboxes.map { Words.string($0.text) }
      return DecisionRow(
        .phrase("decisions.accessEnd"),
        .phrase(
          "decisions.accessEnd.text",
          ["at": ReportWords.moment(end.at), "mailboxes": .joined(mailboxes)]), why: end.why,
        by: end.decidedBy)
    }
    let decisions = scope.decisions.map { decision in
      DecisionRow(
        .phrase("decisions.decision"),
        decision.statement(findings.namedMailboxes).map { .statement($0) }
          ?? .string(decision.english), why: decision.why, by: decision.by, at: decision.at)
    }
    return windows + rules + ends + decisions
  }

  private static func says(_ rule: Indicator) -> Words {
    let fields: [(String, [Words])] = [
      ("address", rule.addresses.map { .string($0.text) }),
      ("session", rule.sessions.map { .string($0) }), ("token", rule.tokens.map { .string($0) }),
      ("client", rule.clients.map { .string($0) }),
      ("application", rule.applications.map { .string($0) }),
      ("device", rule.devices.map { .string($0) }),
      ("user", rule.users.map { .string($0) }),
      ("logonType", rule.logonTypes.map { .string(LogonType.word($0)) }),
      ("mailbox", rule.mailboxes.map { .string($0.text) }),
      ("from", rule.from.map { [ReportWords.moment($0)] } ?? []),
      ("to", rule.to.map { [ReportWords.moment($0)] } ?? []),
    ]
    let parts = fields.filter { !$0.1.isEmpty }.map { name, values in
      Words.phrase("decisions.\(name)", ["values": chained(values, "decisions.or")])
    }
    return chained(parts, "page.and")
  }

  /// `a or b or c`, by a phrase of two.
  private static func chained(_ values: [Words], _ phrase: String) -> Words {
    guard let first = values.first else { return .joined([]) }
    return values.dropFirst().reduce(first) { .phrase(phrase, ["first": $0, "second": $1]) }
  }
}
