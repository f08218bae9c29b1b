import TextFormats

/// How findings are made, and what they cannot say; the order is that of the rules.
struct MethodPart: ReportPart {
  let limitations, method: [Words]

  static let names: [ReportName<Self>] = [
    .init("limitations", .named, \.limitations), .init("method", .named, \.method),
  ]

  init(_ readings: ReadingsPart, _ facts: AnswerFacts) throws {
    let counted = try facts.seen()
    let read = try readings.seen()
    limitations = [
      "accessed", "sync", "aggregation", "offline", "people", "clock", "throttled", "causes",
      "legal",
    ].map { .phrase("limit.\($0)", counted) }
    method = [
      "access", "identity", "mailbox", "message", "session", "sync", "throttling", "attribution",
      "windows", "split", "source",
    ].map { .phrase("method.\($0)", read) }
  }
}
