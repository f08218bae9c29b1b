import CaseModel

/// What a template is filled with.
package enum MustacheValue: Sendable {
  /// Escaped for the output kind when it is printed.
  case text(EvidenceText)
  /// Made for the output kind already: printed as it is, and only by a raw tag.
  case markup(String)
  case bool(Bool)
  case list([MustacheValue])
  case object([String: MustacheValue])

  package static func string(_ string: String) -> MustacheValue { .text(EvidenceText(string)) }
  package static func count(_ value: some BinaryInteger) -> MustacheValue { .string(String(value)) }

  /// False, an empty list and an empty text do not open a section.
  var opensSection: Bool {
    switch self {
    case .bool(let flag): flag
    case .list(let elements): !elements.isEmpty
    case .text(let text): !text.isEmpty
    case .markup(let markup): !markup.isEmpty
    case .object: true
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
}
