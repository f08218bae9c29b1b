import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Completeness, rejected rows and anomalies.
  var ledger: [String: MustacheValue] {
    let completeness = findings.completeness
    let totals = findings.totals
    let rejected = findings.rejected.prefix(BreachScopeReport.longestTable)
    let number = { (value: Int64) in MustacheValue.string(ReportWords.grouped(value)) }
    let seen = Set(completeness.files.flatMap(\.signs).map(\.kind))
    let kinds = SignKind.allCases.filter(seen.contains)
    return [
      "completeness": .object([
        "sentence": .string(sentence(completeness.statement)),
        "reasons": .list(completeness.reasons.map { .string($0) }),
        "hasReasons": .bool(!completeness.reasons.isEmpty),
      ]),
      "files": .list(completeness.files.map(row)),
      "signKinds": .list(kinds.map(row)), "hasSignKinds": .bool(!kinds.isEmpty),
      "totals": .object([
        "rows": number(totals.rows), "records": number(totals.records),
        "rejected": number(totals.rejected), "uniqueRecords": number(Int64(totals.uniqueRecords)),
        "duplicates": number(totals.duplicates),
        "uniqueMailAccess": number(Int64(totals.uniqueMailAccess)),
        "other": number(Int64(totals.uniqueRecords - totals.uniqueMailAccess)),
      ]),
      "rejected": .list(rejected.map(row)), "hasRejected": .bool(!rejected.isEmpty),
      "rejectedCut": .bool(findings.rejected.count > rejected.count),
      "rejectedShown": .string(ReportWords.grouped(rejected.count)),
      "anomalies": .list(
        findings.anomalies.map { anomaly in
          .object([
            "text": .string(anomaly.text),
            "sources": .string(ReportWords.sources(anomaly.sources, findings)),
          ])
        }),
      "hasAnomalies": .bool(!findings.anomalies.isEmpty),
    ]
  }

  private func sentence(_ statement: Completeness.Statement) -> String {
    switch statement {
    case .noSignFound: "No sign of truncation was found in the files received."
    case .signsFound: "There are signs that the exports are cut or narrow; they are listed below."
    case .notAssessable where findings.completeness.files.isEmpty:
      "There is no evidence whose completeness could be judged."
    case .notAssessable:
      "Whether the exports hold everything that was recorded cannot be assessed: no sign of truncation was found in the"
        + " bytes, but the query behind a file is not stated."
    }
  }

  private func row(_ kind: SignKind) -> MustacheValue {
    .object([
      "code": .string(kind.rawValue), "meaning": .string(kind.meaning),
      "exportAgain": .string(kind.exportAgain),
    ])
  }

  private func row(_ file: FileCompleteness) -> MustacheValue {
    let number = { (value: Int64) in MustacheValue.string(ReportWords.grouped(value)) }
    return .object([
      "evidence": .string(evidenceName(file.facts.evidence)), "rows": number(file.ledger.rows),
      "records": number(file.ledger.records), "rejected": number(file.ledger.rejected),
      "unique": number(Int64(file.unique)), "duplicates": number(file.duplicates),
      "mailAccess": number(Int64(file.uniqueMailAccess)),
      "other": number(Int64(file.otherOperations)),
      "first": .string(file.ledger.first.map(ReportWords.time) ?? "none"),
      "last": .string(file.ledger.last.map(ReportWords.time) ?? ""),
      "signs": .list(
        file.signs.map { .object(["text": .string($0.text), "code": .string($0.code)]) }),
      "hasSigns": .bool(!file.signs.isEmpty),
    ])
  }

  private func row(_ reject: RejectedRow) -> MustacheValue {
    .object([
      "place": .string("\(evidenceName(Int(reject.source.evidence))) row \(reject.source.row)"),
      "offset": .count(reject.source.offset), "length": .count(reject.source.length),
      "reason": .string(reject.detail),
      "operation": reject.operation.map { .text($0) } ?? .string("unknown"),
      "salvaged": .text(
        EvidenceText(
          bytes: Array(reject.salvaged.map(\.bytes).joined(separator: Array(" ".utf8))))),
    ])
  }

  /// The evidence with its hashes and what was told of its origin.
  var evidence: [String: MustacheValue] {
    ["evidence": .list(input.register.map(row))]
  }

  private func row(_ entry: RegisterEntry) -> MustacheValue {
    let origin = entry.origin
    let query = origin.query
    func list(_ values: [String]?) -> String? {
      values.map { $0.isEmpty ? "no filter" : $0.joined(separator: ", ") }
    }
    let facts: [(String, String?)] = [
      ("source system", origin.sourceSystem), ("tenant", origin.tenant),
      ("collected at", origin.collectedAt.map { ReportWords.time($0) + " UTC" }),
      ("collected by", origin.collectedBy), ("tool", origin.collectedTool),
      ("command", origin.collectedCommand),
      ("query from", query.from.map { ReportWords.time($0) + " UTC" }),
      ("query to", query.to.map { ReportWords.time($0) + " UTC" }),
      ("operations", list(query.operations)), ("users", list(query.users)),
      ("mailboxes", list(query.mailboxes)),
      ("free text", query.freeText.map { $0.isEmpty ? "none" : $0 }),
      ("result size", query.resultSize.map { String($0) }), ("received from", origin.receivedFrom),
      ("received at", origin.receivedAt.map { ReportWords.time($0) + " UTC" }),
    ]
    let unstated = facts.filter { $0.1 == nil }.map(\.0)
    var rows = facts.compactMap { label, value in value.map { (label, $0) } }
    if !unstated.isEmpty { rows.append(("not stated", unstated.joined(separator: ", "))) }
    return .object([
      "name": .string(entry.name), "originalName": .text(entry.originalName),
      "format": .string(entry.format), "bytes": .string(ReportWords.grouped(entry.bytes)),
      "sha256": .string(entry.sha256),
      "importedAt": .string(ReportWords.time(entry.importedAt) + " UTC"),
      "origin": .list(
        rows.map { .object(["label": .string($0.0), "value": .string($0.1)]) }),
    ])
  }
}
