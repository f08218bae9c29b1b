import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Every record that the report cites, with its place in the bytes: what each source leads to.
  var citedRecords: [String: MustacheValue] {
    ReportTable(findings.records.indices, file: "findings/findings.json") { index in
      let record = findings.records[index]
      return .object([
        "anchor": .markup("s\(index + 1)"), "place": ReportWords.place(record.source),
        "offset": .markup(String(record.source.offset)),
        "length": .markup(String(record.source.length)), "time": ReportWords.time(record.time),
        "sort": .markup(record.time.iso), "record": .text(record.record),
        "context": .string(record.context ?? ""),
      ])
    }.value("citedRecords")
  }
}
