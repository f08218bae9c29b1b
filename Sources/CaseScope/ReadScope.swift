import CaseModel
import TextFormats

package let scopeSchema = "casefile/scope/1"

/// Reads scope.json (design section 5): a key that is not listed there is an error.
package func readScope(_ document: JSONValue) throws(DocumentProblem) -> Scope {
  let root = try DocumentObject(document, "")
  try root.allow([
    "schema", "mailboxes", "windows", "indicators", "knownGood", "readings", "decisions",
    "accessEnds",
  ])
  if let schema = root["schema"], schema.text != scopeSchema {
    throw root.problem("schema", schema, "\"\(scopeSchema)\"")
  }
  var scope = Scope()
  scope.mailboxes = try root.selectors("mailboxes")
  for element in try root.objects("windows") { scope.windows.append(try window(element)) }
  for element in try root.objects("indicators") { scope.indicators.append(try indicator(element)) }
  for element in try root.objects("knownGood") { scope.knownGood.append(try indicator(element)) }
  if let readings = root["readings"] {
    scope.readings = try readReadings(DocumentObject(readings, "readings"))
  }
  try checkIds(scope)
  for element in try root.objects("decisions") {
    try element.allow(["at", "by", "what", "why"])
    scope.decisions.append(try decision(element, &scope))
  }
  for element in try root.objects("accessEnds") {
    scope.accessEnds.append(try accessEnd(element))
  }
  return scope
}

private func decision(
  _ object: DocumentObject, _ scope: inout Scope
) throws(DocumentProblem) -> ScopeDecision {
  try object.allow(["at", "by", "what", "why"])
  let decision = ScopeDecision(
    at: try object.time("at"), by: try object.text("by"), what: try decided(object),
    why: try object.text("why"))
  guard case .retract(let id) = decision.what else { return decision }
  let key = object.path("what.retract.id")
  // It changes what counts, so somebody has to stand for it.
  if Decision(by: decision.by, why: decision.why) == nil {
    throw DocumentProblem(
      key: key, found: "no by or no why", expected: "who retracted the rule, and why")
  }
  if !scope.retract(id) {
    throw DocumentProblem(
      key: key, found: "\"\(id)\"",
      expected: "the id of a rule that is not retracted yet"
        + (scope.everyRule.isEmpty
          ? "" : ": " + (scope.indicators + scope.knownGood).map(\.id).joined(separator: ", ")))
  }
  return decision
}

/// A text, or one of the decisions that are data.
private func decided(_ object: DocumentObject) throws(DocumentProblem) -> ScopeDecision.What {
  guard let what = object["what"], what.members != nil else {
    let text = try object.text("what")
    return leftOutside(text) ?? .said(text)
  }
  let key = object.path("what")
  let one = try DocumentObject(what, key)
  try one.allow(["leaveOutside", "retract"])
  if one.members.count > 1 {
    throw DocumentProblem(
      key: key, found: "\(one.members.count) decisions", expected: "one: each has its own reason")
  }
  if let retracted = one["retract"] {
    let inner = try DocumentObject(retracted, one.path("retract"))
    try inner.allow(["id"])
    return .retract(try inner.text("id"))
  }
  guard let left = one["leaveOutside"] else {
    throw DocumentProblem(
      key: key, found: "no decision",
      expected: "{\"leaveOutside\": {\"mailbox\": …}} or {\"retract\": {\"id\": …}}")
  }
  let inner = try DocumentObject(left, one.path("leaveOutside"))
  try inner.allow(["mailbox", "from", "to"])
  let (from, to) = (try inner.requiredTime("from"), try inner.requiredTime("to"))
  if to < from {
    throw DocumentProblem(
      key: inner.path("to"), found: to.iso, expected: "a time no earlier than from (\(from.iso))"
    )
  }
  return .leaveOutside(try inner.selector("mailbox"), from: from, to: to)
}

/// As casefile up to rules 8 wrote it, in words: `leave outside the scope: NAME FROM/TO`.
private func leftOutside(_ text: String) -> ScopeDecision.What? {
  let lead = "leave outside the scope: "
  guard text.hasPrefix(lead), let blank = text.lastIndex(of: " ") else { return nil }
  let name = text[..<blank].dropFirst(lead.count)
  let times = text[blank...].dropFirst().split(separator: "/").map(String.init)
  guard !name.isEmpty, times.count == 2, let from = TimeReader.read(times[0]),
    let to = TimeReader.read(times[1]), let mailbox = MailboxSelector(String(name))
  else { return nil }
  return .leaveOutside(mailbox, from: from, to: to)
}

/// It narrows what is assumed, so somebody has to stand for it.
private func accessEnd(_ object: DocumentObject) throws(DocumentProblem) -> ScopeAccessEnd {
  try object.allow(["at", "mailboxes", "why", "decidedBy"])
  let at = try object.requiredTime("at")
  let why = try object.text("why")
  let decidedBy = try object.text("decidedBy")
  for (key, text) in [("why", why), ("decidedBy", decidedBy)] where text.isBlank {
    throw DocumentProblem(
      key: object.path(key), found: "nothing", expected: "who decided that access ended, and why")
  }
  var end = ScopeAccessEnd(at: at, why: why, decidedBy: decidedBy)
  end.mailboxes = try object.selectors("mailboxes")
  return end
}

private func window(_ object: DocumentObject) throws(DocumentProblem) -> ScopeWindow {
  try object.allow(["from", "to", "mailboxes", "why", "decidedBy"])
  let from = try object.requiredTime("from")
  let to = try object.requiredTime("to")
  if to <= from {
    throw DocumentProblem(
      key: object.path("to"), found: to.iso, expected: "a time after from (\(from.iso))")
  }
  var window = ScopeWindow(span: TimeSpan(from: from, to: to))
  window.mailboxes = try object.selectors("mailboxes")
  window.why = try object.text("why")
  window.decidedBy = try object.text("decidedBy")
  return window
}

private func indicator(_ object: DocumentObject) throws(DocumentProblem) -> Indicator {
  try object.allow([
    "id", "why", "decidedBy", "decidedAt", "addresses", "sessions", "tokens", "clients",
    "applications", "users", "logonTypes", "mailboxes", "from", "to",
  ])
  let id = try object.text("id")
  if id.isBlank {
    throw DocumentProblem(
      key: object.path("id"), found: "nothing", expected: "a name such as \"A1\"")
  }
  var indicator = Indicator(id: id)
  indicator.why = try object.text("why")
  indicator.decidedBy = try object.text("decidedBy")
  indicator.decidedAt = try object.time("decidedAt")
  for (index, text) in try object.texts("addresses").enumerated() {
    guard let address = IndicatorAddress(text) else {
      throw DocumentProblem(
        key: object.path("addresses[\(index)]"), found: "\"\(text)\"",
        expected: "an IP address, or a CIDR range such as 198.51.100.0/24")
    }
    indicator.addresses.append(address)
  }
  indicator.sessions = try object.texts("sessions")
  indicator.tokens = try object.texts("tokens")
  indicator.clients = try object.texts("clients")
  indicator.applications = try object.texts("applications")
  indicator.users = try object.texts("users")
  indicator.logonTypes = try object.numbers("logonTypes")
  indicator.mailboxes = try object.selectors("mailboxes")
  indicator.from = try object.time("from")
  indicator.to = try object.time("to")
  if let from = indicator.from, let to = indicator.to, to <= from {
    throw DocumentProblem(
      key: object.path("to"), found: to.iso, expected: "a time after from (\(from.iso))")
  }
  if !indicator.hasField {
    throw DocumentProblem(
      key: object.path(""), found: "an indicator without a field",
      expected: "at least one of addresses, sessions, tokens, clients, applications, users,"
        + " logonTypes, mailboxes, from, to")
  }
  return indicator
}

private func readReadings(_ object: DocumentObject) throws(DocumentProblem) -> Readings {
  try object.allow(["sync", "throttle", "assumption", "linkSessions"])
  var readings = Readings()
  readings.sync = try object.word("sync", Readings.Sync.self) ?? readings.sync
  readings.throttle = try object.word("throttle", Readings.Throttle.self) ?? readings.throttle
  readings.assumption =
    try object.word("assumption", Readings.Assumption.self) ?? readings.assumption
  if let link = object["linkSessions"] {
    guard case .bool(let flag) = link else {
      throw object.problem("linkSessions", link, "true or false")
    }
    readings.linkSessions = flag
  }
  return readings
}

private func checkIds(_ scope: Scope) throws(DocumentProblem) {
  var seen: Set<String> = []
  // As they stand in the file, before anything is retracted.
  for (list, rules) in [("indicators", scope.indicators), ("knownGood", scope.knownGood)] {
    for (index, rule) in rules.enumerated() where !seen.insert(rule.id).inserted {
      throw DocumentProblem(
        key: "\(list)[\(index)].id", found: "\"\(rule.id)\" a second time",
        expected: "a unique id for each rule")
    }
  }
}
