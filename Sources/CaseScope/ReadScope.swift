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
    scope.decisions.append(try readDecision(element, &scope))
  }
  for element in try root.objects("accessEnds") {
    scope.accessEnds.append(try accessEnd(element))
  }
  return scope
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
    "applications", "devices", "users", "logonTypes", "mailboxes", "from", "to",
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
  indicator.devices = try object.texts("devices")
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
      expected: "at least one of addresses, sessions, tokens, clients, applications, devices,"
        + " users, logonTypes, mailboxes, from, to")
  }
  return indicator
}

private func readReadings(_ object: DocumentObject) throws(DocumentProblem) -> Readings {
  try object.allow(["sync", "throttle", "assumption", "linkEarlier", "linkSessions"])
  var readings = Readings()
  readings.sync = try object.word("sync", Readings.Sync.self) ?? readings.sync
  readings.throttle = try object.word("throttle", Readings.Throttle.self) ?? readings.throttle
  readings.assumption =
    try object.word("assumption", Readings.Assumption.self) ?? readings.assumption
  if object["linkEarlier"] != nil { readings.linkEarlier = try object.flag("linkEarlier") }
  if object["linkSessions"] != nil { readings.linkSessions = try object.flag("linkSessions") }
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
