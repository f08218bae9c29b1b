import CaseModel

/// A set of templates that know each other as partials and parents, for one kind of output.
///
/// Mustache with sections, inverted sections, comments, partials, set delimiters and inheritance;
/// `{{t.key}}` prints a sentence of the language, which sees the values where the tag stands. A name
/// stands for a value of the innermost context, and `{{../name}}` for one of the context around it
/// (`MustachePath`); one that stands for nothing is an error.
package struct MustacheTemplates {
  private(set) var parsed: [String: [MustacheNode]]
  /// Makes text safe where a plain tag prints it.
  private let escape: (EvidenceText) -> String
  /// False: a raw tag prints markup as it is, and escapes text all the same.
  private let rawTextAllowed: Bool
  /// True: a partial or parent that is not there is an error, not nothing.
  private let partialsRequired: Bool
  /// True, as Mustache has it: a name that the innermost context lacks is one of a context around it,
  /// or nothing.
  private let namesClimb: Bool
  private let language: MustacheLanguage
  private(set) var sentences: ParsedSentences

  package init(
    _ sources: [String: String], language: MustacheLanguage = .none, rawTextAllowed: Bool = false,
    partialsRequired: Bool = true, namesClimb: Bool = false,
    escape: @escaping (EvidenceText) -> String
  ) throws(MustacheProblem) {
    var parsed: [String: [MustacheNode]] = [:]
    for (name, source) in sources {
      parsed[name] = try MustacheParser.parse(source, template: name)
    }
    self.parsed = parsed
    self.escape = escape
    self.rawTextAllowed = rawTextAllowed
    self.partialsRequired = partialsRequired
    self.namesClimb = namesClimb
    self.language = language
    sentences = try ParsedSentences(language.sentences, escape: escape)
  }

  /// The same with another text of one template: for tests that misspell one name at a time.
  func with(
    _ source: String, as name: String
  ) throws(MustacheProblem) -> MustacheTemplates {
    var templates = self
    templates.parsed[name] = try MustacheParser.parse(source, template: name)
    return templates
  }

  /// The same with another sentence.
  func with(
    _ sentence: Sentence, as key: SentenceKey
  ) throws(MustacheProblem) -> MustacheTemplates {
    var templates = self
    try templates.sentences.set(sentence, key, escape)
    return templates
  }

  package func render(_ name: String, _ value: MustacheValue) throws(MustacheProblem) -> String {
    guard let nodes = parsed[name] else {
      throw .missingPartial(template: name, name: name, line: 1)
    }
    var output = Output()
    var frame = Frame(template: name, contexts: [value])
    try print(nodes, &frame, &output)
    return output.text
  }

  // MARK: - Printing

  private struct Output {
    var text = ""
    /// The output stands at the start of a line of the template, its indentation not printed yet.
    var atLineStart = true
    /// Sentences that stand in English, which the findings say again and again.
    var english: [SentenceKey: ParsedSentences.Parsed] = [:]
  }

  private struct Frame {
    var template: String
    var contexts: [MustacheValue]
    /// Overrides of blocks, the outermost template's first.
    var overrides: [[String: MustacheBlock]] = []
    /// Goes before each line.
    var prefix = ""
    /// Blanks that each line loses.
    var dropped = 0
    var depth = 0
  }

  private func print(_ nodes: [MustacheNode], _ frame: inout Frame, _ output: inout Output)
    throws(MustacheProblem)
  {
    if frame.depth > 64 { throw .tooDeep(template: frame.template) }
    var pending: String?
    for node in nodes {
      if case .lineStart(let blanks) = node {
        // In the middle of a line, what goes before each line stands there already.
        let own = String(blanks.dropFirst(frame.dropped))
        pending = output.atLineStart ? frame.prefix + own : own
        continue
      }
      if let blanks = pending {
        pending = nil
        if case .text(let text) = node, text.first == "\n" || text.first == "\r\n" {
          // An empty line stays empty.
        } else if !blanks.isEmpty || output.atLineStart {
          output.text += blanks
          output.atLineStart = false
        }
      }
      try print(node, &frame, &output)
    }
    if let blanks = pending, !blanks.isEmpty {
      output.text += blanks
      output.atLineStart = false
    }
  }

  private func print(_ node: MustacheNode, _ frame: inout Frame, _ output: inout Output)
    throws(MustacheProblem)
  {
    switch node {
    case .lineStart: break
    case .text(let text):
      output.text += text
      if !text.isEmpty { output.atLineStart = text.utf8.last == 0x0A }
    case .variable(let path, let raw):
      if let key = path.sentence, !language.sentences.isEmpty {
        try print(.name(key), path, frame, &output)
      } else if let value = try value(path, frame.contexts) {
        try print(value, raw: raw, path, frame, &output)
      }
      output.atLineStart = false
    case .section(let path, let inner):
      guard let value = try value(path, frame.contexts), value.opensSection else { return }
      try print(section: value, inner, &frame, &output)
    case .inverted(let path, let inner):
      if try value(path, frame.contexts)?.opensSection ?? false { return }
      try print(inner, &frame, &output)
    case .partial(let name, let indentation):
      try enter(name, indentation, [:], frame, &output)
    case .parent(let name, let blocks, let indentation):
      try enter(name, indentation, blocks, frame, &output)
    case .block(let name, let block):
      let override = frame.overrides.lazy.compactMap { $0[name] }.first ?? block
      var inner = frame
      inner.prefix += block.indentation.dropFirst(frame.dropped)
      inner.dropped = override.intrinsic
      inner.depth += 1
      try print(override.nodes, &inner, &output)
    }
  }

  private func print(
    section value: MustacheValue, _ inner: [MustacheNode], _ frame: inout Frame,
    _ output: inout Output
  ) throws(MustacheProblem) {
    let elements: [MustacheValue]
    switch value {
    case .list(let list): elements = list
    case .object: elements = [value]
    default:
      if !namesClimb { return try print(inner, &frame, &output) }
      elements = [value]
    }
    for element in elements {
      frame.contexts.append(element)
      try print(inner, &frame, &output)
      frame.contexts.removeLast()
    }
  }

  private func enter(
    _ path: MustachePath, _ indentation: String, _ blocks: [String: MustacheBlock], _ frame: Frame,
    _ output: inout Output
  ) throws(MustacheProblem) {
    guard let nodes = parsed[path.text] else {
      if !partialsRequired { return }
      throw .missingPartial(template: path.template, name: path.text, line: path.line)
    }
    var inner = frame
    inner.template = path.text
    inner.prefix += indentation.dropFirst(frame.dropped)
    inner.dropped = 0
    inner.depth += 1
    if blocks.isEmpty {
      // A partial sees no overrides but those of the parents around it.
    } else {
      inner.overrides.append(blocks)
    }
    try print(nodes, &inner, &output)
  }

  private func print(
    _ value: MustacheValue, raw: Bool, _ path: MustachePath, _ frame: Frame,
    _ output: inout Output
  ) throws(MustacheProblem) {
    switch value {
    case .text(let text): output.text += raw && rawTextAllowed ? text.string : escape(text)
    case .markup(let markup): output.text += raw ? markup : escape(EvidenceText(markup))
    case .bool(let flag): output.text += flag ? "true" : "false"
    case .number(let number): output.text += escape(EvidenceText(language.number(number)))
    case .time(let time, let form): output.text += escape(EvidenceText(language.time(time, form)))
    case .sentence(let key, let values):
      var inner = frame
      inner.contexts = [.object(values)]
      try print(key, path, inner, &output)
    case .joined(let parts, let separator):
      for (index, part) in parts.enumerated() {
        if index > 0 { output.text += escape(EvidenceText(separator)) }
        try print(part, raw: false, path, frame, &output)
      }
    case .statement(let statement):
      try print(statement.sentence, raw: false, path, frame, &output)
    case .nothing: break
    case .list, .object:
      if !namesClimb { throw .notPrinted(path) }
    }
  }

  /// A sentence of the language, with what the innermost context has.
  private func print(
    _ key: SentenceKey, _ path: MustachePath, _ frame: Frame, _ output: inout Output
  ) throws(MustacheProblem) {
    var inner = frame
    inner.depth += 1
    switch try sentence(key, path, &output) {
    case .plain(let nodes): try print(nodes, &inner, &output)
    case .counted(let by, let one, let other):
      guard case .number(let number)? = try value(by, inner.contexts) else {
        throw .notNumber(key: key.text, name: by.text)
      }
      try print(language.isOne(number) ? one : other, &inner, &output)
    }
  }

  private func sentence(
    _ key: SentenceKey, _ path: MustachePath, _ output: inout Output
  ) throws(MustacheProblem) -> ParsedSentences.Parsed {
    if let sentence = sentences[key] ?? output.english[key] { return sentence }
    guard case .english(let text) = key else {
      throw .missingSentence(template: path.template, key: key.text, line: path.line)
    }
    let sentence = ParsedSentences.Parsed.plain(ParsedSentences.places(text, key, escape))
    output.english[key] = sentence
    return sentence
  }

  // MARK: - Names

  private func value(
    _ path: MustachePath, _ contexts: [MustacheValue]
  ) throws(MustacheProblem) -> MustacheValue? {
    if namesClimb { return climbing(path, contexts) }
    guard path.levels < contexts.count else { throw .noOuter(path) }
    var value = contexts[contexts.count - 1 - path.levels]
    for step in path.steps {
      if case .nothing = value { return .nothing }
      guard case .object(let members) = value, let next = members[step] else {
        throw .unknownName(path, near: [], outer: nil)
      }
      value = next
    }
    return value
  }

  private func climbing(_ path: MustachePath, _ contexts: [MustacheValue]) -> MustacheValue? {
    guard let first = path.steps.first else { return contexts.last }
    for context in contexts.reversed() {
      guard case .object(let members) = context, var value = members[first] else { continue }
      for name in path.steps.dropFirst() {
        guard case .object(let inner) = value, let next = inner[name] else { return nil }
        value = next
      }
      return value
    }
    return nil
  }
}

extension Statement {
  /// Its English is its key; its values stand in the places of their numbers.
  fileprivate var sentence: MustacheValue {
    var places: [String: MustacheValue] = [:]
    for (place, value) in values.enumerated() {
      places[String(place)] =
        switch value {
        case .text(let text): .string(text)
        case .number(let number): .number(number)
        case .time(let time): .time(time, .moment)
        case .date(let time): .time(time, .date)
        case .statement(let inner): .statement(inner)
        case .list(let statements): .joined(statements.map { .statement($0) })
        }
    }
    return .sentence(.english(pattern), places)
  }
}
