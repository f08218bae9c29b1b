import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Other ways that mail may have left, and those of which the evidence holds no record.
  var acquisition: [String: MustacheValue] {
    let all = findings.otherAcquisition
    let shown = all.prefix(BreachScopeReport.longestTable)
    let kinds = AcquisitionKind.allCases.compactMap { kind -> String? in
      let count = all.filter { $0.kind == kind }.map(\.records).reduce(0, +)
      return count == 0 ? nil : "\(ReportWords.acquisition(kind)) \(ReportWords.grouped(count))"
    }
    return [
      "acquisition": .list(shown.map(row)), "hasAcquisition": .bool(!all.isEmpty),
      "acquisitionCut": .bool(all.count > shown.count),
      "acquisitionShown": .string(ReportWords.grouped(shown.count)),
      "acquisitionKinds": .string(kinds.joined(separator: ", ")),
      "acquisitionCount": ReportWords.count(
        all.map(\.records).reduce(0, +), "record", "records"),
      "acquisitionNotHeld": .string(
        findings.acquisitionNotHeld.map(ReportWords.acquisition).joined(separator: ", ")),
    ]
  }

  private func row(_ other: OtherAcquisition) -> MustacheValue {
    var details = other.details.map(\.bytes)
    if details.count > 8 { details = details.prefix(8) + [Array("…".utf8)] }
    let words = ReportWords.attribution(other.attribution)
    return .object([
      "kind": .string(ReportWords.acquisition(other.kind)), "operation": .text(other.operation),
      "mailbox": .text(other.mailbox?.name ?? other.target),
      "target": .text(other.mailbox == nil ? EvidenceText(bytes: []) : other.target),
      "user": .text(other.user), "attribution": .string(words.name),
      "details": .text(EvidenceText(bytes: Array(details.joined(separator: Array("; ".utf8))))),
      "records": .count(other.records), "first": .string(ReportWords.time(other.first)),
      "last": .string(other.last == other.first ? "" : ReportWords.time(other.last)),
      "sources": .string(ReportWords.sources(other.sources, findings)),
    ])
  }
}
