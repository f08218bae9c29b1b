import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Completeness, rejected rows and anomalies.
  var ledger: [String: MustacheValue] {
    let completeness = findings.completeness
    let totals = findings.totals
    let rejected = ReportTable(findings.rejected, file: "findings/rejected.csv", row)
    let anomalies = ReportTable(findings.anomalies, file: "findings/findings.json") { anomaly in
      .object([
        "text": .statement(anomaly.text),
        "sources": ReportWords.sources(anomaly.sources, findings),
      ])
    }
    let list = "findings/findings.json"
    let files = ReportTable(completeness.files, file: list, row)
    let signed = ReportTable(completeness.files.filter { !$0.signs.isEmpty }, file: list, row)
    let seen = Set(completeness.files.flatMap(\.signs).map(\.kind))
    let kinds = SignKind.allCases.filter(seen.contains)
    return [
      "completeness": .object([
        "sentence": completenessSentence,
        "reasons": .list(completeness.reasons.map { .statement($0) }),
        "hasReasons": .bool(!completeness.reasons.isEmpty),
      ]),
      "signKinds": .list(kinds.map(row)), "hasSignKinds": .bool(!kinds.isEmpty),
      "totals": .object([
        "rows": .number(totals.rows), "records": .number(totals.records),
        "rejected": .number(totals.rejected), "uniqueRecords": .number(totals.uniqueRecords),
        "duplicates": .number(totals.duplicates),
        "uniqueMailAccess": .number(totals.uniqueMailAccess),
        "other": .number(totals.uniqueRecords - totals.uniqueMailAccess),
      ]),
      "hasRejected": .bool(!findings.rejected.isEmpty),
      "hasAnomalies": .bool(!findings.anomalies.isEmpty),
    ].merging(rejected.value("rejected")) { $1 }.merging(anomalies.value("anomalies")) { $1 }
      .merging(files.value("files")) { $1 }.merging(signed.value("signedFiles")) { $1 }
  }

  var completenessSentence: MustacheValue {
    let completeness = findings.completeness
    if completeness.statement == .notAssessable, completeness.files.isEmpty {
      return .phrase("completeness.noEvidence")
    }
    return .phrase("completeness.\(completeness.statement.rawValue)")
  }

  private func row(_ kind: SignKind) -> MustacheValue {
    .object([
      "code": .string(kind.rawValue), "meaning": .statement(kind.meaning),
      "exportAgain": .statement(kind.exportAgain),
    ])
  }

  private func row(_ file: FileCompleteness) -> MustacheValue {
    return .object([
      "evidence": .string(evidenceName(file.facts.evidence)), "rows": .number(file.ledger.rows),
      "records": .number(file.ledger.records), "rejected": .number(file.ledger.rejected),
      "unique": .number(file.unique), "duplicates": .number(file.duplicates),
      "mailAccess": .number(file.uniqueMailAccess),
      "other": .number(file.otherOperations),
      "first": file.ledger.first.map(ReportWords.time) ?? .phrase("word.none"),
      "last": file.ledger.last.map(ReportWords.time) ?? .string(""),
      "signs": .list(
        file.signs.map { .object(["text": .statement($0.text), "code": .string($0.code)]) }),
    ])
  }

  private func row(_ reject: RejectedRow) -> MustacheValue {
    .object([
      "place": ReportWords.place(reject.source),
      "offset": .markup(String(reject.source.offset)),
      "length": .markup(String(reject.source.length)),
      "reason": .string(reject.detail),
      "operation": reject.operation.map { .text($0) } ?? .phrase("word.unknown"),
      "salvaged": .text(
        EvidenceText(
          bytes: Array(reject.salvaged.map(\.bytes).joined(separator: Array(" ".utf8))))),
    ])
  }

  /// The evidence with its hashes and what was told of its origin.
  var evidence: [String: MustacheValue] {
    let table = ReportTable(input.register, file: "evidence/register.json", row)
    return table.value("evidence").merging([
      "external": .number(Int64(input.register.count { $0.external != nil }))
    ]) { $1 }
  }

  func row(_ entry: RegisterEntry) -> MustacheValue {
    let origin = entry.origin
    let query = origin.query
    func text(_ value: String?) -> MustacheValue? { value.map { .string($0) } }
    func list(_ values: [String]?) -> MustacheValue? {
      values.map {
        $0.isEmpty ? .phrase("origin.noFilter") : .joined($0.map { MustacheValue.string($0) })
      }
    }
    let facts: [(String, MustacheValue?)] = [
      ("address", text(entry.external?.address)),
      ("sourceSystem", text(origin.sourceSystem)), ("tenant", text(origin.tenant)),
      ("collectedAt", origin.collectedAt.map(ReportWords.moment)),
      ("collectedBy", text(origin.collectedBy)), ("tool", text(origin.collectedTool)),
      ("command", text(origin.collectedCommand)),
      ("queryFrom", query.from.map(ReportWords.moment)),
      ("queryTo", query.to.map(ReportWords.moment)),
      ("operations", list(query.operations)), ("users", list(query.users)),
      ("mailboxes", list(query.mailboxes)),
      ("freeText", query.freeText.map { $0.isEmpty ? .phrase("word.none") : .string($0) }),
      ("resultSize", query.resultSize.map { .number(Int64($0)) }),
      ("receivedFrom", text(origin.receivedFrom)),
      ("receivedAt", origin.receivedAt.map(ReportWords.moment)),
    ]
    func label(_ name: String) -> MustacheValue { .phrase("origin.\(name)") }
    let unstated = facts.dropFirst().filter { $0.1 == nil }.map { label($0.0) }
    var rows = facts.compactMap { name, value in value.map { (label(name), $0) } }
    if !unstated.isEmpty { rows.append((.phrase("word.notStated"), .joined(unstated))) }
    return .object([
      "name": .string(entry.name), "isExternal": .bool(entry.external != nil),
      "originalName": .text(entry.originalName),
      "format": .string(entry.format), "bytes": .number(entry.bytes),
      "sha256": .string(entry.sha256), "importedAt": ReportWords.moment(entry.importedAt),
      "origin": .list(rows.map { .object(["label": $0.0, "value": $0.1]) }),
    ])
  }
}
