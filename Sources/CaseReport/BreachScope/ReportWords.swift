import CaseModel
import TextFormats

/// What reports say of numbers, names and places, as values that a language writes.
enum ReportWords {
  /// `24 h`, `3 h 20 min`, `45 s`; nothing for zero.
  static func duration(_ seconds: Int64) -> MustacheValue {
    let parts = [
      ("unit.hours", seconds / 3_600), ("unit.minutes", seconds / 60 % 60),
      ("unit.seconds", seconds % 60),
    ]
    return .joined(
      parts.filter { $0.1 > 0 }.map { .phrase($0.0, ["n": .number($0.1)]) }, separator: " ")
  }

  static func time(_ time: UTCTime) -> MustacheValue { .time(time, .time) }
  static func moment(_ time: UTCTime) -> MustacheValue { .time(time, .moment) }

  static func acquisition(_ kind: AcquisitionKind) -> MustacheValue {
    .phrase("acquisition.\(kind.rawValue)")
  }
  static func cause(_ cause: UnauditedCause) -> MustacheValue { .phrase("cause.\(cause.rawValue)") }
  static func unnamed(_ kind: UnnamedAccess.Kind) -> MustacheValue {
    .phrase("unnamed.\(kind.rawValue)")
  }
  static func attribution(_ kind: AttributionClass) -> MustacheValue {
    .phrase("class.\(kind.name)")
  }
  static func coverage(_ state: Coverage.State) -> MustacheValue {
    .phrase("coverage.\(state.rawValue)")
  }
  /// `direct`, `linked`, `linkedEarlier`, `assumption`, `sync` or `throttled`.
  static func basis(_ basis: String) -> MustacheValue { .phrase("basis.\(basis)") }

  /// The class of the style sheet for a class of contexts.
  static func style(_ kind: AttributionClass) -> String {
    switch kind {
    case .attacker: "recorded"
    case .linked, .linkedEarlier, .assumption: "assumed"
    case .knownGood: "good"
    case .service, .unattributed: "quiet"
    }
  }

  /// The first ones, and how many more there are.
  static func few(_ values: [MustacheValue], most: Int = 3) -> MustacheValue {
    let more = values.count - most
    if more <= 0 { return .joined(values) }
    return .joined(values.prefix(most) + [.phrase("count.more", ["more": .number(more)])])
  }

  static func texts(_ texts: [EvidenceText]) -> [MustacheValue] { texts.map { .text($0) } }

  /// What people wrote, or that they wrote nothing.
  static func stated(_ text: String) -> MustacheValue {
    text.isEmpty ? .phrase("word.notStated") : .string(text)
  }

  /// A number of messages, where an inventory tells it.
  static func known(_ number: Int?) -> MustacheValue {
    number.map { .number($0) } ?? .phrase("word.unknown")
  }

  /// A window as a reader knows it.
  static func span(_ span: TimeSpan) -> MustacheValue {
    if span == .always { return .phrase("span.always") }
    return .phrase("span.window", ["from": moment(span.from), "to": moment(span.to)])
  }

  static func completeness(_ completeness: Completeness) -> MustacheValue {
    if completeness.statement == .notAssessable, completeness.files.isEmpty {
      return .phrase("completeness.noEvidence")
    }
    return .phrase("completeness.\(completeness.statement.rawValue)")
  }

  static func place(_ source: SourcePosition) -> MustacheValue {
    .phrase(
      "count.row",
      [
        "evidence": .string(evidenceName(Int(source.evidence))), "row": .string("\(source.row)"),
      ])
  }
}
