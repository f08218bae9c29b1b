import CaseModel
import TextFormats

/// A record that the report cites, with its place in the bytes: what a source leads to.
struct CitedRow: ReportPart {
  let anchor, offset, length, sort: Markup
  let place, time: Words
  let record: EvidenceText
  let context: String

  static let names: [ReportName<Self>] = [
    .init("anchor", \.anchor), .init("place", .named, \.place), .init("offset", \.offset),
    .init("length", \.length), .init("time", .named, \.time), .init("sort", \.sort),
    .init("record", .named, \.record), .init("context", .named, \.context),
  ]

  init(number: Int, _ record: CitedRecord) {
    anchor = "s\(number)"
    offset = Markup(record.source.offset)
    length = Markup(record.source.length)
    sort = Markup(record.time.iso)
    place = ReportWords.place(record.source)
    time = ReportWords.time(record.time)
    self.record = record.record
    context = record.context ?? ""
  }
}
