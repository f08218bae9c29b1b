import CaseModel

/// A set of templates that know each other as partials and parents, for one kind of output.
///
/// Mustache with sections, inverted sections, comments, partials, set delimiters and inheritance.
package struct MustacheTemplates {
  private let parsed: [String: [MustacheNode]]
  /// Makes text safe where a plain tag prints it.
  private let escape: (EvidenceText) -> String
  /// False: a raw tag prints markup as it is, and escapes text all the same.
  private let rawTextAllowed: Bool
  /// True: a partial or parent that is not there is an error, not nothing.
  private let partialsRequired: Bool

  package init(
    _ sources: [String: String], rawTextAllowed: Bool = false, partialsRequired: Bool = true,
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
      output.text += printed(value(path, frame.contexts), raw: raw)
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

  private func printed(_ value: MustacheValue?, raw: Bool) -> String {
    switch value {
    case .text(let text): raw && rawTextAllowed ? text.string : escape(text)
    case .markup(let markup): raw ? markup : escape(EvidenceText(markup))
    case .bool(let flag): flag ? "true" : "false"
    case .list, .object, nil: ""
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
