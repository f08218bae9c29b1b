import CaseModel

/// What speaks against the class of a context (R14): it stands beside what speaks for it.
///
/// Findings ask for the attacker's contexts and the contested ones, which are few where contexts are
/// many: only what those have themselves is looked for in the others.
struct ContextContradictions: Sendable {
  /// The first context of each class that has something.
  private typealias Holders = [AttributionClass: GroupIndex]

  /// By address and session of the contexts that are asked.
  private var addresses: [String: Holders] = [:]
  private var sessions: [EvidenceText: Holders] = [:]
  /// By group.
  private let isAsked: [Bool]
  /// Where the sign-ins of a context's session or token came from.
  private var signedIn: [GroupIndex: Set<String>] = [:]

  /// - Parameters:
  ///   - attributions: by group.
  ///   - isAsked: of the contexts with such an attribution.
  ///   - signIns: the contexts of sign-ins.
  init(
    _ evidence: ResolvedEvidence, _ contexts: ContextTable, _ attributions: [Attribution],
    signIns: [ContextIndex], isAsked: (Attribution) -> Bool
  ) {
    self.isAsked = attributions.map(isAsked)
    for number in attributions.indices where self.isAsked[number] {
      let context = contexts.context(GroupIndex(number))
      for address in evidence.contexts.canonicalAddresses(context) { addresses[address] = [:] }
      let session = evidence.contexts.rows[context].session
      if session != 0 { sessions[evidence.texts[session].folded] = [:] }
    }
    if addresses.isEmpty, sessions.isEmpty { return }
    var texts = AskedTexts(Set(addresses.keys), Set(sessions.keys))
    for (number, attribution) in attributions.enumerated() {
      let group = GroupIndex(number)
      let (context, kind) = (contexts.context(group), attribution.kind)
      for address in texts.addresses(context, evidence) where addresses[address]?[kind] == nil {
        addresses[address]?[kind] = group
      }
      if let session = texts.session(context, evidence), sessions[session]?[kind] == nil {
        sessions[session]?[kind] = group
      }
    }
    addSignIns(evidence, contexts, signIns, &texts)
  }

  private mutating func addSignIns(
    _ evidence: ResolvedEvidence, _ contexts: ContextTable, _ signIns: [ContextIndex],
    _ texts: inout AskedTexts
  ) {
    var bySession: [EvidenceText: Set<String>] = [:]
    var byToken: [UInt32: Set<String>] = [:]
    for context in signIns {
      let token = evidence.contexts.rows[context].token
      let session = texts.session(context, evidence)
      if token == 0, session == nil { continue }
      let from = evidence.contexts.canonicalAddresses(context)
      if let session { bySession[session, default: []].formUnion(from) }
      if token != 0 { byToken[token, default: []].formUnion(from) }
    }
    if bySession.isEmpty, byToken.isEmpty { return }
    for context in evidence.contexts.indexes {
      guard let group = contexts.group(context), group.int < isAsked.count, isAsked[group.int]
      else { continue }
      if let from = texts.session(context, evidence).flatMap({ bySession[$0] }) {
        signedIn[group, default: []].formUnion(from)
      }
      if let from = byToken[evidence.contexts.rows[context].token] {
        signedIn[group, default: []].formUnion(from)
      }
    }
  }

  /// - Returns: empty for a context that is not asked.
  func of(
    _ group: GroupIndex, _ context: AccessContext, _ attribution: Attribution
  ) -> [Statement] {
    if !isAsked[group.int] { return [] }
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

/// Of what contexts have, what is asked for; looked up once for each list of addresses and each session.
private struct AskedTexts {
  private let askedAddresses: Set<String>
  private let askedSessions: Set<EvidenceText>
  private var addresses: [UInt32: [String]] = [:]
  private var sessions: [UInt32: EvidenceText?] = [0: nil]

  init(_ addresses: Set<String>, _ sessions: Set<EvidenceText>) {
    askedAddresses = addresses
    askedSessions = sessions
  }

  mutating func addresses(_ context: ContextIndex, _ evidence: ResolvedEvidence) -> [String] {
    let list = evidence.contexts.rows[context].addresses
    if let known = addresses[list] { return known }
    let names = evidence.contexts.canonicalAddresses(context).filter(askedAddresses.contains)
    addresses[list] = names
    return names
  }

  /// Folded.
  mutating func session(_ context: ContextIndex, _ evidence: ResolvedEvidence) -> EvidenceText? {
    let number = evidence.contexts.rows[context].session
    if let known = sessions[number] { return known }
    let text = evidence.texts[number].folded
    let asked = askedSessions.contains(text) ? text : nil
    sessions[number] = .some(asked)
    return asked
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
