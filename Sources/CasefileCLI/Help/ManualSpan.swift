/// A piece of a line of the manual.
enum ManualSpan: Equatable {
  case plain(String)
  case strong(String)
  case code(String)
  /// To a topic, by its file, or to a place on the web.
  case link(String, to: String)

  static func all(in line: String) -> [ManualSpan] {
    var spans: [ManualSpan] = []
    var plain = ""
    var rest = Substring(line)
    while let character = rest.first {
      if let (span, end) = next(rest) {
        if !plain.isEmpty { spans.append(.plain(plain)) }
        (plain, rest) = ("", end)
        spans.append(span)
      } else {
        plain.append(character)
        rest = rest.dropFirst()
      }
    }
    return plain.isEmpty ? spans : spans + [.plain(plain)]
  }

  /// The span that begins here, and what stands behind it.
  private static func next(_ text: Substring) -> (ManualSpan, Substring)? {
    if let (inside, rest) = between("`", "`", text) { return (.code(inside), rest) }
    if let (inside, rest) = between("**", "**", text) { return (.strong(inside), rest) }
    guard let (words, rest) = between("[", "]", text),
      let (target, end) = between("(", ")", rest)
    else { return nil }
    return (.link(words, to: target), end)
  }

  private static func between(
    _ open: String, _ close: String, _ text: Substring
  ) -> (String, Substring)? {
    guard text.hasPrefix(open) else { return nil }
    let inside = text.dropFirst(open.count)
    guard let end = inside.firstRange(of: close) else { return nil }
    return (String(inside[..<end.lowerBound]), inside[end.upperBound...])
  }

  /// What a link leads to, where it is a topic.
  static func topic(_ target: String) -> ManualTopic? { manualTopics.first { $0.file == target } }
}
