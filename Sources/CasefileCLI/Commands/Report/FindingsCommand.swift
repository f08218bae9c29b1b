import CaseActions
import CaseFindings
import CaseModel
import CasePipeline
import CaseReport
import TextFormats

/// `casefile findings CASE`
func findCase(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open()
  opened.tallies = run.arguments.all("tally")
  let findings = try opened.computeFindings()
  let result = try opened.writeFindings(findings)
  warnKept(result, run)
  if run.isJSON {
    try run.terminal.out(CaseFindings.writeFindings(findings))
  } else {
    for path in result.paths { try run.result("findings", path: path) }
    try run.result("found", findings.summary, foundFacts(findings))
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
  warnKept(result, run)
  for path in result.paths { try run.result("report", path: path) }
  noteDraft(try opened.scopeState(findings), opened.folder.root, run)
  try warnStale(opened, run)
  run.next("casefile pack \(opened.folder.root)")
  return noteRejects(findings, run)
}

/// `casefile export CASE`
func exportCase(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open()
  let findings = try opened.computeFindings()
  let result = try opened.writeExchange(findings)
  warnKept(result, run)
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
