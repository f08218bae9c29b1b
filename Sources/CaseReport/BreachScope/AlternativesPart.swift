import CaseModel
import TextFormats

/// What else may explain the access that counts as the attacker's, with what the evidence says to it.
struct AlternativesPart: ReportPart {
  let facts: AlternativesFacts
  let alternatives: [Words]

  static let names: [ReportName<Self>] =
    ReportName.all(of: \.facts) + [.init("alternatives", .named, \.alternatives)]

  init(_ findings: Findings) throws {
    let facts = AlternativesFacts(findings)
    let seen = try facts.seen()
    self.facts = facts
    alternatives = ["owner", "delegate", "administrator", "application", "search", "address"].map {
      .phrase("other.\($0)", seen)
    }
  }
}

/// Records of contexts that count as the attacker's, by what else they may be.
struct AlternativesFacts: ReportPart {
  let attackerRecords, ownerRecords, delegateRecords, administratorRecords: Int
  let applicationRecords, searchRecords, linkedRecords: Int

  static let names: [ReportName<Self>] = [
    .init("attackerRecords", \.attackerRecords), .init("ownerRecords", \.ownerRecords),
    .init("delegateRecords", \.delegateRecords),
    .init("administratorRecords", \.administratorRecords),
    .init("applicationRecords", \.applicationRecords), .init("searchRecords", \.searchRecords),
    .init("linkedRecords", \.linkedRecords),
  ]

  init(_ findings: Findings) {
    let attackers = findings.contexts.filter { $0.attribution.kind.isAttackers }
    func records(_ isMeant: (AccessContext) -> Bool) -> Int {
      attackers.filter { isMeant($0.context) }.map(\.records).reduce(0, +)
    }
    let searches = findings.otherAcquisition.filter { $0.kind == .export || $0.kind == .search }
    attackerRecords = attackers.map(\.records).reduce(0, +)
    ownerRecords = records { $0.logonType == LogonType.owner }
    delegateRecords = records { $0.logonType == LogonType.delegate }
    administratorRecords = records { $0.logonType == LogonType.admin }
    applicationRecords = records { !$0.applications.isEmpty && $0.session.isEmpty }
    searchRecords = searches.map(\.records).reduce(0, +)
    linkedRecords =
      attackers.filter { $0.attribution.kind.isLinked }.map(\.records).reduce(0, +)
  }
}
