import CaseModel

/// Which context and decision each record got: of contradicting copies, the one that widens access.
struct RecordDecisions: Sendable {
  /// By record.
  private(set) var contexts: [ContextIndex]
  /// By record.
  private(set) var decisions: [DecisionIndex]
  let table: AttributionTable
  /// By decision.
  let kinds: [AttributionClass]
  let contested: [Bool]

  init(_ evidence: ResolvedEvidence, _ table: AttributionTable) {
    self.table = table
    kinds = table.decisions.map(\.kind)
    contested = table.decisions.map(\.contested)
    contexts = evidence.sightings.contexts
    decisions = table.bySighting
    if contexts.count == evidence.recordCount { return }
    contexts = []
    decisions = []
    for record in evidence.records {
      let sightings = evidence.sightings(record)
      var chosen = sightings[0]
      for other in sightings.dropFirst()
      where RecordDecisions.rank(table[other]) < RecordDecisions.rank(table[chosen]) {
        chosen = other
      }
      contexts.append(evidence.sightings.contexts[chosen])
      decisions.append(table.bySighting[chosen])
    }
  }

  func attribution(_ record: RecordIndex) -> Attribution { table.decisions[decisions[record]] }

  /// Lower is wider.
  static func rank(_ attribution: Attribution) -> Int {
    switch attribution.kind {
    case .attacker: 0
    case .linked: 1
    case .linkedEarlier: 2
    case .assumption: 3
    case .unattributed: 4
    case .service: 5
    case .knownGood: attribution.contested ? 6 : 7
    }
  }
}
