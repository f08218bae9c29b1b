import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Other ways that mail may have left, and those of which the evidence holds no record.
  var acquisition: [String: MustacheValue] {
    let all = findings.otherAcquisition
    let kinds = AcquisitionKind.allCases.compactMap { kind -> MustacheValue? in
      let count = all.filter { $0.kind == kind }.map(\.records).reduce(0, +)
      if count == 0 { return nil }
      return .phrase(
        "acquisition.counted", ["name": ReportWords.acquisition(kind), "n": .number(count)])
    }
    let table = ReportTable(all, file: "findings/findings.json", row).value("acquisition")
    return table.merging([
      "hasAcquisition": .bool(!all.isEmpty), "acquisitionKinds": .joined(kinds),
      "acquisitionCount": .number(all.map(\.records).reduce(0, +)),
      "acquisitionNotHeld": .joined(findings.acquisitionNotHeld.map(ReportWords.acquisition)),
    ]) { $1 }
  }

  private func row(_ other: OtherAcquisition) -> MustacheValue {
    var details = other.details.map(\.bytes)
    if details.count > 8 { details = details.prefix(8) + [Array("…".utf8)] }
    return .object([
      "kind": ReportWords.acquisition(other.kind), "operation": .text(other.operation),
      "mailbox": .text(other.mailbox?.name ?? other.target),
      "target": .text(other.mailbox == nil ? EvidenceText(bytes: []) : other.target),
      "user": .text(other.user), "attribution": ReportWords.attribution(other.attribution),
      "details": .text(EvidenceText(bytes: Array(details.joined(separator: Array("; ".utf8))))),
      "records": .number(other.records), "first": ReportWords.time(other.first),
      "sort": .markup(other.first.iso),
      "last": other.last == other.first ? .string("") : ReportWords.time(other.last),
      "sources": ReportWords.sources(other.sources, findings),
    ])
  }
}
