import CaseModel
import TextFormats

/// Classes, contexts, matches outside the scope, and who decided what.
struct ContextsPart: ReportPart {
  let classes: [ClassRow]
  let notLinkable: Int
  let hasOutside: Bool
  let decisions: [DecisionRow]
  let hasDecisions: Bool
  let contexts: ReportTable<ContextRow>
  let outside: ReportTable<OutsideRow>

  static let names: [ReportName<Self>] =
    [
      .init("classes", \.classes), .init("notLinkable", \.notLinkable),
      .init("hasOutside", \.hasOutside), .init("decisions", \.decisions),
      .init("hasDecisions", \.hasDecisions),
    ] + ReportName.table("contexts", \.contexts) + ReportName.table("outside", \.outside)

  init(_ findings: Findings) {
    // The attacker's first, then what a reader must decide on.
    let order: [AttributionClass] = [
      .attacker, .linked, .linkedEarlier, .assumption, .knownGood, .unattributed, .service,
    ]
    let sorted = order.flatMap { kind in
      findings.contexts.filter { $0.attribution.kind == kind }
    }
    classes = ClassRow.all(findings.attribution)
    notLinkable = Int(findings.attribution.notLinkable)
    hasOutside = !findings.outsideScope.isEmpty
    decisions = DecisionRow.all(findings)
    hasDecisions = !decisions.isEmpty
    contexts = ReportTable(sorted, file: "findings/contexts.csv") { ContextRow($0, findings) }
    outside = ReportTable(
      findings.outsideScope, file: "findings/findings.json", OutsideRow.init)
  }
}

struct ClassRow: ReportPart {
  let name, meaning: Words
  let count: Int

  static let names: [ReportName<Self>] = [
    .init("name", .named, \.name), .init("count", \.count), .init("meaning", .named, \.meaning),
  ]

  private init(_ name: String, _ count: Int) {
    self.name = .phrase("class.\(name)")
    self.count = count
    meaning = .phrase("meaning.\(name)")
  }

  static func all(_ counts: AttributionCounts) -> [ClassRow] {
    let order: [AttributionClass] = [
      .attacker, .linked, .linkedEarlier, .assumption, .knownGood, .service, .unattributed,
    ]
    return order.map { ClassRow($0.rawValue, Int(counts[$0])) } + [
      ClassRow("outsideWindow", Int(counts.outsideWindow)),
      ClassRow("otherMailbox", Int(counts.otherMailbox)),
    ]
  }
}

struct ContextRow: ReportPart {
  let id, addresses: String
  let attribution, first, last: Words
  let style, sort: Markup
  let contested, otherMailbox: Bool
  let reasons, hints, against: [Words]
  let sources: SourcesPart?
  let user, mailbox, client, session: EvidenceText
  let logon: Words?
  let bind, sync: Int

  static let names: [ReportName<Self>] = [
    .init("id", .named, \.id), .init("attribution", .named, \.attribution),
    .init("style", \.style), .init("contested", \.contested),
    .init("reasons", .named, \.reasons), .init("sources", \.sources),
    .init("hints", .named, \.hints), .init("against", .named, \.against),
    .init("user", .named, \.user),
    .init("mailbox", .named, \.mailbox), .init("otherMailbox", \.otherMailbox),
    .init("logon", .named, \.logon), .init("addresses", .named, \.addresses),
    .init("client", .named, \.client), .init("session", .named, \.session),
    .init("first", .named, \.first), .init("sort", \.sort), .init("last", .named, \.last),
    .init("bind", \.bind), .init("sync", \.sync),
  ]

  init(_ finding: ContextFindings, _ findings: Findings) {
    let context = finding.context
    let folded = context.user.folded
    id = finding.id
    attribution = ReportWords.attribution(finding.attribution.kind)
    style = Markup(ReportWords.style(finding.attribution.kind))
    contested = finding.attribution.contested
    reasons = finding.attribution.reasons.map { .statement($0) }
    sources = SourcesPart(finding.sources, findings)
    hints = finding.hints.map { .statement($0) }
    against = finding.against.map { .statement($0) }
    user = context.user
    mailbox = finding.mailbox.name
    otherMailbox = !finding.mailbox.upns.contains { $0.folded == folded }
    logon =
      context.logonType > 0
      ? .phrase("contexts.logonType", ["name": .string(LogonType.word(context.logonType))]) : nil
    addresses = context.canonicalAddresses.joined(separator: ", ")
    client = context.client
    session = context.session
    first = ReportWords.time(finding.first)
    sort = Markup(finding.first.iso)
    last = ReportWords.time(finding.last)
    bind = Int(finding.bind)
    sync = Int(finding.sync)
  }
}

struct OutsideRow: ReportPart {
  let mailbox: EvidenceText
  let from, to: Words
  let records: Int
  let indicators: String

  static let names: [ReportName<Self>] = [
    .init("mailbox", .named, \.mailbox), .init("from", .named, \.from), .init("to", .named, \.to),
    .init("records", \.records), .init("indicators", .named, \.indicators),
  ]

  init(_ outside: OutsideScope) {
    mailbox = outside.mailbox.name
    from = ReportWords.time(outside.from)
    to = ReportWords.time(outside.to)
    records = Int(outside.records)
    indicators = outside.indicators.joined(separator: ", ")
  }
}
