import CaseModel

/// Which contexts an indicator of the scope matches, times aside (R14).
package func matchedContexts(
  _ contexts: ResolvedContexts, mailboxes: [MailboxIdentity], scope: Scope
) -> [Bool] {
  var isMatched = [Bool](repeating: false, count: contexts.count)
  for rule in scope.indicators {
    var columns = IndicatorColumns(
      IndicatorMatch(rule, isKnownGood: false), contexts, mailboxes)
    for context in contexts.indexes where !isMatched[context.int] {
      isMatched[context.int] = columns.matches(context)
    }
  }
  return isMatched
}

/// Everything of a scope that decides which records of other mailboxes findings name.
package func reach(of scope: Scope) -> ScopeReach {
  ScopeReach(
    mailboxes: Set(scope.mailboxes.map(reach)).sorted(),
    indicators: Set(scope.indicators.map(reach)).sorted())
}

/// What an indicator looks at: without its name, its reasons and its times.
private func reach(of rule: Indicator) -> String {
  let mailboxes: [String] = rule.mailboxes.map { reach(of: $0) }
  let fields: [(String, [String])] = [
    ("addresses", rule.addresses.map(\.text)),
    ("applications", rule.applications.map { $0.lowercased() }),
    ("clients", rule.clients.map { $0.lowercased() }),
    ("logonTypes", rule.logonTypes.map { "\($0)" }),
    ("mailboxes", mailboxes),
    ("sessions", rule.sessions.map { $0.lowercased() }),
    ("tokens", rule.tokens),
    ("users", rule.users.map { EvidenceText($0).folded.string }),
  ]
  // Quoted, so that no value can seem to be two.
  return fields.filter { !$0.1.isEmpty }.map { name, values in
    "\(name) \(Set(values).sorted().map(String.init(reflecting:)).joined(separator: ", "))"
  }.joined(separator: "; ")
}

private func reach(of selector: MailboxSelector) -> String {
  switch selector {
  case .upn(let name): "upn \(EvidenceText(name).folded.string)"
  case .guid(let guid): "guid \(guid.lowercased())"
  }
}
