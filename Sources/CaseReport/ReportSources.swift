import CaseModel
import TextFormats

extension BreachScopeReport {
  /// Every record that the report cites, with its place in the bytes: what each source leads to.
  var citedRecords: [String: MustacheValue] {
    ReportTable(findings.records.indices, file: "findings/findings.json") { index in
      let record = findings.records[index]
      return .object([
        "anchor": .string("s\(index + 1)"), "place": ReportWords.place(record.source),
        "offset": .string(String(record.source.offset)),
        "length": .string(String(record.source.length)), "time": ReportWords.time(record.time),
        "sort": .string(record.time.iso), "record": .text(record.record),
        "context": .string(record.context ?? ""),
      ])
    }.value("citedRecords")
  }
}
