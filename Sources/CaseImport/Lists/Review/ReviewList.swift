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

  private var rows: ReviewRows
  /// By decision.
  private var rowOfDecision: [Int] = []

  /// - Parameter longestRow: bytes of a row that are waited for.
  package init(longestRow: Int) { rows = ReviewRows(longest: longestRow) }

  /// Reads the whole rows of a block of CSV with `,` `;` or tab, as spreadsheets write it.
  ///
  /// - Parameter bytes: UTF-8, each block from where the last ended.
  /// - Returns: bytes taken; what is left belongs before the next block.
  package mutating func add(_ bytes: [UInt8], isLast: Bool) throws(NotAnExport) -> Int {
    var rows = rows
    defer { self.rows = rows }
    return try rows.read(bytes, isLast: isLast) { row, fields in read(row, fields) }
  }

  /// After the last block.
  package mutating func finish() throws(NotAnExport) {
    if !rows.hasHeader { throw ReviewRows.noList("an empty file") }
    dropConflicts()
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
        return note("people is '\(people)', expected a number of 0 or more")
      }
      decision.people = number
    }
    decision.categories = Set(
      field(.categories).split { ";|".contains($0) }.map(ReviewRows.trimmed).filter { !$0.isEmpty }
    ).sorted()
    decision.note = field(.note)
    rowOfDecision.append(number)
    decisions.append(decision)
  }

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
          what: "decides \(decision.key) differently from row \(rowOfDecision[known]); neither"
            + " counts"))
    }
    decisions = decisions.indices.filter {
      isKept[$0] && !conflicting.contains(decisions[$0].key)
    }.map { decisions[$0] }
    exceptions.sort { $0.row < $1.row }
    rowOfDecision = []
  }
}
