/// A table in columns of text; what does not fit is broken between words, in the widest columns first.
struct TextTable {
  var head: [String]
  var rows: [[String]]
  /// Of the whole table.
  var width: Int

  private static let gap = 2

  var lines: [String] {
    let widths = columnWidths
    let bodies = rows.map { broken($0, widths) }
    let isTall = bodies.contains { $0.count > 1 }
    var lines = broken(head, widths)
    lines.append(
      widths.map { String(repeating: "-", count: $0) }
        .joined(separator: String(repeating: " ", count: TextTable.gap)))
    for (index, row) in bodies.enumerated() {
      // Rows of several lines are told apart by an empty one.
      if isTall, index > 0 { lines.append("") }
      lines += row
    }
    return lines
  }

  /// As wide as their cells, until the table is too wide.
  private var columnWidths: [Int] {
    var widths = head.indices.map { column in
      ([head] + rows).map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    let room = width - TextTable.gap * (widths.count - 1)
    while widths.reduce(0, +) > room,
      let widest = widths.indices.max(by: { widths[$0] < widths[$1] }),
      widths[widest] > 1
    {
      widths[widest] -= 1
    }
    return widths
  }

  /// The lines of a row.
  private func broken(_ row: [String], _ widths: [Int]) -> [String] {
    let cells = zip(row, widths).map { cell, width in
      HelpText.wrapped(cell, indent: 0, width: width).split(
        separator: "\n", omittingEmptySubsequences: false)
    }
    return (0..<(cells.map(\.count).max() ?? 0)).map { line in
      var text = ""
      for (column, cell) in cells.enumerated() {
        let part = line < cell.count ? String(cell[line]) : ""
        text += part
        text += String(repeating: " ", count: max(0, widths[column] - part.count) + TextTable.gap)
      }
      while text.last == " " { text.removeLast() }
      return text
    }
  }
}
