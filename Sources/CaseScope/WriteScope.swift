import CaseModel
import TextFormats

/// scope.json of a scope: sorted keys, empty lists left out.
package func writeScope(_ scope: Scope) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    if !scope.accessEnds.isEmpty {
      writer.key("accessEnds") { $0.array(scope.accessEnds) { write($1, &$0) } }
    }
    if !scope.decisions.isEmpty {
      writer.key("decisions") { $0.array(scope.decisions) { write($1, &$0) } }
    }
    writer.key("indicators") {
      $0.array(scope.indicators + scope.retractedIndicators) { write($1, &$0) }
    }
    writer.key("knownGood") {
      $0.array(scope.knownGood + scope.retractedKnownGood) { write($1, &$0) }
    }
    writer.key("mailboxes") { $0.array(scope.mailboxes) { write($1, &$0) } }
    writer.key("readings") { $0.object { write(scope.readings, &$0) } }
    writer.key("schema", scopeSchema)
    writer.key("windows") { $0.array(scope.windows) { write($1, &$0) } }
  }
  return writer.finish()
}

private func write(_ end: ScopeAccessEnd, _ writer: inout JSONWriter) {
  writer.object { writer in
    writer.key("at", end.at)
    writer.key("decidedBy", end.decidedBy)
    if !end.mailboxes.isEmpty {
      writer.key("mailboxes") { $0.array(end.mailboxes) { write($1, &$0) } }
    }
    writer.key("why", end.why)
  }
}

private func write(_ decision: ScopeDecision, _ writer: inout JSONWriter) {
  writer.object { writer in
    if decision.at != nil { writer.key("at", decision.at) }
    writer.key("by", decision.by)
    writeDecision(decision.what, &writer)
    writer.key("why", decision.why)
  }
}

private func write(_ window: ScopeWindow, _ writer: inout JSONWriter) {
  writer.object { writer in
    if !window.decidedBy.isEmpty { writer.key("decidedBy", window.decidedBy) }
    writer.key("from", window.span.from)
    if !window.mailboxes.isEmpty {
      writer.key("mailboxes") { $0.array(window.mailboxes) { write($1, &$0) } }
    }
    writer.key("to", window.span.to)
    if !window.why.isEmpty { writer.key("why", window.why) }
  }
}

func write(_ selector: MailboxSelector, _ writer: inout JSONWriter) {
  writer.object { writer in
    switch selector {
    case .upn(let upn): writer.key("upn", upn)
    case .guid(let guid): writer.key("guid", guid)
    }
  }
}

private func write(_ readings: Readings, _ writer: inout JSONWriter) {
  writer.key("assumption", readings.assumption.rawValue)
  // As it was before anybody could decide it.
  if !readings.linkEarlier { writer.key("linkEarlier", false) }
  writer.key("linkSessions", readings.linkSessions)
  writer.key("sync", readings.sync.rawValue)
  writer.key("throttle", readings.throttle.rawValue)
}

private func write(_ rule: Indicator, _ writer: inout JSONWriter) {
  writer.object { writer in
    if !rule.addresses.isEmpty { writer.key("addresses", rule.addresses.map(\.text)) }
    if !rule.applications.isEmpty { writer.key("applications", rule.applications) }
    if !rule.clients.isEmpty { writer.key("clients", rule.clients) }
    if rule.decidedAt != nil { writer.key("decidedAt", rule.decidedAt) }
    if !rule.decidedBy.isEmpty { writer.key("decidedBy", rule.decidedBy) }
    if !rule.devices.isEmpty { writer.key("devices", rule.devices) }
    if rule.from != nil { writer.key("from", rule.from) }
    writer.key("id", rule.id)
    if !rule.logonTypes.isEmpty { writer.key("logonTypes", rule.logonTypes.map(Int.init)) }
    if !rule.mailboxes.isEmpty {
      writer.key("mailboxes") { $0.array(rule.mailboxes) { write($1, &$0) } }
    }
    if !rule.sessions.isEmpty { writer.key("sessions", rule.sessions) }
    if rule.to != nil { writer.key("to", rule.to) }
    if !rule.tokens.isEmpty { writer.key("tokens", rule.tokens) }
    if !rule.users.isEmpty { writer.key("users", rule.users) }
    if !rule.why.isEmpty { writer.key("why", rule.why) }
  }
}
