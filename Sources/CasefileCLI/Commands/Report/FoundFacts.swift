import CaseFindings
import CaseModel
import TextFormats

/// The numbers of the line that begins with `found`, for other programs.
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
