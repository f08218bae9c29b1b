/// A part of a topic of the manual: the Markdown that it is written in, and no more. A test reads every
/// file and finds nothing else.
enum ManualBlock: Equatable {
  case heading(String, level: Int)
  case paragraph(String)
  /// - Parameter isNumbered: from 1 on.
  case list([String], isNumbered: Bool)
  case code([String])
  case table(head: [String], rows: [[String]])

  static func all(in text: String) -> [ManualBlock] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)[...]
    var blocks: [ManualBlock] = []
    while let line = lines.first {
      if line.isEmpty { lines.removeFirst() } else { blocks.append(next(&lines)) }
    }
    return blocks
  }

  private static func next(_ lines: inout ArraySlice<String>) -> ManualBlock {
    let first = lines.removeFirst()
    if first.hasPrefix("```") {
      let code = taken(&lines) { $0 != "```" }
      lines = lines.dropFirst()
      return .code(code)
    }
    if first.hasPrefix("#") {
      let level = first.prefix { $0 == "#" }.count
      return .heading(String(first.dropFirst(level + 1)), level: level)
    }
    if first.hasPrefix("|") {
      let rows = taken(&lines) { $0.hasPrefix("|") }.dropFirst()
      return .table(head: cells(first), rows: rows.map(cells))
    }
    if first.hasPrefix("- ") {
      let items = [first] + taken(&lines) { $0.hasPrefix("- ") }
      return .list(items.map { String($0.dropFirst(2)) }, isNumbered: false)
    }
    if first.hasPrefix("1. ") {
      let items = [first] + taken(&lines) { $0.first?.isNumber == true }
      return .list(
        items.map { String($0.drop(while: \.isNumber).dropFirst(2)) }, isNumbered: true)
    }
    return .paragraph(([first] + taken(&lines) { !$0.isEmpty }).joined(separator: " "))
  }

  private static func taken(
    _ lines: inout ArraySlice<String>, while belongs: (String) -> Bool
  ) -> [String] {
    let taken = lines.prefix(while: belongs)
    lines = lines.dropFirst(taken.count)
    return Array(taken)
  }

  private static func cells(_ row: String) -> [String] {
    row.dropFirst().dropLast().split(separator: "|", omittingEmptySubsequences: false)
      .map { $0.split(separator: " ").joined(separator: " ") }
  }
}
