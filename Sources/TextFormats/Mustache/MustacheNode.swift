/// A parsed template: what is printed, in order.
indirect enum MustacheNode: Sendable {
  case text(String)
  /// The start of a line of the template with its own indentation; a partial's goes in front.
  case lineStart(String)
  case variable(MustachePath, raw: Bool)
  case section(MustachePath, [MustacheNode])
  case inverted(MustachePath, [MustacheNode])
  /// `indentation` is that of a tag that stands alone on its line.
  case partial(MustachePath, indentation: String)
  case parent(MustachePath, blocks: [String: MustacheBlock], indentation: String)
  case block(String, MustacheBlock)
}

extension MustacheNode {
  /// It names nothing.
  var isText: Bool {
    switch self {
    case .text, .lineStart: true
    default: false
    }
  }
}

/// The content of `{{$name}}…{{/name}}`: a default, or what overrides one.
struct MustacheBlock: Sendable {
  var nodes: [MustacheNode]
  /// What each line of an override gets in front where this block stands.
  var indentation: String
  /// Blanks that each line of `nodes` loses before: their own indentation.
  var intrinsic: Int
}

/// Builds nodes from tokens, line by line: a line of nothing but tags leaves no blank line behind.
struct MustacheParser {
  private struct Piece {
    var token: MustacheToken
    var indentation = ""
    var standsAlone = false
    var isLineStart = false
  }

  private let template: String
  private var pieces: [Piece] = []
  private var position = 0

  static func parse(_ source: String, template: String) throws(MustacheProblem) -> [MustacheNode] {
    var tokenizer = MustacheTokenizer(source, template: template)
    var parser = MustacheParser(template: template)
    parser.layOut(try tokenizer.tokens())
    return try parser.nodes(until: nil)
  }

  private init(template: String) { self.template = template }

  // MARK: - Lines

  private mutating func layOut(_ tokens: [MustacheToken]) {
    var line: [MustacheToken] = []
    for token in tokens {
      guard token.kind == .text else {
        line.append(token)
        continue
      }
      var number = token.line
      var rest = token.content.utf8[...]
      while let end = rest.firstIndex(of: 0x0A) {
        let part = String(Substring(rest[...end]))
        line.append(MustacheToken(kind: .text, content: part, line: number))
        finish(line)
        line = []
        number += 1
        rest = rest[rest.index(after: end)...]
      }
      if !rest.isEmpty {
        line.append(MustacheToken(kind: .text, content: String(Substring(rest)), line: number))
      }
    }
    finish(line)
  }

  private mutating func finish(_ line: [MustacheToken]) {
    guard let first = line.first else { return }
    let tags = line.filter { $0.kind != .text }
    let texts = line.filter { $0.kind == .text }
    let blanks = first.kind == .text ? String(first.content.prefix { $0 == " " || $0 == "\t" }) : ""
    let alone =
      !tags.isEmpty && tags.allSatisfy { $0.kind != .variable && $0.kind != .raw }
      && texts.allSatisfy { $0.content.allSatisfy(\.isWhitespace) }
    guard alone else {
      let start = MustacheToken(kind: .text, content: blanks, line: first.line)
      pieces.append(Piece(token: start, isLineStart: true))
      for (index, token) in line.enumerated() {
        var token = token
        if index == 0, token.kind == .text { token.content.removeFirst(blanks.count) }
        if !(token.kind == .text && token.content.isEmpty) { pieces.append(Piece(token: token)) }
      }
      return
    }
    for tag in tags { pieces.append(Piece(token: tag, indentation: blanks, standsAlone: true)) }
    // A block that opens and closes on a line of its own stands for that line: its end stays.
    if tags.count == 2, tags[0].kind == .block, tags[1].kind == .close,
      let last = texts.last, last.content.hasSuffix("\n")
    {
      let end = last.content.hasSuffix("\r\n") ? "\r\n" : "\n"
      pieces.append(Piece(token: MustacheToken(kind: .text, content: end, line: last.line)))
    }
  }

  // MARK: - Nesting

  private mutating func nodes(until opening: MustacheToken?) throws(MustacheProblem)
    -> [MustacheNode]
  {
    var result: [MustacheNode] = []
    while position < pieces.count {
      let piece = pieces[position]
      let token = piece.token
      position += 1
      func path() -> MustachePath {
        MustachePath(token.content, template: template, line: token.line)
      }
      switch token.kind {
      case .text:
        result.append(piece.isLineStart ? .lineStart(token.content) : .text(token.content))
      case .variable: result.append(.variable(path(), raw: false))
      case .raw: result.append(.variable(path(), raw: true))
      case .comment, .delimiters: break
      case .section: result.append(.section(path(), try nodes(until: token)))
      case .inverted: result.append(.inverted(path(), try nodes(until: token)))
      case .partial:
        let indentation = piece.standsAlone ? piece.indentation : ""
        result.append(.partial(path(), indentation: indentation))
      case .parent:
        var blocks: [String: MustacheBlock] = [:]
        for case .block(let name, let block) in try nodes(until: token) { blocks[name] = block }
        let indentation = piece.standsAlone ? piece.indentation : ""
        result.append(.parent(path(), blocks: blocks, indentation: indentation))
      case .block:
        let content = try nodes(until: token)
        result.append(.block(token.content, MustacheParser.block(content, piece)))
      case .close:
        guard let opening, opening.content == token.content else {
          throw .strayClose(template: template, name: token.content, line: token.line)
        }
        return result
      }
    }
    if let opening {
      throw .unclosedSection(template: template, name: opening.content, line: opening.line)
    }
    return result
  }

  private static func block(_ nodes: [MustacheNode], _ piece: Piece) -> MustacheBlock {
    guard piece.standsAlone else {
      return MustacheBlock(nodes: nodes, indentation: "", intrinsic: 0)
    }
    guard let own = firstIndentation(nodes) else {
      return MustacheBlock(nodes: nodes, indentation: piece.indentation, intrinsic: 0)
    }
    return MustacheBlock(nodes: nodes, indentation: own, intrinsic: own.count)
  }

  private static func firstIndentation(_ nodes: [MustacheNode]) -> String? {
    for node in nodes {
      switch node {
      case .lineStart(let blanks): return blanks
      case .section(_, let inner), .inverted(_, let inner):
        if let blanks = firstIndentation(inner) { return blanks }
      case .block(_, let block): return block.indentation
      case .partial(_, let indentation), .parent(_, _, let indentation): return indentation
      default: break
      }
    }
    return nil
  }
}
