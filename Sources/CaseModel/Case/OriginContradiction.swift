/// Records of an export that what was told of it rules out (R23).
package struct OriginContradiction: Equatable, Sendable {
  package enum Code: String, Sendable { case recordsOutsideQuery, recordsAfterCollection }

  package var code: Code
  package var text: Statement

  /// - Parameters:
  ///   - ledger: of the file; its first and last record are of any operation.
  ///   - collectedAt: when the export was made.
  package static func all(
    _ ledger: FileLedger, _ query: ExportQuery, collectedAt: UTCTime?
  ) -> [OriginContradiction] {
    guard let first = ledger.first, let last = ledger.last else { return [] }
    let name = evidenceName(ledger.evidence)
    var found: [OriginContradiction] = []
    func add(_ code: Code, _ text: Statement) {
      found.append(OriginContradiction(code: code, text: text))
    }
    if let from = query.from, first < from {
      add(
        .recordsOutsideQuery,
        Statement(
          "\(name): a record is of \(first), before the query that is stated begins (\(from))"))
    }
    if let to = query.to, last > to {
      add(
        .recordsOutsideQuery,
        Statement("\(name): a record is of \(last), after the query that is stated ends (\(to))"))
    }
    let operations = Set((query.operations ?? []).map { $0.lowercased() })
    let others = ledger.records - ledger.mailAccess
    if !operations.isEmpty, !operations.contains("mailitemsaccessed"), ledger.mailAccess > 0 {
      add(
        .recordsOutsideQuery,
        Statement(
          "\(name): \(ledger.mailAccess) record(s) are mail access, which the query that is stated did"
            + " not ask for"))
    } else if operations == ["mailitemsaccessed"], others > 0 {
      add(
        .recordsOutsideQuery,
        Statement(
          "\(name): \(others) record(s) are no mail access, and the query that is stated asked for"
            + " nothing else"))
    }
    if let collectedAt, last > collectedAt {
      add(
        .recordsAfterCollection,
        Statement(
          "\(name): a record is of \(last), later than the export was made (\(collectedAt))"))
    }
    return found
  }
}
