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
  /// A sentence of the language, with what it is about.
  case phrase(String, [String: MustacheValue] = [:])
  /// A sentence of the findings, in the words of the language.
  case statement(Statement)
  /// One after another.
  case joined([MustacheValue], separator: String = ", ")
  case list([MustacheValue])
  case object([String: MustacheValue])

  package static func string(_ string: String) -> MustacheValue { .text(EvidenceText(string)) }
  package static func number(_ value: Int) -> MustacheValue { .number(Int64(value)) }

  /// False, an empty list and an empty text do not open a section.
  var opensSection: Bool {
    switch self {
    case .bool(let flag): flag
    case .list(let elements): !elements.isEmpty
    case .text(let text): !text.isEmpty
    case .markup(let markup): !markup.isEmpty
    case .number(let number): number != 0
    case .joined(let parts, _): !parts.isEmpty
    case .object, .time, .phrase, .statement: true
    }
  }
}

/// A template that cannot be used: which, where, and why.
package enum MustacheProblem: Error, Equatable, Sendable {
  case unclosedTag(template: String, line: Int)
  case unclosedSection(template: String, name: String, line: Int)
  case strayClose(template: String, name: String, line: Int)
  case badDelimiters(template: String, line: Int)
  case missingPartial(template: String, name: String)
  case tooDeep(template: String)
  /// The language has no such sentence.
  case missingPhrase(template: String, key: String)
  /// The number that a sentence goes by is not there.
  case missingNumber(key: String, number: String)
  /// A sentence with a raw tag, a partial, a parent or a block.
  case markupInPhrase(key: String)
}
