import CaseModel
import TextFormats

/// What attacker contexts did besides mail access, by group and operation (R25), and what of the
/// records could not be understood (R22).
struct ActsPart: ReportPart {
  let hasActs, hasUnread, hasApplications: Bool
  let applications: ReportTable<ApplicationRow>
  let acts: ReportTable<ActRow>
  let unread: ReportTable<UnreadRow>

  static let names: [ReportName<Self>] =
    [
      .init("hasActs", \.hasActs), .init("hasUnread", \.hasUnread),
      .init("hasApplications", \.hasApplications),
    ] + ReportName.table("applications", \.applications)
    + ReportName.table("acts", \.acts) + ReportName.table("unread", \.unread)

  init(_ findings: Findings) {
    hasActs = !findings.acts.isEmpty
    hasUnread = !findings.unread.isEmpty
    let used = findings.applications
    hasApplications = !used.isEmpty
    applications = ReportTable(used, file: "findings/findings.json") {
      ApplicationRow($0, findings)
    }
    acts = ReportTable(findings.acts, file: "findings/findings.json") { ActRow($0, findings) }
    unread = ReportTable(findings.unread, file: "findings/findings.json") {
      UnreadRow($0, findings)
    }
  }
}

struct ActRow: ReportPart {
  let group, first: Words
  let operation, mailbox, addresses: EvidenceText
  let workload: Markup
  let isUnread, isOutside: Bool
  /// Files, searches, permissions: the first of them.
  let details: Words?
  let records: Int
  let last: Words?
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("group", .named, \.group), .init("workload", \.workload),
    .init("operation", .named, \.operation), .init("isUnread", \.isUnread),
    .init("isOutside", \.isOutside), .init("mailbox", .named, \.mailbox),
    .init("addresses", .named, \.addresses), .init("records", \.records),
    .init("first", .named, \.first), .init("last", .named, \.last),
    .init("sources", \.sources), .init("details", .withheld, \.details),
  ]

  init(_ act: Act, _ findings: Findings) {
    group = .phrase("acts.\(act.group.rawValue)")
    workload = Markup(act.workload)
    operation = act.operation
    isUnread = !act.isRead
    isOutside = !act.isInScope
    details =
      act.details.isEmpty ? nil : ReportWords.few(act.details.map { .text($0) }, most: 5)
    mailbox = act.mailbox?.name ?? ""
    let shown =
      act.addresses.prefix(8).map(\.bytes) + (act.addresses.count > 8 ? [Array("…".utf8)] : [])
    addresses = EvidenceText(bytes: Array(shown.joined(separator: Array(", ".utf8))))
    records = act.records
    first = ReportWords.time(act.first)
    last = act.last == act.first ? nil : ReportWords.time(act.last)
    sources = SourcesPart(act.sources, findings)
  }
}

/// An application, what it was permitted, by whom, and which contexts used it (R27).
struct ApplicationRow: ReportPart {
  let name, id: EvidenceText
  let permissions: Words?
  let consents: [ConsentRow]
  let contexts: Words

  static let names: [ReportName<Self>] = [
    .init("name", .withheld, \.name), .init("id", .named, \.id),
    .init("permissions", .named, \.permissions), .init("consents", \.consents),
    .init("contexts", .named, \.contexts),
  ]

  init(_ application: ApplicationFindings, _ findings: Findings) {
    name = application.name
    id = application.id
    permissions =
      application.permissions.isEmpty ? nil : .joined(ReportWords.texts(application.permissions))
    consents = application.consents.map { ConsentRow($0, findings) }
    contexts = ReportWords.few(application.contexts.map { .string($0) }, most: 8)
  }
}

struct ConsentRow: ReportPart {
  let operation, by: EvidenceText
  let at: Words
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("operation", .named, \.operation), .init("by", .named, \.by),
    .init("at", .named, \.at), .init("sources", \.sources),
  ]

  init(_ consent: ApplicationFindings.Consent, _ findings: Findings) {
    operation = consent.operation
    by = consent.by
    at = ReportWords.time(consent.first)
    sources = SourcesPart(consent.sources, findings)
  }
}

struct UnreadRow: ReportPart {
  let consequence: Words
  let member: Markup
  let operation: EvidenceText
  let records: Int
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("consequence", .named, \.consequence), .init("member", \.member),
    .init("operation", .named, \.operation), .init("records", \.records),
    .init("sources", \.sources),
  ]

  init(_ unread: UnreadMember, _ findings: Findings) {
    consequence = .phrase("unread.\(unread.consequence.rawValue)")
    member = Markup(unread.member)
    operation = unread.operation
    records = unread.records
    sources = SourcesPart(unread.sources, findings)
  }
}
