import CaseModel

/// A sentence of a language: Mustache without markup, in one form or by the number it is about.
package enum MustachePhrase: Equatable, Sendable {
  case plain(String)
  /// `by` is the path of a number; `one` and `other` are its plural forms (Unicode CLDR).
  case counted(by: String, one: String, other: String)

  /// Each form with its name.
  package var forms: [(name: String, text: String)] {
    switch self {
    case .plain(let text): [("", text)]
    case .counted(_, let one, let other): [("one", one), ("other", other)]
    }
  }
}

/// How a time is written: its day, with the time of day, or with the time of day and `UTC`.
package enum TimeForm: Sendable {
  case date, time, moment
}

/// What `{{t.key}}` prints, and how numbers and times are written.
package struct MustacheLanguage: Sendable {
  package var phrases: [String: MustachePhrase]
  /// By English sentence of the findings; what is not there is printed in English.
  package var said: [String: String] = [:]
  package var number: @Sendable (Int64) -> String
  package var time: @Sendable (UTCTime, TimeForm) -> String
  /// Whether a number takes the form `one`.
  package var isOne: @Sendable (Int64) -> Bool

  package init(
    phrases: [String: MustachePhrase], number: @escaping @Sendable (Int64) -> String,
    time: @escaping @Sendable (UTCTime, TimeForm) -> String,
    isOne: @escaping @Sendable (Int64) -> Bool
  ) {
    self.phrases = phrases
    self.number = number
    self.time = time
    self.isOne = isOne
  }

  /// No sentence; numbers as digits, times as ISO 8601.
  package static let none = MustacheLanguage(
    phrases: [:], number: { String($0) }, time: { time, _ in time.iso }, isOne: { $0 == 1 })
}

/// The sentences of a language, parsed for one kind of output: their text is escaped like any other.
struct ParsedPhrases: Sendable {
  enum Parsed: Sendable {
    case plain([MustacheNode])
    case counted(by: [String], one: [MustacheNode], other: [MustacheNode])
  }

  private let parsed: [String: Parsed]

  init(_ phrases: [String: MustachePhrase], escape: (EvidenceText) -> String)
    throws(MustacheProblem)
  {
    var parsed: [String: Parsed] = [:]
    for (key, phrase) in phrases {
      func nodes(_ text: String) throws(MustacheProblem) -> [MustacheNode] {
        try ParsedPhrases.inLine(try MustacheParser.parse(text, template: key), key, escape)
      }
      switch phrase {
      case .plain(let text): parsed[key] = .plain(try nodes(text))
      case .counted(let by, let one, let other):
        parsed[key] = .counted(
          by: by.split(separator: ".").map(String.init), one: try nodes(one),
          other: try nodes(other))
      }
    }
    self.parsed = parsed
  }

  subscript(key: String) -> Parsed? { parsed[key] }

  /// Without line starts; only text, plain variables and sections.
  private static func inLine(
    _ nodes: [MustacheNode], _ key: String, _ escape: (EvidenceText) -> String
  ) throws(MustacheProblem) -> [MustacheNode] {
    var result: [MustacheNode] = []
    for node in nodes {
      switch node {
      case .lineStart(let blanks): if !blanks.isEmpty { result.append(.text(blanks)) }
      case .text(let text): result.append(.text(escape(EvidenceText(text))))
      case .variable(let path, raw: false): result.append(.variable(path, raw: false))
      case .section(let path, let inner):
        result.append(.section(path, try inLine(inner, key, escape)))
      case .inverted(let path, let inner):
        result.append(.inverted(path, try inLine(inner, key, escape)))
      default: throw .markupInPhrase(key: key)
      }
    }
    return result
  }
}
