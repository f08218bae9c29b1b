import CaseModel
import TextFormats

/// An entry of the log, up to the one whose state the report states.
struct CustodyRow: ReportPart {
  let seq, actor, host, action, reason, hash: String
  let time: Words
  let sort: Markup
  let objects: Int

  static let names: [ReportName<Self>] = [
    .init("seq", .named, \.seq), .init("time", .named, \.time), .init("sort", \.sort),
    .init("actor", .named, \.actor), .init("host", .named, \.host),
    .init("action", .named, \.action), .init("reason", .withheld, \.reason),
    .init("objects", \.objects), .init("hash", .named, \.hash),
  ]

  init(_ entry: ReportInput.CustodyLine) {
    seq = "\(entry.seq)"
    time = ReportWords.time(entry.time)
    sort = Markup(entry.time.iso)
    actor = entry.actor
    host = entry.host
    action = entry.action
    reason = entry.reason
    objects = entry.objects
    hash = entry.hash
  }
}
