import CaseModel

/// What a template is filled with.
package enum MustacheValue: Sendable {
  /// Escaped for the output kind when it is printed.
  case text(EvidenceText)
  /// casefile's own: a raw tag prints it as it is, a plain tag escapes it like text.
  case markup(String)
  case bool(Bool)
  /// Written as the language writes it; zero does not open a section.
  case number(Int64)
  case time(UTCTime, TimeForm)
  /// A sentence of the language, with all that it may name: it sees nothing of where it is printed.
  case sentence(SentenceKey, [String: MustacheValue] = [:])
  /// A sentence of the findings: it goes by its English, its places by their numbers.
  case statement(Statement)
  /// One after another.
  case joined([MustacheValue], separator: String = ", ")
  case list([MustacheValue])
  case object([String: MustacheValue])
  /// There is such a value, and this case has none: it prints nothing, and nor does what is in it.
  case nothing

  package static func string(_ string: String) -> MustacheValue { .text(EvidenceText(string)) }
  package static func number(_ value: Int) -> MustacheValue { .number(Int64(value)) }
  package static func phrase(
    _ name: String, _ values: [String: MustacheValue] = [:]
  ) -> MustacheValue {
    .sentence(.name(name), values)
  }

  /// False, an empty list and an empty text do not open a section.
  var opensSection: Bool {
    switch self {
    case .bool(let flag): flag
    case .list(let elements): !elements.isEmpty
    case .text(let text): !text.isEmpty
    case .markup(let markup): !markup.isEmpty
    case .number(let number): number != 0
    case .joined(let parts, _): !parts.isEmpty
    case .nothing: false
    case .object, .time, .sentence, .statement: true
    }
  }
}
