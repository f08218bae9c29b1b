import CaseModel

/// A set of templates that know each other as partials and parents, for one kind of output.
///
/// Mustache with sections, inverted sections, comments, partials, set delimiters and inheritance;
/// `{{t.key}}` prints a sentence of the language, which sees the values where the tag stands.
package struct MustacheTemplates {
  private let parsed: [String: [MustacheNode]]
  /// Makes text safe where a plain tag prints it.
  private let escape: (EvidenceText) -> String
  /// False: a raw tag prints markup as it is, and escapes text all the same.
  private let rawTextAllowed: Bool
  /// True: a partial or parent that is not there is an error, not nothing.
  private let partialsRequired: Bool
  private let language: MustacheLanguage
  private let phrases: ParsedPhrases

  package init(
    _ sources: [String: String], language: MustacheLanguage = .none, rawTextAllowed: Bool = false,
    partialsRequired: Bool = true, escape: @escaping (EvidenceText) -> String
  ) throws(MustacheProblem) {
    var parsed: [String: [MustacheNode]] = [:]
    for (name, source) in sources {
      parsed[name] = try MustacheParser.parse(source, template: name)
    }
    self.parsed = parsed
    self.escape = escape
    self.rawTextAllowed = rawTextAllowed
    self.partialsRequired = partialsRequired
    self.language = language
    phrases = try ParsedPhrases(language.phrases, escape: escape)
  }

  package func render(_ name: String, _ value: MustacheValue) throws(MustacheProblem) -> String {
    guard let nodes = parsed[name] else {
      throw .missingPartial(template: name, name: name)
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
      if path.count > 1, path[0] == "t", !language.phrases.isEmpty {
        try print(phrase: path.dropFirst().joined(separator: "."), [:], frame, &output)
      } else if let value = value(path, frame.contexts) {
        try print(value, raw: raw, frame, &output)
      }
      output.atLineStart = false
    case .section(let path, let inner):
      guard let value = value(path, frame.contexts), value.opensSection else { return }
      let elements: [MustacheValue]
      if case .list(let list) = value { elements = list } else { elements = [value] }
      for element in elements {
        frame.contexts.append(element)
        try print(inner, &frame, &output)
        frame.contexts.removeLast()
      }
    case .inverted(let path, let inner):
      if value(path, frame.contexts)?.opensSection ?? false { return }
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

  private func enter(
    _ name: String, _ indentation: String, _ blocks: [String: MustacheBlock], _ frame: Frame,
    _ output: inout Output
  ) throws(MustacheProblem) {
    guard let nodes = parsed[name] else {
      if partialsRequired { throw .missingPartial(template: frame.template, name: name) }
      return
    }
    var inner = frame
    inner.template = name
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
    _ value: MustacheValue, raw: Bool, _ frame: Frame, _ output: inout Output
  ) throws(MustacheProblem) {
    switch value {
    case .text(let text): output.text += raw && rawTextAllowed ? text.string : escape(text)
    case .markup(let markup): output.text += raw ? markup : escape(EvidenceText(markup))
    case .bool(let flag): output.text += flag ? "true" : "false"
    case .number(let number): output.text += escape(EvidenceText(language.number(number)))
    case .time(let time, let form): output.text += escape(EvidenceText(language.time(time, form)))
    case .phrase(let key, let values): try print(phrase: key, values, frame, &output)
    case .joined(let parts, let separator):
      for (index, part) in parts.enumerated() {
        if index > 0 { output.text += escape(EvidenceText(separator)) }
        try print(part, raw: false, frame, &output)
      }
    case .statement(let statement): try print(statement, frame, &output)
    case .list, .object: break
    }
  }

  private func print(
    _ statement: Statement, _ frame: Frame, _ output: inout Output
  ) throws(MustacheProblem) {
    let pattern = language.said[statement.pattern] ?? statement.pattern
    for piece in Statement.pieces(pattern) {
      output.text += escape(EvidenceText(piece.text))
      guard let place = piece.value, statement.values.indices.contains(place) else { continue }
      let value: MustacheValue
      switch statement.values[place] {
      case .text(let text): value = .string(text)
      case .number(let number): value = .number(number)
      case .time(let time): value = .time(time, .moment)
      case .date(let time): value = .time(time, .date)
      case .statement(let inner): value = .statement(inner)
      case .list(let statements): value = .joined(statements.map { .statement($0) })
      }
      try print(value, raw: false, frame, &output)
    }
  }

  private func print(
    phrase key: String, _ values: [String: MustacheValue], _ frame: Frame, _ output: inout Output
  ) throws(MustacheProblem) {
    guard let phrase = phrases[key] else {
      throw .missingPhrase(template: frame.template, key: key)
    }
    var inner = frame
    inner.depth += 1
    if !values.isEmpty { inner.contexts.append(.object(values)) }
    switch phrase {
    case .plain(let nodes): try print(nodes, &inner, &output)
    case .counted(let by, let one, let other):
      guard case .number(let number)? = value(by, inner.contexts) else {
        throw .missingNumber(key: key, number: by.joined(separator: "."))
      }
      try print(language.isOne(number) ? one : other, &inner, &output)
    }
  }

  // MARK: - Names

  private func value(_ path: [String], _ contexts: [MustacheValue]) -> MustacheValue? {
    if path == ["."] { return contexts.last }
    guard let first = path.first else { return nil }
    for context in contexts.reversed() {
      guard case .object(let members) = context, var value = members[first] else { continue }
      for name in path.dropFirst() {
        guard case .object(let inner) = value, let next = inner[name] else { return nil }
        value = next
      }
      return value
    }
    return nil
  }
}
