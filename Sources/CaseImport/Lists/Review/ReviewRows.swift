/// Cuts a review list into rows and fields, block by block.
struct ReviewRows: Equatable, Sendable {
  /// Bytes of a row that are waited for.
  let longest: Int
  private var delimiter: UInt8?
  private var places: [ReviewColumn: Int] = [:]
  /// Behind the header.
  private var number = 0

  init(longest: Int) { self.longest = longest }

  var hasHeader: Bool { !places.isEmpty }

  static func noList(_ found: String) -> NotAnExport {
    NotAnExport(found: found, hint: "casefile review export CASE writes the list to fill in")
  }

  /// - Parameter take: gets the number of each row behind the header, from 1, and its fields.
  /// - Returns: bytes taken.
  mutating func read(
    _ bytes: [UInt8], isLast: Bool, _ take: (Int, (ReviewColumn) -> String) -> Void
  ) throws(NotAnExport) -> Int {
    let span = bytes.span.bytes
    if !UTF8Check.invalidPlaces(span, isLast: isLast).isEmpty {
      throw NotAnExport(
        found: "text that is not UTF-8", hint: "save the list as 'CSV UTF-8' or as Unicode text")
    }
    var position = 0
    if delimiter == nil { delimiter = ReviewRows.delimiter(bytes, isLast: isLast) }
    guard let delimiter else { return try waiting(bytes, position) }
    let rows = CSVRows(delimiter: delimiter)
    var fields: [CSVRows.Field] = []
    while position < bytes.count {
      switch rows.row(span, from: position, isLast: isLast, fields: &fields) {
      case .row(let end, let next):
        let isBlank = end == position
        if hasHeader {
          // A spreadsheet counts blank rows too.
          number += 1
          if !isBlank { take(number) { text($0, bytes, fields) } }
        } else if !isBlank {
          try readHeader(bytes, fields)
        }
        position = next
      case .unfinished: return try waiting(bytes, position)
      case .unclosedQuote:
        throw ReviewRows.noList("a quoted field that is not closed, in \(place)")
      }
    }
    return position
  }

  /// The row that is being read.
  private var place: String { hasHeader ? "row \(number + 1)" : "the header" }

  private func waiting(_ bytes: [UInt8], _ position: Int) throws(NotAnExport) -> Int {
    if bytes.count - position <= longest { return position }
    throw NotAnExport(
      found: "\(place) is longer than \(longest >> 20) MiB",
      hint: "look for a quote there that is never closed: it swallows every row after it")
  }

  /// The one that the first line has most of; `nil` where that line goes on.
  private static func delimiter(_ bytes: [UInt8], isLast: Bool) -> UInt8? {
    let isEnd = { (byte: UInt8) in byte == 0x0A || byte == 0x0D }
    let line = bytes.drop(while: isEnd).prefix { !isEnd($0) }
    if line.endIndex == bytes.count, !isLast { return nil }
    return CSVRows.delimiters.max { left, right in
      line.count { $0 == left } < line.count { $0 == right }
    }
  }

  private mutating func readHeader(
    _ bytes: [UInt8], _ fields: [CSVRows.Field]
  ) throws(NotAnExport) {
    for (index, field) in fields.enumerated() {
      let name = ReviewRows.text(field, bytes).lowercased()
      let column = ReviewColumn.allCases.first { $0.rawValue.lowercased() == name }
      if let column, places[column] == nil { places[column] = index }
    }
    for column in ReviewColumn.allCases where places[column] == nil {
      throw ReviewRows.noList("no column '\(column.rawValue)'")
    }
  }

  // MARK: - Fields

  private func text(
    _ column: ReviewColumn, _ bytes: [UInt8], _ fields: [CSVRows.Field]
  ) -> String {
    guard let place = places[column], place < fields.count else { return "" }
    return ReviewRows.unguarded(ReviewRows.text(fields[place], bytes))
  }

  private static func text(_ field: CSVRows.Field, _ bytes: [UInt8]) -> String {
    if field.start == field.end { return "" }
    var text = Array(bytes[field.start..<field.end])
    if field.isQuoted, text.contains(0x22) {
      text = text.replacing([0x22, 0x22], with: [0x22])
    }
    return trimmed(String(decoding: text, as: UTF8.self)[...])
  }

  /// Without the `'` that guards against formulas.
  private static func unguarded(_ text: String) -> String {
    guard text.hasPrefix("'"), let next = text.dropFirst().first, "=+-@".contains(next) else {
      return text
    }
    return String(text.dropFirst())
  }

  static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
