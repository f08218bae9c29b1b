import CaseModel
import TextFormats

struct UnauditedRow: ReportPart {
  let mailbox: EvidenceText
  let reach, cause, note, from, to, duration, messages: Words
  /// What was recorded in a throttled period all the same.
  let inside: Words?
  let sort: Markup
  let sources: SourcesPart?

  static let names: [ReportName<Self>] = [
    .init("reach", .named, \.reach), .init("mailbox", .named, \.mailbox),
    .init("cause", .named, \.cause), .init("note", .named, \.note),
    .init("from", .named, \.from), .init("sort", \.sort), .init("to", .named, \.to),
    .init("duration", .named, \.duration), .init("messages", .named, \.messages),
    .init("inside", .named, \.inside),
    .init("sources", \.sources),
  ]

  init(_ period: UnauditedPeriod, _ mailbox: EvidenceText, _ findings: Findings) {
    self.mailbox = mailbox
    reach = UnauditedRow.reach(period)
    cause = ReportWords.cause(period.cause)
    note = .statement(period.note)
    from = ReportWords.time(period.raw.from)
    sort = Markup(period.raw.from.iso)
    to = ReportWords.time(period.raw.to)
    duration = ReportWords.duration(period.inWindow.totalSeconds)
    messages = ReportWords.known(period.messages)
    inside = period.recordsInside.map {
      .phrase(
        "unaudited.inside",
        [
          "bind": .number($0.bind), "notThrottled": .number($0.bindNotThrottled),
          "sync": .number($0.sync),
        ])
    }
    sources = SourcesPart(period.sources, findings)
  }

  /// Whom and what a period hides; empty where it hides everything.
  private static func reach(_ period: UnauditedPeriod) -> Words {
    let accounts = period.accounts.map {
      Words.phrase("unaudited.account", ["account": .text($0)])
    }
    let types = period.logonTypes.map { type in
      Words.phrase(
        "unaudited.logonType",
        ["number": .string("\(type)"), "name": .string(LogonType.word(type))])
    }
    let accesses = period.accessTypes.map {
      Words.phrase("unaudited.accessType", ["name": .string($0)])
    }
    return .joined(accounts + types + accesses)
  }
}
