import CaseModel

/// Makes what contexts are decided by (R14): the messages that each names, the sign-ins that share
/// its session or token, and what contradicts its class.
struct ContextDetails {
  private let evidence: ResolvedEvidence
  private let findings: FindingsList<ContextFindings>
  private var details: [ContextDetail]
  /// Rows by session and by token, in lower case; a token in the case it has.
  private var bySession: [EvidenceText: [Int]] = [:]
  private var byToken: [EvidenceText: [Int]] = [:]

  init(
    _ evidence: ResolvedEvidence, _ decisions: RecordDecisions, _ contexts: ContextTable,
    _ findings: FindingsList<ContextFindings>
  ) {
    self.evidence = evidence
    self.findings = findings
    details = [ContextDetail](repeating: ContextDetail(), count: findings.count)
    noteLinks(contexts)
    countMessages(decisions, contexts)
    findSignIns(decisions)
    findContradictions()
  }

  func all() -> [ContextDetail] { details }

  private mutating func noteLinks(_ contexts: ContextTable) {
    for (number, row) in evidence.contexts.rows.enumerated() {
      guard let place = contexts.place(number) else { continue }
      if row.session != 0 {
        let session = evidence.texts[row.session].folded
        if bySession[session]?.last != place { bySession[session, default: []].append(place) }
      }
      if row.token != 0 {
        let token = evidence.texts[row.token]
        if byToken[token]?.last != place { byToken[token, default: []].append(place) }
      }
    }
  }

  private mutating func countMessages(_ decisions: RecordDecisions, _ contexts: ContextTable) {
    var seen: Set<UInt64> = []
    for index in 0..<evidence.recordCount {
      let row = evidence.row(index)
      guard row.marks.contains(.mailAccess),
        let place = contexts.place(Int(decisions.contexts[index]))
      else { continue }
      for number in row.items {
        let item = evidence.item(number)
        guard item.kind == .message else { continue }
        if seen.insert(UInt64(place) << 32 | UInt64(item.message)).inserted {
          details[place].messages += 1
        }
      }
    }
  }

  // MARK: - Sign-ins

  private mutating func findSignIns(_ decisions: RecordDecisions) {
    var isSignIn: [UInt32: Bool] = [:]
    for index in 0..<evidence.recordCount {
      let row = evidence.row(index)
      if row.marks.contains(.mailAccess) { continue }
      let known = isSignIn[row.operation]
      let isOne =
        known ?? AuditOperation.isSignIn(evidence.texts[row.operation])
      isSignIn[row.operation] = isOne
      if isOne { add(row, evidence.contexts[Int(decisions.contexts[index])]) }
    }
    for place in details.indices {
      for number in details[place].signIns.indices {
        details[place].signIns[number].addresses.sort()
      }
    }
  }

  private mutating func add(_ row: RecordRow, _ context: AccessContext) {
    let linked =
      (bySession[context.session.folded] ?? []) + (byToken[context.token] ?? [])
    let operation = evidence.texts[row.operation]
    for place in Set(linked) {
      var signIns = details[place].signIns
      let known = signIns.firstIndex { $0.operation == operation }
      let number = known ?? signIns.count
      if known == nil { signIns.append(SignIn(operation: operation, first: row.time)) }
      signIns[number].records += 1
      // Records come in the order of time.
      signIns[number].last = row.time
      for address in context.canonicalAddresses
      where !signIns[number].addresses.contains(address) {
        signIns[number].addresses.append(address)
      }
      details[place].signIns = signIns
    }
  }

  // MARK: - Contradictions

  /// The first context of each class that has something.
  private typealias Holders = [AttributionClass: String]

  private mutating func findContradictions() {
    let all = Array(findings)
    var addresses: [String: Holders] = [:]
    var sessions: [EvidenceText: Holders] = [:]
    for finding in all {
      let kind = finding.attribution.kind
      for address in finding.context.canonicalAddresses
      where addresses[address]?[kind] == nil { addresses[address, default: [:]][kind] = finding.id }
      let session = finding.context.session.folded
      if !session.isEmpty, sessions[session]?[kind] == nil {
        sessions[session, default: [:]][kind] = finding.id
      }
    }
    for (place, finding) in all.enumerated() {
      var found: [String] = []
      if finding.attribution.alsoKnownGood {
        found.append("an indicator and a known-good rule both match")
      }
      if finding.attribution.contested {
        found.append("known good, but it shares a session or token with a record of an indicator")
      }
      let session = sessions[finding.context.session.folded] ?? [:]
      for (kind, other) in opposed(to: finding.attribution.kind, session) {
        found.append("its session is that of \(other) too, which is \(kind.rawValue)")
      }
      for address in finding.context.canonicalAddresses {
        for (kind, other) in opposed(to: finding.attribution.kind, addresses[address] ?? [:]) {
          found.append("its address \(address) is that of \(other) too, which is \(kind.rawValue)")
        }
      }
      let signedIn = details[place].signIns.flatMap(\.addresses)
      let own = finding.context.canonicalAddresses
      if !signedIn.isEmpty, !own.isEmpty, Set(signedIn).isDisjoint(with: own) {
        found.append("the sign-ins of its session came from other addresses")
      }
      details[place].contradictions = found
    }
  }

  /// An attacker's context and one that is not.
  private func opposed(
    to kind: AttributionClass, _ holders: Holders
  ) -> [(AttributionClass, String)] {
    AttributionClass.allCases.compactMap { other in
      guard other.isAttackers != kind.isAttackers, let id = holders[other] else { return nil }
      return (other, id)
    }
  }
}
