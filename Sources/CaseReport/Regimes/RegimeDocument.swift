import CaseModel
import TextFormats

package let regimeSchema = "casefile/regime/1"

/// Reads a regime file: a key that is not known, or an id that nothing has, is an error.
package func readRegime(_ json: JSONValue) throws(DocumentProblem) -> Regime {
  let root = try StrictObject(json, "")
  try root.allow([
    "schema", "id", "title", "authority", "law", "lawLanguage", "version", "inForceSince",
    "lastChecked", "sources", "triggers", "thresholds", "notices", "items", "assessment", "quotes",
    "retention",
  ])
  if try root.text("schema") != regimeSchema { throw root.problem("schema", "\"\(regimeSchema)\"") }
  var regime = Regime()
  regime.id = try root.text("id")
  regime.title = try root.text("title")
  regime.authority = try root.text("authority")
  regime.law = try root.text("law")
  regime.lawLanguage = try root.text("lawLanguage")
  regime.version = try root.text("version")
  regime.inForceSince = try date(root, "inForceSince")
  regime.lastChecked = try date(root, "lastChecked")
  for source in try root.objects("sources") {
    try source.allow(["text", "mark"])
    regime.sources.append(
      Regime.Source(
        text: try source.text("text"), mark: try source.word("mark", Regime.Mark.self)))
  }
  for trigger in try root.objects("triggers") {
    try trigger.allow(["id", "text", "mark"])
    regime.triggers.append(
      Regime.Trigger(
        id: try trigger.text("id"), text: try trigger.text("text"),
        mark: try trigger.word("mark", Regime.Mark.self)))
  }
  for threshold in try root.objects("thresholds") {
    try threshold.allow(["id", "subject", "rule", "number", "mark"])
    regime.thresholds.append(
      Regime.Threshold(
        id: try threshold.text("id"), subject: try threshold.text("subject"),
        rule: try threshold.word("rule", Regime.Threshold.Rule.self),
        number: try threshold.number("number"),
        mark: try threshold.word("mark", Regime.Mark.self)))
  }
  for notice in try root.objects("notices") {
    regime.notices.append(try readNotice(notice, regime))
  }
  for item in try root.objects("items") { regime.items.append(try readItem(item, regime)) }
  if root.has("assessment") {
    let assessment = try root.object("assessment")
    try assessment.allow(["citation", "text", "factors"])
    var factors: [Regime.Item] = []
    for factor in try assessment.objects("factors") { factors.append(try readItem(factor, regime)) }
    regime.assessment = Regime.Assessment(
      citation: try assessment.text("citation"), text: try assessment.text("text"),
      factors: factors)
  }
  for quote in try root.objects("quotes") { regime.quotes.append(try readQuote(quote, [])) }
  if root.has("retention") {
    let retention = try root.object("retention")
    regime.retention = try readQuote(retention, ["years"])
    if retention.has("years") { regime.retentionYears = try retention.number("years") }
  }
  try checkIds(root, regime)
  return regime
}

private func date(_ object: StrictObject, _ key: String) throws(DocumentProblem) -> String {
  let text = try object.text(key)
  if text.utf8.count != 10 || TimeReader.readDateOrTime(text) == nil {
    throw object.problem(key, "a date such as 2025-03-01")
  }
  return text
}

private func readNotice(
  _ object: StrictObject, _ regime: Regime
) throws(DocumentProblem) -> Regime.Notice {
  try object.allow(["id", "to", "citation", "mark", "deadline", "threshold"])
  let deadline = try object.object("deadline")
  try deadline.allow(["trigger", "unit", "amount", "text"])
  let trigger = try deadline.text("trigger")
  if !regime.triggers.contains(where: { $0.id == trigger }) {
    throw deadline.problem("trigger", "one of \(ids(regime.triggers.map(\.id)))")
  }
  var notice = Regime.Notice(
    id: try object.text("id"), to: try object.text("to"), citation: try object.text("citation"),
    mark: try object.word("mark", Regime.Mark.self),
    deadline: Regime.Deadline(
      trigger: trigger, unit: try deadline.word("unit", Regime.Deadline.Unit.self),
      amount: try deadline.number("amount"), text: try deadline.text("text")))
  let hasAmount = notice.deadline.text.contains("{amount}")
  if hasAmount != (notice.deadline.unit != .none) {
    throw deadline.problem(
      "text", hasAmount ? "no {amount} where no time is fixed" : "{amount} where the time stands")
  }
  if object.has("threshold") {
    let threshold = try object.text("threshold")
    if !regime.thresholds.contains(where: { $0.id == threshold }) {
      throw object.problem("threshold", "one of \(ids(regime.thresholds.map(\.id)))")
    }
    notice.threshold = threshold
  }
  return notice
}

private func readItem(
  _ object: StrictObject, _ regime: Regime
) throws(DocumentProblem) -> Regime.Item {
  try object.allow(["id", "text", "citation", "mark", "fill", "from", "notices"])
  var item = Regime.Item(
    id: try object.text("id"), text: try object.text("text"),
    citation: try object.text("citation"), mark: try object.word("mark", Regime.Mark.self),
    fill: try object.word("fill", Regime.Item.Fill.self))
  for key in try object.texts("from") {
    guard let known = Regime.EvidenceKey(rawValue: key) else {
      throw object.problem("from", ids(Regime.EvidenceKey.allCases.map(\.rawValue)))
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
  _ object: StrictObject, _ more: [String]
) throws(DocumentProblem) -> Regime.Quote {
  try object.allow(["citation", "text", "mark"] + more)
  return Regime.Quote(
    citation: try object.text("citation"), text: try object.text("text"),
    mark: try object.word("mark", Regime.Mark.self))
}

private func checkIds(_ root: StrictObject, _ regime: Regime) throws(DocumentProblem) {
  for (key, ids) in [
    ("triggers", regime.triggers.map(\.id)), ("thresholds", regime.thresholds.map(\.id)),
    ("notices", regime.notices.map(\.id)), ("items", regime.items.map(\.id)),
  ] where Set(ids).count != ids.count {
    throw DocumentProblem(
      key: key, found: "an id a second time", expected: "an id of its own for each")
  }
  if regime.notices.isEmpty { throw root.problem("notices", "at least one notice") }
}

private func ids(_ names: [String]) -> String { names.joined(separator: ", ") }
