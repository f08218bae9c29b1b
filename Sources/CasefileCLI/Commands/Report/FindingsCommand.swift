import CaseFindings
import CaseModel
import CasePipeline
import CaseReport
import TextFormats

/// `casefile findings CASE`
func findCase(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open()
  let findings = try opened.computeFindings()
  let result = try opened.writeFindings(findings)
  if run.isJSON {
    try run.terminal.out(CaseFindings.writeFindings(findings))
  } else {
    for path in result.paths { try run.result("findings", path: path) }
    try run.result("found", foundLine(findings))
  }
  run.next("casefile render \(opened.folder.root)")
  return noteRejects(findings, run)
}

/// `casefile render CASE`
func renderCase(_ run: CommandRun) throws -> Int32 {
  let wanted = try wantedReport(run)
  var opened = try run.open()
  let findings = try opened.computeFindings()
  let result = try opened.writeReports(findings, wanted)
  for path in result.paths { try run.result("report", path: path) }
  noteDraft(try opened.scopeState(findings), opened.folder.root, run)
  run.next("casefile pack \(opened.folder.root)")
  return noteRejects(findings, run)
}

/// `casefile export CASE`
func exportCase(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open()
  let findings = try opened.computeFindings()
  let result = try opened.writeExchange(findings)
  for path in result.paths { try run.result("exchange", path: path) }
  run.next("casefile pack \(opened.folder.root)")
  return noteRejects(findings, run)
}

/// Of `--report`; a notice is of a `--regime`.
private func wantedReport(_ run: CommandRun) throws -> WantedReport {
  let report = run.arguments["report"]
  if report != "notice", run.arguments.has("regime") {
    throw UsageProblem.required(option: "--report notice", why: "--regime is about a notice")
  }
  switch report {
  case nil: return .all
  case "breach-scope": return .breachScope
  case "notice":
    guard let id = run.arguments["regime"] else {
      throw UsageProblem.required(option: "--regime", why: "a notice is of a regime")
    }
    return .notice(try run.knownRegime(id))
  case let name?:
    if let certificate = Certificate(rawValue: name) { return .certificate(certificate) }
    throw UsageProblem.badValue(
      option: "--report", found: name, expected: reportNames.joined(separator: " or "))
  }
}

let reportNames = ["breach-scope", "notice"] + Certificate.allCases.map(\.rawValue)

/// One line that says what was found.
func foundLine(_ findings: Findings) -> String {
  let mailboxes = findings.mailboxes
  let accessed = mailboxes.count { !$0.recordedMessages.isEmpty }
  let assumed = mailboxes.count { !$0.assumedBases.isEmpty }
  let hours = mailboxes.map(\.unauditedSeconds).reduce(0, +)
  var parts = [
    "\(findings.totals.recordedMessages) messages recorded as accessed in \(accessed) mailbox(es)",
    "\(assumed) mailbox(es) assumed compromised as a whole",
    hours > 0
      ? "\(hours / 3_600) h \(hours / 60 % 60) min that nobody can speak for"
      : "no unaudited period among the causes examined",
  ]
  if findings.request.scope.indicators.isEmpty { parts.insert("no indicator decided yet", at: 0) }
  let outside = findings.outsideScope.map(\.records).reduce(0, +)
  if outside > 0 { parts.append("\(outside) matching records outside the scope") }
  if findings.attribution.contested > 0 {
    parts.append("\(findings.attribution.contested) contested records")
  }
  return parts.joined(separator: "; ")
}

/// The numbers of that line.
func foundFacts(_ findings: Findings) -> [String: JSONValue] {
  let mailboxes = findings.mailboxes
  return [
    "accessedMailboxes": .integer(mailboxes.count { !$0.recordedMessages.isEmpty }),
    "assumedMailboxes": .integer(mailboxes.count { !$0.assumedBases.isEmpty }),
    "contested": .integer(findings.attribution.contested),
    "outsideScope": .integer(findings.outsideScope.map(\.records).reduce(0, +)),
    "recordedMessages": .integer(findings.totals.recordedMessages),
    "rejected": .integer(findings.totals.rejected),
    "unauditedSeconds": .integer(mailboxes.map(\.unauditedSeconds).reduce(0, +)),
  ]
}

/// Exit 3 where rows could not be read, and says so.
func noteRejects(_ findings: Findings, _ run: CommandRun) -> Int32 {
  if findings.totals.rejected == 0 { return 0 }
  run.warn(
    "\(findings.totals.rejected) row(s) could not be read; findings/rejected.csv lists them")
  return 3
}
