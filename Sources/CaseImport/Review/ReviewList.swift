import CaseModel
import TextFormats

/// The columns that people fill in, and the one that says which message a row is about.
package enum ReviewColumn: String, CaseIterable, Sendable {
  case key, reviewer, reviewedAt, sensitive, categories, people, note
}

/// A review list that came back: what it decides, and the rows that decide nothing clear.
package struct ReviewList: Equatable, Sendable {
  package struct Exception: Equatable, Sendable {
    /// From 1, the first behind the header.
    package var row: Int
    package var what: String

    package init(row: Int, what: String) {
      self.row = row
      self.what = what
    }
  }

  package private(set) var decisions: [ReviewDecision] = []
  package private(set) var exceptions: [Exception] = []
  /// Rows in which nobody has decided anything.
  package private(set) var unreviewed = 0

  /// Reads CSV with `,` `;` or tab, as spreadsheets write it.
  package init(_ bytes: [UInt8]) throws(NotAnExport) {
    var text = bytes
    if var reader = UTF16Reader(TextEncoding(bytes)) {
      text = reader.read(bytes[...], isLast: true)
    }
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { text.removeFirst(3) }
    guard String(validating: text, as: UTF8.self) != nil else {
      throw NotAnExport(
        found: "text that is not UTF-8", hint: "save the list as 'CSV UTF-8' or as Unicode text")
    }
    let rows = try ReviewList.rows(text)
    guard let header = rows.first else { throw ReviewList.noList("an empty file") }
    var places: [ReviewColumn: Int] = [:]
    for (index, name) in header.enumerated() {
      let column = ReviewColumn.allCases.first { $0.rawValue.lowercased() == name.lowercased() }
      if let column, places[column] == nil { places[column] = index }
    }
    for column in ReviewColumn.allCases where places[column] == nil {
      throw ReviewList.noList("no column '\(column.rawValue)'")
    }
    for (number, row) in rows.dropFirst().enumerated() {
      read(number + 1) { column in
        guard let place = places[column], place < row.count else { return "" }
        return ReviewList.unguarded(row[place])
      }
    }
    dropConflicts()
  }

  private static func noList(_ found: String) -> NotAnExport {
    NotAnExport(found: found, hint: "casefile review export CASE writes the list to fill in")
  }

  private mutating func read(_ number: Int, _ field: (ReviewColumn) -> String) {
    let decided: [ReviewColumn] = [.reviewer, .reviewedAt, .sensitive, .categories, .people, .note]
    if decided.allSatisfy({ field($0).isEmpty }) {
      unreviewed += field(.key).isEmpty ? 0 : 1
      return
    }
    func note(_ what: String) { exceptions.append(Exception(row: number, what: what)) }
    let key = field(.key)
    if key.isEmpty { return note("no key, so it is not known which message is meant") }
    if field(.reviewer).isEmpty { return note("no reviewer") }
    guard let at = TimeReader.readDateOrTime(field(.reviewedAt)) else {
      return note(
        "reviewedAt is '\(field(.reviewedAt))', expected a date such as 2025-04-01 or a UTC time")
    }
    guard let sensitive = ReviewDecision.Sensitivity(rawValue: field(.sensitive).lowercased())
    else { return note("sensitive is '\(field(.sensitive))', expected yes, no or unclear") }
    var decision = ReviewDecision(
      key: key, reviewer: field(.reviewer), reviewedAt: at, sensitive: sensitive)
    let people = field(.people)
    if !people.isEmpty {
      guard let number = Int64(people), number >= 0 else {
        return note("people is '\(people)', expected a number from 0 on")
      }
      decision.people = number
    }
    decision.categories = Set(
      field(.categories).split { ";|".contains($0) }.map(FieldText.trimmed).filter { !$0.isEmpty }
    ).sorted()
    decision.note = field(.note)
    rowOfDecision.append(number)
    decisions.append(decision)
  }

  /// By decision.
  private var rowOfDecision: [Int] = []

  /// A message that is decided in two ways is not decided.
  private mutating func dropConflicts() {
    var first: [String: Int] = [:]
    var conflicting: Set<String> = []
    var isKept = [Bool](repeating: true, count: decisions.count)
    for (index, decision) in decisions.enumerated() {
      guard let known = first[decision.key] else {
        first[decision.key] = index
        continue
      }
      isKept[index] = false
      if decisions[known] == decision { continue }
      conflicting.insert(decision.key)
      exceptions.append(
        Exception(
          row: rowOfDecision[index],
          what: "decides \(decision.key) in another way than row \(rowOfDecision[known]); neither"
            + " counts"))
    }
    decisions = decisions.indices.filter {
      isKept[$0] && !conflicting.contains(decisions[$0].key)
    }.map { decisions[$0] }
    exceptions.sort { $0.row < $1.row }
    rowOfDecision = []
  }

  // MARK: - CSV

  private static func rows(_ bytes: [UInt8]) throws(NotAnExport) -> [[String]] {
    let span = bytes.span.bytes
    let line = bytes.prefix { $0 != 0x0A }
    let delimiter = CSVRows.delimiters.max { left, right in
      line.count { $0 == left } < line.count { $0 == right }
    }
    let reader = CSVRows(delimiter: delimiter ?? UInt8(ascii: ","))
    var rows: [[String]] = []
    var fields: [CSVRows.Field] = []
    var position = 0
    while position < bytes.count {
      guard
        case .row(let end, let next) = reader.row(
          span, from: position, isLast: true, fields: &fields)
      else {
        throw noList("a quoted field that is not closed, in row \(rows.count)")
      }
      if end > position {
        rows.append(
          fields.map { field in
            let text = String(decoding: bytes[field.start..<field.end], as: UTF8.self)
            return FieldText.trimmed(
              field.isQuoted ? text.replacing("\"\"", with: "\"")[...] : text[...])
          })
      }
      position = next
    }
    return rows
  }

  /// Without the `'` that guards against formulas.
  private static func unguarded(_ text: String) -> String {
    guard text.hasPrefix("'"), let next = text.dropFirst().first, "=+-@".contains(next) else {
      return text
    }
    return String(text.dropFirst())
  }
}

extension FieldText {
  fileprivate static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text = text.dropFirst() }
    while text.last?.isWhitespace == true { text = text.dropLast() }
    return String(text)
  }
}
