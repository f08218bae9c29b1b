import CaseModel

/// Decides for every sighting whose access it was (R14, R15): over all evidence, before windows
/// and mailboxes filter.
///
/// - Parameter recordName: names the record of a sighting, for the reasons.
package func attribute(
  _ sightings: [AuditSighting], contexts: [AccessContext], mailboxes: [MailboxIdentity],
  scope: Scope, recordName: (Int) -> String
) -> AttributionTable {
  var attributor = Attributor(contexts: contexts, mailboxes: mailboxes, scope: scope)
  attributor.findAnchors(sightings, recordName)
  return attributor.decide(sightings)
}

private struct Attributor {
  /// A rule that matches a context, times aside.
  struct Hit {
    var rule: Int
    var reasons: [String]
  }

  struct Anchor {
    var sighting: Int
    /// The record, and the indicator that matches it.
    var name: String
  }

  let contexts: [AccessContext]
  let scope: Scope
  let indicators: [IndicatorMatch]
  let knownGood: [IndicatorMatch]
  /// By context.
  var attackerHits: [[Hit]]
  var goodHits: [[Hit]]
  /// The anchor of a session or token: the earliest record that an indicator matches.
  var sessionAnchors: [EvidenceText: Anchor] = [:]
  var tokenAnchors: [EvidenceText: Anchor] = [:]

  init(contexts: [AccessContext], mailboxes: [MailboxIdentity], scope: Scope) {
    self.contexts = contexts
    self.scope = scope
    let indicators = scope.indicators.map { IndicatorMatch($0, isKnownGood: false) }
    let knownGood = scope.knownGood.map { IndicatorMatch($0, isKnownGood: true) }
    func hits(_ rules: [IndicatorMatch], _ context: AccessContext) -> [Hit] {
      rules.enumerated().compactMap { index, rule in
        rule.reasons(context, mailboxes).map { Hit(rule: index, reasons: $0) }
      }
    }
    attackerHits = contexts.map { hits(indicators, $0) }
    goodHits = contexts.map { hits(knownGood, $0) }
    self.indicators = indicators
    self.knownGood = knownGood
  }

  mutating func findAnchors(_ sightings: [AuditSighting], _ recordName: (Int) -> String) {
    var sessions: [EvidenceText: Int] = [:]
    var tokens: [EvidenceText: Int] = [:]
    func note(_ text: EvidenceText, _ index: Int, in anchors: inout [EvidenceText: Int]) {
      if text.isEmpty { return }
      guard let old = anchors[text] else {
        anchors[text] = index
        return
      }
      let (left, right) = (sightings[index], sightings[old])
      if (left.time, left.key) < (right.time, right.key) { anchors[text] = index }
    }
    for (index, sighting) in sightings.enumerated() {
      let matches = attackerHits[sighting.context].contains {
        indicators[$0.rule].coversTime(sighting.time)
      }
      if !matches { continue }
      note(contexts[sighting.context].session, index, in: &sessions)
      note(contexts[sighting.context].token, index, in: &tokens)
    }
    func anchor(_ index: Int) -> Anchor {
      let rule = attackerHits[sightings[index].context].first {
        indicators[$0.rule].coversTime(sightings[index].time)
      }
      let id = rule.map { indicators[$0.rule].rule.id } ?? ""
      return Anchor(
        sighting: index, name: "\(recordName(index)), which indicator \(id) matches")
    }
    sessionAnchors = sessions.mapValues(anchor)
    tokenAnchors = tokens.mapValues(anchor)
  }

  func decide(_ sightings: [AuditSighting]) -> AttributionTable {
    var table = AttributionTable()
    table.bySighting.reserveCapacity(sightings.count)
    var known: [Int: Int32] = [:]
    var numbers: [Attribution: Int32] = [:]
    func number(_ attribution: Attribution) -> Int32 {
      if let number = numbers[attribution] { return number }
      let number = Int32(table.decisions.count)
      table.decisions.append(attribution)
      numbers[attribution] = number
      return number
    }
    for sighting in sightings {
      let context = sighting.context
      let timed =
        attackerHits[context].contains { indicators[$0.rule].rule.hasTimeRange }
        || goodHits[context].contains { knownGood[$0.rule].rule.hasTimeRange }
      if !timed, let number = known[context] {
        table.bySighting.append(number)
        continue
      }
      let decided = number(decide(context, at: sighting.time))
      if !timed { known[context] = decided }
      table.bySighting.append(decided)
    }
    return table
  }

  private func decide(_ index: Int, at time: UTCTime) -> Attribution {
    let context = contexts[index]
    let attacker = attackerHits[index].filter { indicators[$0.rule].coversTime(time) }
    let good = goodHits[index].filter { knownGood[$0.rule].coversTime(time) }
    let goodReasons = good.map {
      "known good \(knownGood[$0.rule].rule.id): \($0.reasons.joined(separator: " and "))"
    }
    if !attacker.isEmpty {
      var decision = Attribution(.attacker)
      decision.indicators = attacker.map { indicators[$0.rule].rule.id }
      decision.reasons = attacker.map {
        "indicator \(indicators[$0.rule].rule.id): \($0.reasons.joined(separator: " and "))"
      }
      decision.alsoKnownGood = !good.isEmpty
      decision.reasons += goodReasons.map { "also \($0)" }
      return decision
    }
    let link = link(context)
    if !good.isEmpty {
      var decision = Attribution(.knownGood)
      decision.reasons = goodReasons
      if let link {
        decision.contested = true
        decision.anchor = link.anchor
        decision.reasons.append("contested: \(link.reason)")
      }
      return decision
    }
    if let link, scope.readings.linkSessions {
      var decision = Attribution(.linked)
      decision.anchor = link.anchor
      decision.reasons = ["linked: \(link.reason)"]
      return decision
    }
    if scope.readings.assumption == .everyAccess {
      var decision = Attribution(.assumption)
      decision.reasons = ["the scope counts every access that is not known good (R15)"]
      return decision
    }
    if let reason = serviceReason(context) {
      var decision = Attribution(.service)
      decision.reasons = [reason]
      return decision
    }
    return Attribution(.unattributed)
  }

  private func link(_ context: AccessContext) -> (reason: String, anchor: Int)? {
    if let anchor = sessionAnchors[context.session] {
      return (
        "session \(context.session.string) is also that of \(anchor.name)", anchor.sighting
      )
    }
    if let anchor = tokenAnchors[context.token] {
      return ("token \(context.token.string) is also that of \(anchor.name)", anchor.sighting)
    }
    return nil
  }

  private func serviceReason(_ context: AccessContext) -> String? {
    if context.logonType == LogonType.transport || context.logonType == LogonType.systemService {
      return "logon type \(context.logonType) (\(LogonType.word(context.logonType)))"
    }
    if context.userType == UserType.system { return "user type 4 (system)" }
    return nil
  }
}
