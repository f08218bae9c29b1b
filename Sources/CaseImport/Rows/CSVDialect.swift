/// Rows that were written in another way than RFC 4180 says, as rows that follow it.
enum CSVDialect {
  /// A row that is quoted as one cell, as a spreadsheet writes whose separator is another one: what
  /// the cell holds; `nil` for any other row.
  static func oneCell(_ bytes: RawSpan, _ row: Range<Int>) -> [UInt8]? {
    let quote = UInt8(ascii: "\"")
    guard !row.isEmpty, bytes[row.lowerBound] == quote else { return nil }
    var text: [UInt8] = []
    var index = row.lowerBound + 1
    while index < row.upperBound {
      if bytes[index] == quote {
        index += 1
        if index == row.upperBound || bytes[index] != quote { break }
      }
      text.append(bytes[index])
      index += 1
    }
    // Empty cells may follow.
    let isOne = (index..<row.upperBound).allSatisfy {
      bytes[$0] == 0x20 || CSVRows.delimiters.contains(bytes[$0])
    }
    return isOne ? text : nil
  }

  /// A row whose quotes are escaped by backslashes, with doubled quotes.
  static func doublingQuotes(
    _ bytes: RawSpan, _ fields: [CSVRows.Field], delimiter: UInt8
  ) -> [UInt8] {
    var row: [UInt8] = []
    for (number, field) in fields.enumerated() {
      if number > 0 { row.append(delimiter) }
      let text = (field.start..<field.end).map { bytes[$0] }
      if !field.isQuoted {
        row += text
        continue
      }
      row.append(UInt8(ascii: "\""))
      for byte in unescaped(text) {
        row.append(byte)
        if byte == UInt8(ascii: "\"") { row.append(byte) }
      }
      row.append(UInt8(ascii: "\""))
    }
    return row
  }

  /// Some writers double the backslashes too (Python, MySQL), some do not (Spark). Which of them wrote a
  /// cell shows in its JSON, which is none when it is read the wrong way.
  private static func unescaped(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(0x5C) else { return text }
    let all = unescaped(text, onlyQuotes: false)
    return JSONScan.isWhole(all.span.bytes, 0..<all.count)
      ? all : unescaped(text, onlyQuotes: true)
  }

  private static func unescaped(_ text: [UInt8], onlyQuotes: Bool) -> [UInt8] {
    var plain: [UInt8] = []
    var index = 0
    while index < text.count {
      let start = index
      while index < text.count, text[index] == 0x5C { index += 1 }
      let isBeforeQuote = index < text.count && text[index] == UInt8(ascii: "\"")
      let count = index - start
      plain += Array(repeating: 0x5C, count: onlyQuotes && !isBeforeQuote ? count : count / 2)
      // A single backslash before another letter is that of an escape in JSON.
      if !onlyQuotes, !isBeforeQuote, count % 2 == 1 { plain.append(0x5C) }
      if index < text.count {
        plain.append(text[index])
        index += 1
      }
    }
    return plain
  }
}
