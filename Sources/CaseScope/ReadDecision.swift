import CaseModel
import TextFormats

/// A decision of scope.json; a rule that it retracts is out of force afterwards.
func readDecision(
  _ object: DocumentObject, _ scope: inout Scope
) throws(DocumentProblem) -> ScopeDecision {
  try object.allow(["at", "by", "what", "why"])
  let decision = ScopeDecision(
    at: try object.time("at"), by: try object.text("by"), what: try decided(object),
    why: try object.text("why"))
  switch decision.what {
  case .said, .leaveOutside: return decision
  case .contested, .acceptRejected, .waive: try checkAuthor(decision, object)
  case .retract(let id):
    try checkAuthor(decision, object)
    if !scope.retract(id) {
      throw DocumentProblem(
        key: object.path("what.retract.id"), found: "\"\(id)\"",
        expected: "the id of a rule that is not retracted yet"
          + (scope.everyRule.isEmpty
            ? "" : ": " + (scope.indicators + scope.knownGood).map(\.id).joined(separator: ", ")))
    }
  }
  return decision
}

/// It changes what counts, or what is asked for, so somebody has to stand for it.
private func checkAuthor(
  _ decision: ScopeDecision, _ object: DocumentObject
) throws(DocumentProblem) {
  if Decision(by: decision.by, why: decision.why) != nil { return }
  throw DocumentProblem(
    key: object.path("what"), found: "no by or no why", expected: "who decided it, and why")
}

/// A text, or one of the decisions that are data.
private func decided(_ object: DocumentObject) throws(DocumentProblem) -> ScopeDecision.What {
  guard let what = object["what"], what.members != nil else {
    let text = try object.text("what")
    return leftOutside(text) ?? .said(text)
  }
  let key = object.path("what")
  let one = try DocumentObject(what, key)
  try one.allow(["leaveOutside", "retract", "contested", "acceptRejected", "waive"])
  guard one.members.count == 1, let decision = one.members.first else {
    throw DocumentProblem(
      key: key, found: one.members.isEmpty ? "no decision" : "\(one.members.count) decisions",
      expected: "one, such as {\"retract\": {\"id\": …}}: each has its own reason")
  }
  let inner = try DocumentObject(decision.value, one.path(decision.key))
  switch decision.key {
  case "retract":
    try inner.allow(["id"])
    return .retract(try inner.text("id"))
  case "contested":
    try inner.allow(["context", "counts"])
    return .contested(try context(inner), counts: try inner.flag("counts"))
  case "acceptRejected":
    try inner.allow(["evidence", "rows"])
    return .acceptRejected(
      evidence: try inner.evidence("evidence"), rows: try inner.count("rows"))
  case "waive":
    try inner.allow(["requirement"])
    let name = try inner.text("requirement")
    guard let requirement = Requirement(named: name) else {
      throw DocumentProblem(
        key: inner.path("requirement"), found: "\"\(name)\"", expected: Requirement.expected)
    }
    return .waive(requirement)
  default: return try leftOutside(inner)
  }
}

private func leftOutside(_ inner: DocumentObject) throws(DocumentProblem) -> ScopeDecision.What {
  try inner.allow(["mailbox", "from", "to"])
  let (from, to) = (try inner.requiredTime("from"), try inner.requiredTime("to"))
  if to < from {
    throw DocumentProblem(
      key: inner.path("to"), found: to.iso, expected: "a time no earlier than from (\(from.iso))"
    )
  }
  return .leaveOutside(try inner.selector("mailbox"), from: from, to: to)
}

private func context(_ object: DocumentObject) throws(DocumentProblem) -> ContextSelector {
  guard let value = object["context"] else {
    throw DocumentProblem(
      key: object.path("context"), found: "nothing",
      expected: "an object with mailbox, user, session and what else its records say")
  }
  let inner = try DocumentObject(value, object.path("context"))
  try inner.allow([
    "mailbox", "user", "session", "device", "client", "addresses", "applications", "logonType",
    "userType",
  ])
  var context = ContextSelector(mailbox: try inner.selector("mailbox"))
  context.user = EvidenceText(try inner.text("user"))
  context.session = EvidenceText(try inner.text("session"))
  context.device = EvidenceText(try inner.text("device"))
  context.client = EvidenceText(try inner.text("client"))
  context.addresses = try inner.texts("addresses").map { EvidenceText($0) }
  context.applications = try inner.texts("applications").map { EvidenceText($0) }
  context.logonType = try inner.number("logonType")
  context.userType = try inner.number("userType")
  return context
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
