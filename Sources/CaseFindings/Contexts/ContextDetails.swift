import CaseModel

/// Makes what contexts are decided by (R14): the messages that each names, the sign-ins that share
/// its session or token, and what contradicts its class.
struct ContextDetails {
  private let evidence: ResolvedEvidence
  private let findings: FindingsList<ContextFindings>
  private var details: [ContextDetail]
  /// By session in lower case, and by token as it is written.
  private var bySession: [EvidenceText: [GroupIndex]] = [:]
  private var byToken: [EvidenceText: [GroupIndex]] = [:]

  init(
    _ pass: RecordPass, _ findings: FindingsList<ContextFindings>
  ) {
    let (decisions, contexts) = (pass.decisions, pass.decided.contexts)
    evidence = pass.evidence
    self.findings = findings
    details = [ContextDetail](repeating: ContextDetail(), count: findings.count)
    noteLinks(contexts)
    countMessages(decisions, contexts)
    findSignIns(decisions)
    let contradictions = ContextContradictions(
      evidence, contexts, contexts.attributions(decisions.table, onlyListed: false),
      signIns: pass.all.signIns.contexts
    ) { _ in true }
    for (number, finding) in findings.enumerated() {
      let group = GroupIndex(UInt32(number))
      details[group].contradictions = contradictions.of(
        group, finding.context, finding.attribution
      ).map(\.english)
    }
  }

  func all() -> [ContextDetail] { details }

  private mutating func noteLinks(_ contexts: ContextTable) {
    for context in evidence.contexts.indexes {
      guard let group = contexts.group(context) else { continue }
      let row = evidence.contexts.rows[context]
      if row.session != 0 {
        let session = evidence.texts[row.session].folded
        if bySession[session]?.last != group { bySession[session, default: []].append(group) }
      }
      if row.token != 0 {
        let token = evidence.texts[row.token]
        if byToken[token]?.last != group { byToken[token, default: []].append(group) }
      }
    }
  }

  private mutating func countMessages(_ decisions: RecordDecisions, _ contexts: ContextTable) {
    var seen: Set<UInt64> = []
    for record in evidence.records {
      let row = evidence.row(record)
      guard row.marks.contains(.mailAccess),
        let group = contexts.group(decisions.contexts[record])
      else { continue }
      for number in row.items {
        let item = evidence.item(number)
        guard item.kind == .message else { continue }
        if seen.insert(UInt64(group.number) << 32 | UInt64(item.message.number)).inserted {
          details[group].messages += 1
        }
      }
    }
  }

  // MARK: - Sign-ins

  private mutating func findSignIns(_ decisions: RecordDecisions) {
    var isSignIn: [UInt32: Bool] = [:]
    for record in evidence.records {
      let row = evidence.row(record)
      if row.marks.contains(.mailAccess) { continue }
      let known = isSignIn[row.operation]
      let isOne =
        known ?? AuditOperation.isSignIn(evidence.texts[row.operation])
      isSignIn[row.operation] = isOne
      if isOne { add(row, evidence.contexts[decisions.contexts[record]]) }
    }
    for group in details.indices {
      for signIn in details[group].signIns.indices {
        details[group].signIns[signIn].addresses.sort()
      }
    }
  }

  private mutating func add(_ row: RecordRow, _ context: AccessContext) {
    let linked =
      (bySession[context.session.folded] ?? []) + (byToken[context.token] ?? [])
    let operation = evidence.texts[row.operation]
    for group in Set(linked) {
      var signIns = details[group].signIns
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
      details[group].signIns = signIns
    }
  }
}
