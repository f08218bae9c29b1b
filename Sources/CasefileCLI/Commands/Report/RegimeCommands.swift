import CaseModel
import CasePipeline
import CaseReport
import TextFormats

/// `casefile regimes`: the notification laws that worksheets are made for.
func listRegimes(_ run: CommandRun) throws -> Int32 {
  let regimes = try run.templates().regimes()
  if run.isJSON {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("regimes") { writer in
        writer.array(regimes) { writer, regime in
          writer.object { writer in
            writer.key("authority", regime.authority)
            writer.key("id", regime.id)
            writer.key("inForceSince", regime.inForceSince)
            writer.key("lastChecked", regime.lastChecked)
            writer.key("law", regime.law)
            writer.key("title", regime.title)
            writer.key("triggers", regime.triggers.map(\.id))
          }
        }
      }
      writer.key("schema", "casefile/regimes/1")
    }
    try run.terminal.out(writer.finish())
    return 0
  }
  for regime in regimes {
    try run.terminal.out("\(regime.id)  \(regime.title)".visible)
    try run.terminal.out(
      "    \(regime.law.visible); in force since \(regime.inForceSince), last checked"
        + " \(regime.lastChecked)")
    for trigger in regime.triggers {
      try run.terminal.out("    trigger \(trigger.id): \(trigger.text)".visible)
    }
  }
  return 0
}

/// `casefile trigger CASE`: enters what started a clock, or lists what was entered.
func enterTrigger(_ run: CommandRun) throws -> Int32 {
  let asked = ["regime", "name", "at"].filter(run.arguments.has)
  if asked.isEmpty { return try listTriggers(run) }
  for name in ["regime", "name", "at", "by", "why"]
  where run.arguments[name]?.trimmingBlanks.isEmpty ?? true {
    throw UsageProblem.required(
      option: "--\(name)", why: "somebody stands for a trigger: which, when, who and why")
  }
  let regime = try run.knownRegime(run.arguments["regime"] ?? "")
  let name = run.arguments["name"] ?? ""
  guard regime.triggers.contains(where: { $0.id == name }) else {
    throw UsageProblem.badValue(
      option: "--name", found: name,
      expected: regime.triggers.map(\.id).joined(separator: " or "))
  }
  let now = run.surroundings.now()
  guard let at = try run.arguments.time("at") else { return 2 }
  if at > now {
    throw UsageProblem.badValue(
      option: "--at", found: at.iso, expected: "a time that is not after now (\(now.iso))")
  }
  var opened = try run.open()
  try opened.enter(
    CaseTrigger(
      regime: regime.id, trigger: name, at: at, by: run.arguments["by"] ?? "",
      why: run.arguments["why"] ?? "", enteredAt: now))
  try show(regime, opened.document, run)
  run.next("casefile render \(opened.folder.root)")
  return 0
}

private func listTriggers(_ run: CommandRun) throws -> Int32 {
  let opened = try run.read()
  for regime in try opened.regimes() { try show(regime, opened.document, run) }
  if opened.document.regimes.isEmpty {
    run.note("no regime is named; casefile regimes lists those that casefile knows")
  }
  return 0
}

private func show(_ regime: Regime, _ document: CaseDocument, _ run: CommandRun) throws {
  var lines = [regime.title.visible]
  var dates: [String] = []
  for notice in regime.notices {
    let entered = document.triggers.last {
      $0.regime == regime.id && $0.trigger == notice.deadline.trigger
    }
    let english = try TemplateSet.builtIn.language("en")
    var due = "needs a person: when (\(notice.deadline.trigger))"
    if let entered {
      due = "no fixed time: \(notice.deadline.text)"
      if let date = DeadlineDate(
        notice.deadline, from: entered.at, holidays: document.holidays)
      {
        due = "\(try plainText(date.text, english)) (\(try plainText(date.arithmetic, english)))"
      }
    }
    lines.append("  \(notice.to), \(notice.citation): \(due)".visible)
    dates.append(due)
  }
  if !run.isJSON { return try run.terminal.out(lines.joined(separator: "\n")) }
  try run.result(
    "deadlines", lines.joined(separator: "\n"),
    ["due": .array(dates.map { .text($0) }), "regime": .text(regime.id)])
}

extension CommandRun {
  /// The regime of an id, out of the templates in use.
  func knownRegime(_ id: String) throws -> Regime {
    let all = try templates().regimes()
    if let regime = all.first(where: { $0.id == id }) { return regime }
    throw UsageProblem.badValue(
      option: "--regime", found: id, expected: all.map(\.id).joined(separator: " or "))
  }
}
