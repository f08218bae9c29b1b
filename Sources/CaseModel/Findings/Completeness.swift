/// The ledger of the evidence and what it can prove (R18).
package struct Completeness: Sendable {
  package enum Verdict: String, Sendable { case noSignFound, signsFound, notAssessable }

  package var statement = Verdict.notAssessable
  package var reasons: [Statement] = []
  package var files: [FileCompleteness] = []

  package init() {}
}

/// One evidence file: its sums reconcile, or findings fail.
package struct FileCompleteness: Sendable {
  package var facts: EvidenceFacts
  package var ledger: FileLedger
  /// Records whose lowest source is in this file.
  package var unique = 0
  package var uniqueMailAccess = 0
  package var otherOperations = 0
  package var duplicates: Int64 = 0
  package var conflicts = 0
  package var signs: [Sign] = []

  package init(facts: EvidenceFacts, ledger: FileLedger) {
    self.facts = facts
    self.ledger = ledger
  }

  package var reconciles: Bool {
    ledger.rows == ledger.records + ledger.rejected
      && ledger.records == Int64(unique) + duplicates
      && unique == uniqueMailAccess + otherOperations && duplicates >= 0
  }
}

/// A sign that an export is cut or narrow.
package struct Sign: Equatable, Sendable {
  package var kind: SignKind
  /// What was seen, with its numbers.
  package var text: Statement

  package init(_ kind: SignKind, _ text: Statement) {
    self.kind = kind
    self.text = text
  }

  package var code: String { kind.rawValue }
}
