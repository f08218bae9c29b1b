import CaseModel

/// Which context and decision each record got: of contradicting copies, the one that widens access.
struct RecordDecisions {
  /// By record: index into the contexts of the evidence.
  private(set) var contexts: [Int32] = []
  /// By record: index into the decisions of the table.
  private(set) var decisions: [Int32] = []
  let table: AttributionTable

  init(_ evidence: ResolvedEvidence, _ table: AttributionTable) {
    self.table = table
    contexts.reserveCapacity(evidence.records.count)
    decisions.reserveCapacity(evidence.records.count)
    for record in evidence.records {
      var chosen = record.sightings.lowerBound
      for other in record.sightings.dropFirst()
      where RecordDecisions.rank(table[other]) < RecordDecisions.rank(table[chosen]) {
        chosen = other
      }
      contexts.append(Int32(evidence.sightings[chosen].context))
      decisions.append(table.bySighting[chosen])
    }
  }

  func attribution(_ record: Int) -> Attribution { table.decisions[Int(decisions[record])] }

  /// Lower is wider.
  static func rank(_ attribution: Attribution) -> Int {
    switch attribution.kind {
    case .attacker: 0
    case .linked: 1
    case .assumption: 2
    case .unattributed: 3
    case .service: 4
    case .knownGood: attribution.contested ? 5 : 6
    }
  }
}
