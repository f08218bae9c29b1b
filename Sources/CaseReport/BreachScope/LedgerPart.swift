import CaseModel
import TextFormats

/// Completeness, rejected rows and anomalies.
struct LedgerPart: ReportPart {
  let completeness: CompletenessPart
  let signKinds: [SignKindRow]
  let hasSignKinds, hasRejected, hasAnomalies, hasNotRead, hasOverlaps: Bool
  let totals: TotalsPart
  let files, signedFiles: ReportTable<LedgerRow>
  let rejected: ReportTable<RejectedPart>
  let anomalies: ReportTable<AnomalyRow>
  let notRead: ReportTable<NotReadRow>
  let overlaps: ReportTable<StatementRow>

  static let names: [ReportName<Self>] =
    [
      .init("hasNotRead", \.hasNotRead), .init("hasOverlaps", \.hasOverlaps),
      .init("completeness", \.completeness), .init("signKinds", \.signKinds),
      .init("hasSignKinds", \.hasSignKinds), .init("totals", \.totals),
      .init("hasRejected", \.hasRejected), .init("hasAnomalies", \.hasAnomalies),
    ] + ReportName.table("files", \.files) + ReportName.table("signedFiles", \.signedFiles)
    + ReportName.table("notRead", \.notRead) + ReportName.table("overlaps", \.overlaps)
    + ReportName.table("rejected", \.rejected) + ReportName.table("anomalies", \.anomalies)

  init(_ findings: Findings) {
    let all = findings.completeness.files
    let list = "findings/findings.json"
    let seen = Set(all.flatMap(\.signs).map(\.kind))
    completeness = CompletenessPart(findings.completeness)
    signKinds = SignKind.allCases.filter(seen.contains).map(SignKindRow.init)
    hasSignKinds = !signKinds.isEmpty
    totals = TotalsPart(findings.totals)
    hasRejected = !findings.rejected.isEmpty
    hasAnomalies = !findings.anomalies.isEmpty
    files = ReportTable(all, file: list, LedgerRow.init)
    signedFiles = ReportTable(
      all.filter { !$0.signs.isEmpty }, file: list, LedgerRow.init)
    let members = findings.request.notRead.flatMap { archive in
      archive.members.map { NotReadRow($0, in: archive.evidence) }
    }
    hasOverlaps = !findings.overlaps.isEmpty
    overlaps = ReportTable(findings.overlaps, file: list) {
      StatementRow(text: .statement($0.sentence))
    }
    hasNotRead = !members.isEmpty
    notRead = ReportTable(members, file: list) { $0 }
    rejected = ReportTable(
      findings.rejected, file: "findings/rejected.csv", RejectedPart.init)
    anomalies = ReportTable(findings.anomalies, file: list) { AnomalyRow($0, findings) }
  }
}

struct CompletenessPart: ReportPart {
  let sentence: Words
  let reasons: [Words]
  let hasReasons: Bool

  static let names: [ReportName<Self>] = [
    .init("sentence", .named, \.sentence), .init("reasons", .named, \.reasons),
    .init("hasReasons", \.hasReasons),
  ]

  init(_ completeness: Completeness) {
    sentence = ReportWords.completeness(completeness)
    reasons = completeness.reasons.map { .statement($0) }
    hasReasons = !completeness.reasons.isEmpty
  }
}

struct TotalsPart: ReportPart {
  let rows, records, rejected, uniqueRecords, duplicates, uniqueMailAccess, other: Int64

  static let names: [ReportName<Self>] = [
    .init("rows", \.rows), .init("records", \.records), .init("rejected", \.rejected),
    .init("uniqueRecords", \.uniqueRecords), .init("duplicates", \.duplicates),
    .init("uniqueMailAccess", \.uniqueMailAccess), .init("other", \.other),
  ]

  init(_ totals: FindingsTotals) {
    rows = Int64(totals.rows)
    records = Int64(totals.records)
    rejected = Int64(totals.rejected)
    uniqueRecords = Int64(totals.uniqueRecords)
    duplicates = Int64(totals.duplicates)
    uniqueMailAccess = Int64(totals.uniqueMailAccess)
    other = uniqueRecords - uniqueMailAccess
  }
}

struct SignKindRow: ReportPart {
  let code: String
  let meaning, exportAgain: Words

  static let names: [ReportName<Self>] = [
    .init("code", .named, \.code), .init("meaning", .named, \.meaning),
    .init("exportAgain", .named, \.exportAgain),
  ]

  init(_ kind: SignKind) {
    code = kind.rawValue
    meaning = .statement(kind.meaning)
    exportAgain = .statement(kind.exportAgain)
  }
}

/// A file in an archive that was not read.
struct NotReadRow: ReportPart {
  let evidence: String
  let name: EvidenceText
  let found: String
  let doubt: Words

  static let names: [ReportName<Self>] = [
    .init("evidence", .named, \.evidence), .init("name", .withheld, \.name),
    // It may quote the file.
    .init("found", .withheld, \.found), .init("doubt", .named, \.doubt),
  ]

  init(_ member: NotReadMember, in archive: Int) {
    evidence = evidenceName(archive)
    name = member.name
    found = member.found
    doubt = .phrase(member.mayHoldRecords ? "notRead.mayHold" : "notRead.none")
  }
}

struct RejectedPart: ReportPart {
  let place, operation: Words
  let offset, length: Markup
  let reason: String
  let salvaged: EvidenceText

  static let names: [ReportName<Self>] = [
    .init("place", .named, \.place), .init("offset", \.offset), .init("length", \.length),
    // It may quote the row.
    .init("reason", .withheld, \.reason), .init("operation", .named, \.operation),
    .init("salvaged", .named, \.salvaged),
  ]

  init(_ reject: RejectedRow) {
    place = ReportWords.place(reject.source)
    offset = Markup(reject.source.offset)
    length = Markup(reject.source.length)
    reason = reject.detail
    operation = reject.operation.map { .text($0) } ?? .phrase("word.unknown")
    salvaged = EvidenceText(
      bytes: Array(reject.salvaged.map(\.bytes).joined(separator: Array(" ".utf8))))
  }
}

struct AnomalyRow: ReportPart {
  let text: Words
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("text", .named, \.text), .init("sources", \.sources),
  ]

  init(_ anomaly: Anomaly, _ findings: Findings) {
    text = .statement(anomaly.text)
    sources = SourcesPart(anomaly.sources, findings)
  }
}
