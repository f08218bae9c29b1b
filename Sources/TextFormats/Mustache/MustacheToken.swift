/// A tag of a template, or the text between two tags.
struct MustacheToken {
  enum Kind: Equatable {
    case text
    case variable, raw
    case section, inverted, close
    case comment, delimiters
    case partial, parent, block
  }

  var kind: Kind
  /// The name in the tag, or the text.
  var content: String
  /// From 1, in the template.
  var line: Int
}

/// Cuts a template into tags and text (mustache(5)), following changes of the delimiters.
struct MustacheTokenizer {
  let template: String
  private var rest: Substring
  private var line = 1
  private var open = "{{"
  private var close = "}}"

  init(_ source: String, template: String) {
    self.template = template
    rest = source[...]
  }

  mutating func tokens() throws(MustacheProblem) -> [MustacheToken] {
    var result: [MustacheToken] = []
    while !rest.isEmpty {
      guard let start = rest.firstRange(of: open) else {
        result.append(text(rest))
        break
      }
      if start.lowerBound > rest.startIndex { result.append(text(rest[..<start.lowerBound])) }
      rest = rest[start.upperBound...]
      result.append(try tag())
    }
    return result
  }

  private mutating func text(_ text: Substring) -> MustacheToken {
    let token = MustacheToken(kind: .text, content: String(text), line: line)
    line += text.utf8.count { $0 == 0x0A }
    return token
  }

  private mutating func tag() throws(MustacheProblem) -> MustacheToken {
    let start = line
    let triple = open == "{{" && rest.first == "{"
    guard let end = rest.firstRange(of: triple ? "}}}" : close) else {
      throw .unclosedTag(template: template, line: start)
    }
    let inside = rest[..<end.lowerBound]
    rest = rest[end.upperBound...]
    line += inside.utf8.count { $0 == 0x0A }
    if triple { return token(.raw, inside.dropFirst(), start) }
    switch inside.first {
    case "!": return token(.comment, "", start)
    case "=":
      try setDelimiters(String(inside), line: start)
      return token(.delimiters, "", start)
    case "#": return token(.section, inside.dropFirst(), start)
    case "^": return token(.inverted, inside.dropFirst(), start)
    case "/": return token(.close, inside.dropFirst(), start)
    case ">": return token(.partial, inside.dropFirst(), start)
    case "<": return token(.parent, inside.dropFirst(), start)
    case "$": return token(.block, inside.dropFirst(), start)
    case "&": return token(.raw, inside.dropFirst(), start)
    default: return token(.variable, inside, start)
    }
  }

  private func token(_ kind: MustacheToken.Kind, _ name: Substring, _ line: Int) -> MustacheToken {
    let trimmed = name.drop { $0.isWhitespace }
    let last = trimmed.lastIndex { !$0.isWhitespace }
    return MustacheToken(
      kind: kind, content: last.map { String(trimmed[...$0]) } ?? "", line: line)
  }

  private mutating func setDelimiters(_ inside: String, line: Int) throws(MustacheProblem) {
    let parts = inside.dropFirst().dropLast().split(whereSeparator: \.isWhitespace)
    guard inside.hasSuffix("="), parts.count == 2, !parts[0].contains("="),
      !parts[1].contains("=")
    else { throw .badDelimiters(template: template, line: line) }
    open = String(parts[0])
    close = String(parts[1])
  }
}

extension Substring {
  /// The first place of `needle`, by bytes.
  fileprivate func firstRange(of needle: String) -> Range<Index>? {
    let target = Array(needle.utf8)
    let bytes = utf8
    var index = bytes.startIndex
    while index < bytes.endIndex {
      if bytes[index] == target[0], bytes[index...].starts(with: target) {
        return index..<bytes.index(index, offsetBy: target.count)
      }
      bytes.formIndex(after: &index)
    }
    return nil
  }
}
