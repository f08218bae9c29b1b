import CaseModel

/// What speaks against the class of a context (R14): it stands beside what speaks for it.
struct ContextContradictions: Sendable {
  /// The first context of each class that has something.
  private typealias Holders = [AttributionClass: GroupIndex]

  private var addresses: [String: Holders] = [:]
  private var sessions: [EvidenceText: Holders] = [:]
  /// Where the sign-ins of a context's session or token came from.
  private var signedIn: [GroupIndex: Set<String>] = [:]

  /// - Parameters:
  ///   - kinds: by group.
  ///   - signIns: the contexts of sign-ins.
  init(
    _ evidence: ResolvedEvidence, _ contexts: ContextTable, kinds: [AttributionClass],
    signIns: [ContextIndex]
  ) {
    var canonical: [UInt32: [String]] = [:]
    func names(_ context: ContextIndex) -> [String] {
      let list = evidence.contexts.rows[context].addresses
      if let known = canonical[list] { return known }
      let names = evidence.contexts[context].canonicalAddresses
      canonical[list] = names
      return names
    }
    for (number, kind) in kinds.enumerated() {
      let group = GroupIndex(UInt32(number))
      let context = contexts.context(group)
      for address in names(context) where addresses[address]?[kind] == nil {
        addresses[address, default: [:]][kind] = group
      }
      let session = evidence.contexts.rows[context].session
      if session == 0 { continue }
      let text = evidence.texts[session].folded
      if sessions[text]?[kind] == nil { sessions[text, default: [:]][kind] = group }
    }
    var bySession: [EvidenceText: Set<String>] = [:]
    var byToken: [EvidenceText: Set<String>] = [:]
    for context in signIns {
      let row = evidence.contexts.rows[context]
      if row.session != 0 {
        bySession[evidence.texts[row.session].folded, default: []].formUnion(names(context))
      }
      if row.token != 0 {
        byToken[evidence.texts[row.token], default: []].formUnion(names(context))
      }
    }
    if bySession.isEmpty, byToken.isEmpty { return }
    for context in evidence.contexts.indexes {
      guard let group = contexts.group(context) else { continue }
      let row = evidence.contexts.rows[context]
      if row.session != 0, let from = bySession[evidence.texts[row.session].folded] {
        signedIn[group, default: []].formUnion(from)
      }
      if row.token != 0, let from = byToken[evidence.texts[row.token]] {
        signedIn[group, default: []].formUnion(from)
      }
    }
  }

  func of(
    _ group: GroupIndex, _ context: AccessContext, _ attribution: Attribution
  ) -> [Statement] {
    var found: [Statement] = []
    if attribution.alsoKnownGood {
      found.append(Statement("an indicator and a known-good rule both match"))
    }
    if attribution.contested {
      found.append(
        Statement(
          "known good, but it shares a session or token with a record that an indicator matches"))
    }
    for (kind, other) in opposed(to: attribution.kind, sessions[context.session.folded] ?? [:]) {
      found.append(
        Statement("its session is also that of \(other.name), which is \(kind.statement)"))
    }
    let own = context.canonicalAddresses
    for address in own {
      for (kind, other) in opposed(to: attribution.kind, addresses[address] ?? [:]) {
        found.append(
          Statement(
            "its address \(address) is also that of \(other.name), which is \(kind.statement)"))
      }
    }
    if let from = signedIn[group], !from.isEmpty, !own.isEmpty, from.isDisjoint(with: own) {
      found.append(Statement("the sign-ins of its session came from other addresses"))
    }
    return found
  }

  /// An attacker's context and one that is not.
  private func opposed(
    to kind: AttributionClass, _ holders: Holders
  ) -> [(AttributionClass, GroupIndex)] {
    AttributionClass.allCases.compactMap { other in
      guard other.isAttackers != kind.isAttackers, let group = holders[other] else { return nil }
      return (other, group)
    }
  }
}

extension AttributionClass {
  fileprivate var statement: Statement {
    switch self {
    case .attacker: Statement("attacker")
    case .linked, .linkedEarlier: Statement("linked")
    case .assumption: Statement("assumption")
    case .knownGood: Statement("known good")
    case .service: Statement("service")
    case .unattributed: Statement("unattributed")
    }
  }
}
