import CaseModel

/// The sentences of a language, parsed for one kind of output: their text is escaped like any other.
struct ParsedSentences: Sendable {
  enum Parsed: Sendable {
    case plain([MustacheNode])
    case counted(by: MustachePath, one: [MustacheNode], other: [MustacheNode])
  }

  private var parsed: [SentenceKey: Parsed] = [:]

  init(
    _ sentences: [SentenceKey: Sentence], escape: (EvidenceText) -> String
  ) throws(MustacheProblem) {
    parsed.reserveCapacity(sentences.count)
    for (key, sentence) in sentences { try set(sentence, key, escape) }
  }

  mutating func set(
    _ sentence: Sentence, _ key: SentenceKey, _ escape: (EvidenceText) -> String
  ) throws(MustacheProblem) {
    parsed[key] = try ParsedSentences.parse(sentence, key, escape)
  }

  /// What the language has under a key.
  subscript(key: SentenceKey) -> Parsed? { parsed[key] }

  private static func parse(
    _ sentence: Sentence, _ key: SentenceKey, _ escape: (EvidenceText) -> String
  ) throws(MustacheProblem) -> Parsed {
    switch sentence {
    case .plain(let text): return .plain(try nodes(text, key, escape))
    case .counted(let by, let one, let other):
      return .counted(
        by: MustachePath(by, template: key.text, line: 1), one: try nodes(one, key, escape),
        other: try nodes(other, key, escape))
    }
  }

  private static func nodes(
    _ text: String, _ key: SentenceKey, _ escape: (EvidenceText) -> String
  ) throws(MustacheProblem) -> [MustacheNode] {
    if case .english = key { return places(text, key, escape) }
    return try inLine(try MustacheParser.parse(text, template: key.text), key, escape)
  }

  /// Places in one brace.
  static func places(
    _ text: String, _ key: SentenceKey, _ escape: (EvidenceText) -> String
  ) -> [MustacheNode] {
    var nodes: [MustacheNode] = []
    for piece in Statement.pieces(text) {
      if !piece.text.isEmpty { nodes.append(.text(escape(EvidenceText(piece.text)))) }
      guard let place = piece.place else { continue }
      nodes.append(.variable(MustachePath(place, template: key.text, line: 1), raw: false))
    }
    return nodes
  }

  /// Without line starts; only text, plain variables and sections.
  private static func inLine(
    _ nodes: [MustacheNode], _ key: SentenceKey, _ escape: (EvidenceText) -> String
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
      default: throw .markupInSentence(key: key.text)
      }
    }
    return result
  }
}
