import CaseModel
import TextFormats

package let regimeSchema = "casefile/regime/1"

/// Reads a regime file: a key that is not known, or an id that nothing has, is an error.
package func readRegime(_ json: JSONValue) throws(DocumentProblem) -> Regime {
  let root = try DocumentObject(json, "")
  try root.allow([
    "schema", "id", "title", "authority", "law", "lawLanguage", "version", "inForceSince",
    "lastChecked", "sources", "triggers", "thresholds", "notices", "items", "assessment", "quotes",
    "retention",
  ])
  if try root.requiredText("schema") != regimeSchema {
    throw root.problem("schema", root["schema"], "\"\(regimeSchema)\"")
  }
  var regime = Regime()
  regime.id = try root.requiredText("id")
  regime.title = try root.requiredText("title")
  regime.authority = try root.requiredText("authority")
  regime.law = try root.requiredText("law")
  regime.lawLanguage = try root.requiredText("lawLanguage")
  regime.version = try root.requiredText("version")
  regime.inForceSince = try date(root, "inForceSince")
  regime.lastChecked = try date(root, "lastChecked")
  try readLists(root, &regime)
  for notice in try root.objects("notices") {
    regime.notices.append(try readNotice(notice, regime))
  }
  for item in try root.objects("items") { regime.items.append(try readItem(item, regime)) }
  if root["assessment"] != nil { try readAssessment(root, &regime) }
  for quote in try root.objects("quotes") { regime.quotes.append(try readQuote(quote, [])) }
  if root["retention"] != nil {
    let retention = try root.requiredObject("retention")
    regime.retention = try readQuote(retention, ["years"])
    if retention["years"] != nil { regime.retentionYears = try retention.requiredNumber("years") }
  }
  try checkIds(root, regime)
  return regime
}

/// Sources, triggers and thresholds.
private func readLists(_ root: DocumentObject, _ regime: inout Regime) throws(DocumentProblem) {
  for source in try root.objects("sources") {
    try source.allow(["text", "mark"])
    regime.sources.append(
      Regime.Source(
        text: try source.requiredText("text"),
        mark: try source.requiredWord("mark", Regime.Mark.self)))
  }
  for trigger in try root.objects("triggers") {
    try trigger.allow(["id", "text", "mark"])
    regime.triggers.append(
      Regime.Trigger(
        id: try trigger.requiredText("id"), text: try trigger.requiredText("text"),
        mark: try trigger.requiredWord("mark", Regime.Mark.self)))
  }
  for threshold in try root.objects("thresholds") {
    try threshold.allow(["id", "subject", "rule", "number", "mark"])
    regime.thresholds.append(
      Regime.Threshold(
        id: try threshold.requiredText("id"), subject: try threshold.requiredText("subject"),
        rule: try threshold.requiredWord("rule", Regime.Threshold.Rule.self),
        number: try threshold.requiredNumber("number"),
        mark: try threshold.requiredWord("mark", Regime.Mark.self)))
  }
}

private func readAssessment(
  _ root: DocumentObject, _ regime: inout Regime
) throws(DocumentProblem) {
  let assessment = try root.requiredObject("assessment")
  try assessment.allow(["citation", "text", "factors"])
  var factors: [Regime.Item] = []
  for factor in try assessment.objects("factors") { factors.append(try readItem(factor, regime)) }
  regime.assessment = Regime.Assessment(
    citation: try assessment.requiredText("citation"), text: try assessment.requiredText("text"),
    factors: factors)
}

private func date(_ object: DocumentObject, _ key: String) throws(DocumentProblem) -> String {
  let text = try object.requiredText(key)
  if text.utf8.count != 10 || TimeReader.readDateOrTime(text) == nil {
    throw object.problem(key, object[key], "a date such as 2025-03-01")
  }
  return text
}

private func readNotice(
  _ object: DocumentObject, _ regime: Regime
) throws(DocumentProblem) -> Regime.Notice {
  try object.allow(["id", "to", "citation", "mark", "deadline", "threshold"])
  let deadline = try object.requiredObject("deadline")
  try deadline.allow(["trigger", "unit", "amount", "text"])
  let trigger = try deadline.requiredText("trigger")
  if !regime.triggers.contains(where: { $0.id == trigger }) {
    throw deadline.problem(
      "trigger", deadline["trigger"], "one of \(ids(regime.triggers.map(\.id)))")
  }
  var notice = Regime.Notice(
    id: try object.requiredText("id"), to: try object.requiredText("to"),
    citation: try object.requiredText("citation"),
    mark: try object.requiredWord("mark", Regime.Mark.self),
    deadline: Regime.Deadline(
      trigger: trigger, unit: try deadline.requiredWord("unit", Regime.Deadline.Unit.self),
      amount: try deadline.requiredNumber("amount"), text: try deadline.requiredText("text")))
  let hasAmount = notice.deadline.text.contains("{amount}")
  if hasAmount != (notice.deadline.unit != .none) {
    throw deadline.problem(
      "text", deadline["text"],
      hasAmount ? "no {amount} where no time is fixed" : "{amount} where the time goes")
  }
  if object["threshold"] != nil {
    let threshold = try object.requiredText("threshold")
    if !regime.thresholds.contains(where: { $0.id == threshold }) {
      throw object.problem(
        "threshold", object["threshold"], "one of \(ids(regime.thresholds.map(\.id)))")
    }
    notice.threshold = threshold
  }
  return notice
}

private func readItem(
  _ object: DocumentObject, _ regime: Regime
) throws(DocumentProblem) -> Regime.Item {
  try object.allow(["id", "text", "citation", "mark", "fill", "from", "notices"])
  var item = Regime.Item(
    id: try object.requiredText("id"), text: try object.requiredText("text"),
    citation: try object.requiredText("citation"),
    mark: try object.requiredWord("mark", Regime.Mark.self),
    fill: try object.requiredWord("fill", Regime.Item.Fill.self))
  for key in try object.texts("from") {
    guard let known = Regime.EvidenceKey(rawValue: key) else {
      throw object.problem("from", object["from"], ids(Regime.EvidenceKey.allCases.map(\.rawValue)))
    }
    item.from.append(known)
  }
  item.notices = try object.texts("notices")
  if let unknown = item.notices.first(where: { id in !regime.notices.contains { $0.id == id } }) {
    throw DocumentProblem(
      key: object.path("notices"), found: "\"\(unknown)\"",
      expected: "one of \(ids(regime.notices.map(\.id)))")
  }
  return item
}

private func readQuote(
  _ object: DocumentObject, _ more: [String]
) throws(DocumentProblem) -> Regime.Quote {
  try object.allow(["citation", "text", "mark"] + more)
  return Regime.Quote(
    citation: try object.requiredText("citation"), text: try object.requiredText("text"),
    mark: try object.requiredWord("mark", Regime.Mark.self))
}

private func checkIds(_ root: DocumentObject, _ regime: Regime) throws(DocumentProblem) {
  for (key, ids) in [
    ("triggers", regime.triggers.map(\.id)), ("thresholds", regime.thresholds.map(\.id)),
    ("notices", regime.notices.map(\.id)), ("items", regime.items.map(\.id)),
  ] where Set(ids).count != ids.count {
    throw DocumentProblem(
      key: key, found: "an id a second time", expected: "a unique id for each")
  }
  if regime.notices.isEmpty {
    throw root.problem("notices", root["notices"], "at least one notice")
  }
}

private func ids(_ names: [String]) -> String { names.joined(separator: ", ") }
