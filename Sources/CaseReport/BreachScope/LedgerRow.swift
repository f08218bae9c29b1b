import CaseModel
import TextFormats

/// What one piece of evidence held, in numbers, with the signs that it may be cut.
struct LedgerRow: ReportPart {
  let evidence: String
  let rows, records, rejected, unique, duplicates, mailAccess, other: Int64
  let first: Words
  let last: Words?
  /// Of the first record; empty where there is none.
  let sort: Markup
  let signs: [SignRow]

  struct SignRow: ReportPart {
    let text: Words
    let code: String

    static let names: [ReportName<Self>] = [
      .init("text", .named, \.text), .init("code", .named, \.code),
    ]
  }

  static let names: [ReportName<Self>] = [
    .init("evidence", .named, \.evidence), .init("rows", \.rows), .init("records", \.records),
    .init("rejected", \.rejected), .init("unique", \.unique),
    .init("duplicates", \.duplicates), .init("mailAccess", \.mailAccess),
    .init("other", \.other), .init("first", .named, \.first), .init("last", .named, \.last),
    .init("sort", \.sort), .init("signs", \.signs),
  ]

  init(_ file: FileCompleteness) {
    evidence = evidenceName(file.facts.evidence)
    rows = Int64(file.ledger.rows)
    records = Int64(file.ledger.records)
    rejected = Int64(file.ledger.rejected)
    unique = Int64(file.unique)
    duplicates = Int64(file.duplicates)
    mailAccess = Int64(file.uniqueMailAccess)
    other = Int64(file.otherOperations)
    first = file.ledger.first.map(ReportWords.time) ?? .phrase("word.none")
    last = file.ledger.last.map(ReportWords.time)
    sort = Markup(file.ledger.first?.iso ?? "")
    signs = file.signs.map { SignRow(text: .statement($0.text), code: $0.code) }
  }
}
