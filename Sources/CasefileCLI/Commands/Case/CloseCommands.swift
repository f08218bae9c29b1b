import CaseBundle
import CaseModel
import CasePipeline
import TextFormats

/// `casefile close CASE`: the last report and bundle; from then on a case refuses changes.
func closeCase(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open(changing: false)
  if let closed = opened.document.closed {
    // What an interrupted close left undone is done; nothing else changes.
    run.note("closed already, at \(closed.at.iso) by \(closed.by.visible)")
  } else {
    let (by, why) = try run.decision("closing a case")
    let findings = try opened.computeFindings()
    let state = try opened.scopeState(findings)
    if !state.draft.isEmpty, !run.arguments.has("draft") {
      for reason in state.draft { run.warn(reason.english) }
      throw UsageProblem.required(
        option: "--draft",
        why: "the report is a draft; casefile scope CASE --final makes it final,"
          + " --draft closes the case without that")
    }
    try opened.close(by: by, why: why, retention: try retention(run))
    if run.arguments.has("hold") { try opened.hold(true, by: by, why: why) }
  }
  let findings = try opened.computeFindings()
  warnKept(try opened.writeFindings(findings), run)
  let reports = try opened.writeReports(findings)
  warnKept(reports, run)
  for path in reports.paths { try run.result("report", path: path) }
  try warnStale(opened, run)
  let bundle = try opened.pack()
  try warnPacked(bundle, opened, run)
  try run.result("bundle", path: bundle.paths[0], "", ["changed": .bool(bundle.changed)])
  let (verdict, _) = try verifyBundle(bundle.paths[0], try run.verifyRequest())
  let code = printVerdict(verdict, run)
  if code != 0 { return code }
  try showClosure(opened.document, run)
  run.next("casefile timestamp request \(bundle.paths[0])")
  return 0
}

private func retention(_ run: CommandRun) throws -> (day: String, why: String)? {
  guard let time = try run.arguments.time("retain-until") else {
    if run.arguments.has("retain-why") {
      throw UsageProblem.required(option: "--retain-until", why: "--retain-why is about a day")
    }
    return nil
  }
  guard let why = run.arguments["retain-why"], !why.trimmingBlanks.isEmpty else {
    throw UsageProblem.required(
      option: "--retain-why", why: "a day that no law of the case gives needs a reason")
  }
  return (time.date, why)
}

/// `casefile reopen CASE`
func reopenCase(_ run: CommandRun) throws -> Int32 {
  let (by, why) = try run.decision("opening a closed case")
  var opened = try run.open(changing: false)
  guard opened.document.closed != nil else {
    run.note("it is open already; nothing was changed")
    return 0
  }
  try opened.reopen(by: by, why: why)
  let seq = opened.custody.head.seq
  try run.result("case", "open again; custody entry \(seq)", ["custodySeq": .integer(seq)])
  run.next("casefile status \(opened.folder.root)")
  return 0
}

/// `casefile hold CASE`: sets or ends the litigation hold, also of a closed case.
func holdCase(_ run: CommandRun) throws -> Int32 {
  let (by, why) = try run.decision("a litigation hold")
  var opened = try run.open(changing: false)
  try opened.hold(!run.arguments.has("end"), by: by, why: why)
  try showHold(opened.document, run)
  return 0
}

/// What case.json says of closing and keeping, a line each.
func showClosure(_ document: CaseDocument, _ run: CommandRun) throws {
  if let closed = document.closed {
    try run.result(
      "closed", "\(closed.at.iso) by \(closed.by.visible): \(closed.why.visible)",
      ["at": .text(closed.at.iso), "by": .text(closed.by)])
    let day = closed.retainUntil
    let lines = ["until \(day.isEmpty ? "not stated" : day)"] + closed.basis.map(\.visible)
    try run.result("keep", lines.joined(separator: "\n"), ["until": .text(day)])
  }
  if document.hold != nil { try showHold(document, run) }
}

private func showHold(_ document: CaseDocument, _ run: CommandRun) throws {
  let text = document.hold.map { "since \($0.at.iso) by \($0.by.visible): \($0.why.visible)" }
  try run.result("hold", text ?? "none", ["isSet": .bool(document.hold != nil)])
}

extension CommandRun {
  /// `--by` and `--why`, which somebody must stand for.
  func decision(_ what: String) throws -> (by: String, why: String) {
    for name in ["by", "why"] where arguments[name]?.trimmingBlanks.isEmpty ?? true {
      throw UsageProblem.required(
        option: "--\(name)", why: "somebody stands for \(what): who and why")
    }
    return (arguments["by"] ?? "", arguments["why"] ?? "")
  }
}
