import CaseModel
import TextFormats

/// What attacker contexts did besides mail access, by group and operation (R25), and what of the
/// records could not be understood (R22).
struct ActsPart: ReportPart {
  let hasActs, hasUnread: Bool
  let acts: ReportTable<ActRow>
  let unread: ReportTable<UnreadRow>

  static let names: [ReportName<Self>] =
    [.init("hasActs", \.hasActs), .init("hasUnread", \.hasUnread)]
    + ReportName.table("acts", \.acts) + ReportName.table("unread", \.unread)

  init(_ findings: Findings) {
    hasActs = !findings.acts.isEmpty
    hasUnread = !findings.unread.isEmpty
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
  let records: Int
  let last: Words?
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("group", .named, \.group), .init("workload", \.workload),
    .init("operation", .named, \.operation), .init("isUnread", \.isUnread),
    .init("isOutside", \.isOutside), .init("mailbox", .named, \.mailbox),
    .init("addresses", .named, \.addresses), .init("records", \.records),
    .init("first", .named, \.first), .init("last", .named, \.last),
    .init("sources", \.sources),
  ]

  init(_ act: Act, _ findings: Findings) {
    group = .phrase("acts.\(act.group.rawValue)")
    workload = Markup(act.workload)
    operation = act.operation
    isUnread = !act.isRead
    isOutside = !act.isInScope
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
