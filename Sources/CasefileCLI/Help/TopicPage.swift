/// A topic of the manual as a man page, casefile-TOPIC(7), in mdoc.
enum TopicPage {
  static func of(_ topic: ManualTopic) -> String {
    let name = "casefile-\(topic.name)"
    var page = """
      .Dd \(ManPage.date)
      .Dt \(name.uppercased()) 7
      .Os
      .Sh NAME
      .Nm \(name)
      .Nd \(escaped(topic.title))
      .Sh DESCRIPTION

      """
    // A heading makes the break that a paragraph would have made.
    var isAtStart = true
    for block in ManualBlock.all(in: topic.text).dropFirst() {
      page += mdoc(block, isAtStart: isAtStart)
      if case .heading = block { isAtStart = true } else { isAtStart = false }
    }
    return page + seeAlso(topic)
  }

  /// The pages of the other topics, as mdoc lists them.
  static func references(_ topics: [ManualTopic]) -> String {
    topics.map { ".Xr casefile-\($0.name) 7" }.sorted().joined(separator: " ,\n")
  }

  private static func seeAlso(_ topic: ManualTopic) -> String {
    ".Sh SEE ALSO\n.Xr casefile 1 ,\n\(references(manualTopics.filter { $0 != topic }))\n"
  }

  private static func mdoc(_ block: ManualBlock, isAtStart: Bool) -> String {
    let space = isAtStart ? "" : ".Pp\n"
    switch block {
    case .heading(let text, _): return ".Sh \(escaped(text.uppercased()))\n"
    case .paragraph(let text): return space + line(text)
    case .list(let items, let isNumbered):
      let kind = isNumbered ? "-enum" : "-bullet"
      return ".Bl \(kind)\n\(items.map { ".It\n\(line($0))" }.joined()).El\n"
    case .code(let lines): return literal(lines)
    case .table(let head, let rows):
      let table = TextTable(
        head: head.map(TopicText.plain), rows: rows.map { $0.map(TopicText.plain) },
        width: TopicText.width - 8)
      return literal(table.lines)
    }
  }

  /// Nothing in it is broken or filled; it makes its own space.
  private static func literal(_ lines: [String]) -> String {
    ".Bd -literal\n\(lines.map { safe(escaped($0, isCode: true)) + "\n" }.joined()).Ed\n"
  }

  private static func line(_ text: String) -> String {
    let spans = ManualSpan.all(in: text).map { span in
      switch span {
      case .plain(let text): escaped(text)
      case .strong(let text): "\\fB\(escaped(text))\\fP"
      case .code(let text): code(text)
      case .link(let text, let target): link(text, target)
      }
    }
    return sentences(spans.joined()).map { safe($0) + "\n" }.joined()
  }

  /// Each on a line, as man pages have it; the full stop of "D. Whitfield" ends none.
  private static func sentences(_ text: String) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      line += (line.isEmpty ? "" : " ") + word
      let isInitial = word.count == 2 && word.first?.isUppercase == true
      if !isInitial, word.last == "." || word.hasSuffix(".\\fP") || word.hasSuffix(".)") {
        lines.append(line)
        line = ""
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  private static func link(_ text: String, _ target: String) -> String {
    guard let topic = ManualSpan.topic(target) else {
      return "\(escaped(text)) (\(escaped(target, isCode: true)))"
    }
    let page = "\\fBcasefile\\-\(escaped(topic.name, isCode: true))\\fP(7)"
    return text == topic.name ? page : "\(escaped(text)) (\(page))"
  }

  /// Bold; a lone comma would not be seen to be.
  private static func code(_ text: String) -> String {
    let shown = escaped(text, isCode: true)
    return text.contains(where: { $0.isLetter || $0.isNumber }) ? "\\fB\(shown)\\fP" : "`\(shown)`"
  }

  /// - Parameter isCode: a hyphen in it is one that is typed.
  private static func escaped(_ text: String, isCode: Bool = false) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-" where isCode: result += "\\-"
      case "'" where isCode: result += "\\(aq"
      case "`": result += "\\(ga"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default: result += "\\[u\(hexadecimal(scalar.value))]"
      }
    }
    return result
  }

  /// As roff wants it: four digits at least.
  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A line that would be a request is none.
  private static func safe(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("'") ? "\\&\(line)" : line
  }
}
