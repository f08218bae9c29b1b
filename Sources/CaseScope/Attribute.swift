import CaseModel

/// Decides for every sighting whose access it was (R14, R15): over all evidence, before windows
/// and mailboxes filter. Contexts are many, so rules look at their columns, and each text once.
///
/// - Parameter recordName: names the record of a sighting, for the reasons.
package func attribute(
  _ sightings: AuditSightings, contexts: ResolvedContexts, mailboxes: [MailboxIdentity],
  scope: Scope, recordName: (SightingIndex) -> Statement
) -> AttributionTable {
  var attributor = Attributor(contexts: contexts, mailboxes: mailboxes, scope: scope)
  attributor.findAnchors(sightings, recordName)
  return attributor.decide(sightings)
}

private struct Attributor {
  /// A rule that matches a context, times aside.
  struct Hit {
    var rule: Int
    var reasons: [Statement]
  }

  struct Anchor {
    var sighting: SightingIndex
    var time: UTCTime
    /// The record, and the indicator that matches it.
    var name: Statement
  }

  let contexts: ResolvedContexts
  let mailboxes: [MailboxIdentity]
  let scope: Scope
  let indicators: [IndicatorMatch]
  let knownGood: [IndicatorMatch]
  /// By context.
  let attackerHits: [[Hit]]
  let goodHits: [[Hit]]
  /// By session or token: the earliest record that an indicator matches.
  var sessionAnchors: [UInt32: Anchor] = [:]
  var tokenAnchors: [UInt32: Anchor] = [:]

  init(contexts: ResolvedContexts, mailboxes: [MailboxIdentity], scope: Scope) {
    self.contexts = contexts
    self.mailboxes = mailboxes
    self.scope = scope
    indicators = scope.indicators.map { IndicatorMatch($0, isKnownGood: false) }
    knownGood = scope.knownGood.map { IndicatorMatch($0, isKnownGood: true) }
    attackerHits = Attributor.hits(indicators, contexts, mailboxes)
    goodHits = Attributor.hits(knownGood, contexts, mailboxes)
  }

  private static func hits(
    _ rules: [IndicatorMatch], _ contexts: ResolvedContexts, _ mailboxes: [MailboxIdentity]
  ) -> [[Hit]] {
    var hits = [[Hit]](repeating: [], count: contexts.count)
    for (index, rule) in rules.enumerated() {
      var columns = IndicatorColumns(rule, contexts, mailboxes)
      for context in contexts.indexes where columns.matches(context) {
        guard let reasons = rule.reasons(contexts[context], mailboxes) else { continue }
        hits[context.int].append(Hit(rule: index, reasons: reasons))
      }
    }
    return hits
  }

  /// Sightings stand in the order of time and id: the first that matches is the anchor.
  mutating func findAnchors(_ sightings: AuditSightings, _ recordName: (SightingIndex) -> Statement)
  {
    var isOpen = attackerHits.map { !$0.isEmpty }
    if !isOpen.contains(true) { return }
    for (number, context) in sightings.contexts.enumerated() where isOpen[context.int] {
      let sighting = SightingIndex(number)
      let row = contexts.rows[context.int]
      let isNew =
        (row.session != 0 && sessionAnchors[row.session] == nil)
        || (row.token != 0 && tokenAnchors[row.token] == nil)
      if !isNew {
        isOpen[context.int] = false
        continue
      }
      guard
        let hit = attackerHits[context.int].first(where: {
          !indicators[$0.rule].rule.hasTimeRange
            || indicators[$0.rule].coversTime(sightings.time(sighting))
        })
      else { continue }
      let id = indicators[hit.rule].rule.id
      let anchor = Anchor(
        sighting: sighting, time: sightings.time(sighting),
        name: Statement("\(recordName(sighting)), which indicator \(id) matches"))
      if row.session != 0, sessionAnchors[row.session] == nil {
        sessionAnchors[row.session] = anchor
      }
      if row.token != 0, tokenAnchors[row.token] == nil { tokenAnchors[row.token] = anchor }
    }
  }

  func decide(_ sightings: AuditSightings) -> AttributionTable {
    var table = AttributionTable()
    table.bySighting.reserveCapacity(sightings.contexts.count)
    var decided = [DecisionIndex?](repeating: nil, count: contexts.count)
    /// Of records before the anchor.
    var decidedEarlier = decided
    let anchorTimes = contexts.rows.map { anchorTime($0) }
    var indexes: [Attribution: DecisionIndex] = [:]
    var plain: DecisionIndex?
    func index(_ attribution: Attribution) -> DecisionIndex {
      if attribution.kind == .unattributed, let plain { return plain }
      if let index = indexes[attribution] { return index }
      let index = DecisionIndex(table.decisions.count)
      if attribution.kind == .unattributed { plain = index }
      table.decisions.append(attribution)
      indexes[attribution] = index
      return index
    }
    for (number, context) in sightings.contexts.enumerated() {
      let isEarlier = anchorTimes[context.int].map { sightings.time(SightingIndex(number)) < $0 }
      if let known = isEarlier == true ? decidedEarlier[context.int] : decided[context.int] {
        table.bySighting.append(known)
        continue
      }
      let timed =
        attackerHits[context.int].contains { indicators[$0.rule].rule.hasTimeRange }
        || goodHits[context.int].contains { knownGood[$0.rule].rule.hasTimeRange }
      let time = timed ? sightings.time(SightingIndex(number)) : UTCTime(seconds: 0)
      let decision = index(decide(context, at: time, isEarlier: isEarlier == true))
      if !timed, isEarlier == true { decidedEarlier[context.int] = decision }
      if !timed, isEarlier != true { decided[context.int] = decision }
      table.bySighting.append(decision)
    }
    return table
  }

  private func decide(
    _ index: ContextIndex, at time: UTCTime, isEarlier: Bool
  ) -> Attribution {
    let context = contexts.rows[index.int]
    let attacker = attackerHits[index.int].filter {
      !indicators[$0.rule].rule.hasTimeRange || indicators[$0.rule].coversTime(time)
    }
    let good = goodHits[index.int].filter {
      !knownGood[$0.rule].rule.hasTimeRange || knownGood[$0.rule].coversTime(time)
    }
    let goodReasons = good.map {
      Statement("known good \(knownGood[$0.rule].rule.id): \($0.reasons.joinedByAnd)")
    }
    if !attacker.isEmpty {
      var decision = Attribution(.attacker)
      decision.indicators = attacker.map { indicators[$0.rule].rule.id }
      decision.reasons = attacker.map {
        Statement("indicator \(indicators[$0.rule].rule.id): \($0.reasons.joinedByAnd)")
      }
      decision.alsoKnownGood = !good.isEmpty
      decision.reasons += goodReasons.map { Statement("also \($0)") }
      return decision
    }
    let link = isEarlier && !scope.readings.linkEarlier ? nil : link(context)
    if !good.isEmpty {
      guard let link else {
        var decision = Attribution(.knownGood)
        decision.reasons = goodReasons
        return decision
      }
      return contested(index, goodReasons, link, isEarlier: isEarlier)
    }
    if let link, scope.readings.linkSessions {
      var decision = Attribution(isEarlier ? .linkedEarlier : .linked)
      decision.anchor = link.anchor
      decision.reasons = [Statement("linked: \(link.reason)")]
      return decision
    }
    if scope.readings.assumption == .everyAccess {
      var decision = Attribution(.assumption)
      decision.reasons = [
        Statement("the scope counts every access that is not known good (R15)")
      ]
      return decision
    }
    if let reason = serviceReason(context) {
      var decision = Attribution(.service)
      decision.reasons = [reason]
      return decision
    }
    return Attribution(.unattributed)
  }

  /// Known good, and yet in a session or token of the attacker: what somebody decided, the last if
  /// several did.
  private func contested(
    _ index: ContextIndex, _ goodReasons: [Statement],
    _ link: (reason: Statement, anchor: SightingIndex), isEarlier: Bool
  ) -> Attribution {
    let context = contexts[index]
    let counts = context.mailbox.flatMap { mailbox in
      scope.decisions.lazy.compactMap {
        $0.decidesContested(context, in: mailboxes[mailbox.int])
      }.last
    }
    var decision = Attribution(
      counts == true ? (isEarlier ? .linkedEarlier : .linked) : .knownGood)
    decision.contested = counts != true
    decision.contestedIsDecided = counts != nil
    decision.anchor = link.anchor
    decision.reasons = goodReasons + [Statement("contested: \(link.reason)")]
    switch counts {
    case true?:
      decision.reasons.append(Statement("a decision of the scope counts it as the attacker's"))
    case false?: decision.reasons.append(Statement("a decision of the scope leaves it known good"))
    case nil: break
    }
    return decision
  }

  private func link(_ context: ResolvedContext) -> (reason: Statement, anchor: SightingIndex)? {
    if context.session != 0, let anchor = sessionAnchors[context.session] {
      return (
        Statement(
          "session \(contexts.texts[context.session].string) is also that of \(anchor.name)"),
        anchor.sighting
      )
    }
    if context.token != 0, let anchor = tokenAnchors[context.token] {
      return (
        Statement("token \(contexts.texts[context.token].string) is also that of \(anchor.name)"),
        anchor.sighting
      )
    }
    return nil
  }

  /// When an indicator first matches a record of the context's session or token.
  private func anchorTime(_ context: ResolvedContext) -> UTCTime? {
    let bySession = context.session == 0 ? nil : sessionAnchors[context.session]?.time
    let byToken = context.token == 0 ? nil : tokenAnchors[context.token]?.time
    guard let bySession, let byToken else { return bySession ?? byToken }
    return min(bySession, byToken)
  }

  private func serviceReason(_ context: ResolvedContext) -> Statement? {
    if context.logonType == LogonType.transport || context.logonType == LogonType.systemService {
      return Statement("logon type \(context.logonType) (\(LogonType.word(context.logonType)))")
    }
    if context.userType == UserType.system { return Statement("user type 4 (system)") }
    return nil
  }
}
