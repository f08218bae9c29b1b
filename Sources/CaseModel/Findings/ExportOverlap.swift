/// Two exports that were asked for the same time, compared by the ids of the records of the scope's
/// mailboxes (R24).
package struct ExportOverlap: Equatable, Sendable {
  /// Numbers of the evidence that each export stands in.
  package var first: [Int]
  package var second: [Int]
  package var span: TimeSpan
  /// In both.
  package var records: Int
  package var onlyInFirst: Int
  package var onlyInSecond: Int

  package init(
    first: [Int], second: [Int], span: TimeSpan, records: Int, onlyInFirst: Int, onlyInSecond: Int
  ) {
    self.first = first
    self.second = second
    self.span = span
    self.records = records
    self.onlyInFirst = onlyInFirst
    self.onlyInSecond = onlyInSecond
  }

  package var differs: Bool { onlyInFirst + onlyInSecond > 0 }

  /// What the comparison shows.
  package var sentence: Statement {
    let names = [first, second].map { $0.map(evidenceName).joined(separator: ", ") }
    if !differs {
      return Statement(
        "for \(span.from) to \(span.to), \(names[0]) and \(names[1]) hold the same \(records) record(s)"
          + " of the scope's mailboxes")
    }
    return Statement(
      "for \(span.from) to \(span.to), \(names[0]) and \(names[1]) differ in the scope's mailboxes:"
        + " \(records) record(s) in both, \(onlyInFirst) only in \(names[0]), \(onlyInSecond) only"
        + " in \(names[1])")
  }
}
