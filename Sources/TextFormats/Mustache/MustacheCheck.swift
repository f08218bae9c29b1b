/// Holds templates and sentences against the names that there are, without a case: what is wrong is
/// found whether or not a case would show it.
struct MustacheCheck {
  private let templates: MustacheTemplates
  private(set) var problems: [MustacheProblem] = []
  /// Sentences that templates name.
  private(set) var reached: Set<String> = []
  /// Templates and sentences that are being read, and how many contexts stood around each.
  private var open: [(name: String, contexts: Int)] = []

  init(_ templates: MustacheTemplates) { self.templates = templates }

  /// - Parameter shape: what the template is filled with.
  mutating func check(_ template: String, _ shape: MustacheShape) {
    guard let nodes = templates.parsed[template] else {
      return note(.missingPartial(template: template, name: template, line: 1))
    }
    check(nodes, in: template, [shape], [])
  }

  /// A sentence that a value says, with what it sees.
  mutating func check(sentence key: String, _ shape: MustacheShape) {
    guard let sentence = templates.sentences[.name(key)] else {
      return note(.missingSentence(template: key, key: key, line: 1))
    }
    check(sentence, key, [shape])
  }

  private mutating func note(_ problem: MustacheProblem) {
    if !problems.contains(problem) { problems.append(problem) }
  }

  // MARK: - Nodes

  private typealias Overrides = [[String: MustacheBlock]]

  /// - Parameter name: what the nodes are of, which must not be inside itself.
  private mutating func check(
    _ nodes: [MustacheNode], in name: String, _ contexts: [MustacheShape], _ overrides: Overrides
  ) {
    if open.contains(where: { $0 == (name, contexts.count) }) {
      return note(.tooDeep(template: name))
    }
    open.append((name, contexts.count))
    for node in nodes { check(node, contexts, overrides) }
    open.removeLast()
  }

  private mutating func check(
    _ node: MustacheNode, _ contexts: [MustacheShape], _ overrides: Overrides
  ) {
    switch node {
    case .text, .lineStart: break
    case .variable(let path, _): check(printed: path, contexts)
    case .section(let path, let inner):
      guard let shape = shape(path, contexts) else { return }
      let own = shape.context.map { contexts + [$0] } ?? contexts
      for node in inner { check(node, own, overrides) }
    case .inverted(let path, let inner):
      guard shape(path, contexts) != nil else { return }
      for node in inner { check(node, contexts, overrides) }
    case .partial(let path, _): enter(path, contexts, overrides)
    case .parent(let path, let blocks, _): enter(path, contexts, overrides + [blocks])
    case .block(let name, let block):
      let override = overrides.lazy.compactMap { $0[name] }.first ?? block
      for node in override.nodes { check(node, contexts, overrides) }
    }
  }

  private mutating func enter(
    _ path: MustachePath, _ contexts: [MustacheShape], _ overrides: Overrides
  ) {
    guard let nodes = templates.parsed[path.text] else {
      return note(
        .missingPartial(template: path.template, name: path.text, line: path.line))
    }
    check(nodes, in: path.text, contexts, overrides)
  }

  private mutating func check(printed path: MustachePath, _ contexts: [MustacheShape]) {
    guard let key = path.sentence else {
      if let shape = shape(path, contexts), !shape.isPrinted { note(.notPrinted(path)) }
      return
    }
    guard let sentence = templates.sentences[.name(key)] else {
      return note(.missingSentence(template: path.template, key: key, line: path.line))
    }
    reached.insert(key)
    check(sentence, key, contexts)
  }

  private mutating func check(
    _ sentence: ParsedSentences.Parsed, _ key: String, _ contexts: [MustacheShape]
  ) {
    // No template has such a name.
    let name = "t.\(key)"
    switch sentence {
    case .plain(let nodes) where nodes.allSatisfy(\.isText): break
    case .plain(let nodes): check(nodes, in: name, contexts, [])
    case .counted(let by, let one, let other):
      if let shape = shape(by, contexts), shape != .number {
        note(.notNumber(key: key, name: by.text))
      }
      check(one, in: name, contexts, [])
      check(other, in: name, contexts, [])
    }
  }

  // MARK: - Names

  /// What a name stands for; notes where it is nothing.
  private mutating func shape(
    _ path: MustachePath, _ contexts: [MustacheShape]
  ) -> MustacheShape? {
    guard path.levels < contexts.count else {
      note(.noOuter(path))
      return nil
    }
    let outermost = contexts.count - 1 - path.levels
    var shape = contexts[outermost]
    for (index, step) in path.steps.enumerated() {
      guard let next = shape[step] else {
        let before = path.steps[..<index].map { $0 + "." }.joined()
        let near = shape.names(near: step).map { before + $0 }
        let outer = contexts[..<outermost].lastIndex { $0.holds(path.steps) }
        note(
          .unknownName(
            path, near: near,
            outer: outer.map {
              String(repeating: "../", count: contexts.count - 1 - $0)
                + path.steps.joined(separator: ".")
            }))
        return nil
      }
      shape = next
    }
    return shape
  }
}

extension MustacheShape {
  fileprivate func holds(_ steps: [String]) -> Bool {
    steps.reduce(Optional(self)) { $0?[$1] } != nil
  }

  /// The closest names that there are.
  fileprivate func names(near name: String) -> [String] {
    guard case .object(let members) = self else { return [] }
    let ranked = members.keys.map { (editDistance(name, $0), $0) }.sorted { $0 < $1 }
    return ranked.prefix(3).filter { $0.0 <= ranked[0].0 + 1 }.map(\.1)
  }
}

extension MustacheTemplates {
  /// What is wrong with templates as far as names go, each problem once.
  ///
  /// - Parameters:
  ///   - templates: those that are printed by themselves, and what each is filled with.
  ///   - said: sentences of values, and what each sees.
  package func check(
    _ templates: [(name: String, shape: MustacheShape)],
    said: [(name: String, shape: MustacheShape)] = []
  ) -> (problems: [MustacheProblem], reached: Set<String>) {
    var check = MustacheCheck(self)
    for (name, shape) in templates { check.check(name, shape) }
    for (name, shape) in said { check.check(sentence: name, shape) }
    return (check.problems, check.reached)
  }
}
