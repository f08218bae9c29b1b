import CaseModel
import TextFormats

/// Other ways that mail may have left, and those of which the evidence holds no record.
struct AcquisitionPart: ReportPart {
  let hasAcquisition: Bool
  let acquisition: ReportTable<AcquisitionRow>
  let acquisitionNotHeld, acquisitionNotFound, unfilteredFiles: Words

  static let names: [ReportName<Self>] =
    [
      .init("hasAcquisition", \.hasAcquisition),
      .init("acquisitionNotHeld", .named, \.acquisitionNotHeld),
      .init("acquisitionNotFound", .named, \.acquisitionNotFound),
      .init("unfilteredFiles", .named, \.unfilteredFiles),
    ] + ReportName.table("acquisition", \.acquisition)

  init(_ findings: Findings) {
    hasAcquisition = !findings.otherAcquisition.isEmpty
    acquisition = ReportTable(findings.otherAcquisition, file: "findings/findings.json") {
      AcquisitionRow($0, findings)
    }
    // Not examined is only what the evidence was not asked for (R25).
    let asked = findings.request.files.filter(\.query.asksForEverything)
    let words = Words.joined(findings.acquisitionNotHeld.map(ReportWords.acquisition))
    acquisitionNotHeld = asked.isEmpty ? words : .joined([])
    acquisitionNotFound = asked.isEmpty ? .joined([]) : words
    unfilteredFiles = .joined(asked.map { .string(evidenceName($0.evidence)) })
  }
}

struct AcquisitionRow: ReportPart {
  let kind, attribution, first: Words
  let operation, mailbox, target, user, details: EvidenceText
  let records: Int
  let last: Words?
  let sort: Markup
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("kind", .named, \.kind), .init("operation", .named, \.operation),
    .init("mailbox", .named, \.mailbox), .init("target", .named, \.target),
    .init("user", .named, \.user), .init("attribution", .named, \.attribution),
    // Rule names and parameters, as people wrote them.
    .init("details", .withheld, \.details), .init("records", \.records),
    .init("first", .named, \.first), .init("sort", \.sort), .init("last", .named, \.last),
    .init("sources", \.sources),
  ]

  init(_ other: OtherAcquisition, _ findings: Findings) {
    var parts = other.details.map(\.bytes)
    if parts.count > 8 { parts = parts.prefix(8) + [Array("…".utf8)] }
    kind = ReportWords.acquisition(other.kind)
    operation = other.operation
    mailbox = other.mailbox?.name ?? other.target
    target = other.mailbox == nil ? EvidenceText(bytes: []) : other.target
    user = other.user
    attribution = ReportWords.attribution(other.attribution)
    details = EvidenceText(bytes: Array(parts.joined(separator: Array("; ".utf8))))
    records = other.records
    first = ReportWords.time(other.first)
    sort = Markup(other.first.iso)
    last = other.last == other.first ? nil : ReportWords.time(other.last)
    sources = SourcesPart(other.sources, findings)
  }
}
