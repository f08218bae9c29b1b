import CaseFindings
import CaseModel
import CasePipeline
import TextFormats

/// `casefile contexts CASE`: who accessed what from where, most records first within a class.
func listContexts(_ run: CommandRun) throws -> Int32 {
  let opened = try run.open()
  let findings = try opened.computeFindings()
  if run.arguments.has("json") {
    try run.terminal.out(writeContexts(findings))
    return findings.totals.rejected > 0 ? 3 : 0
  }
  for finding in findings.contexts {
    let context = finding.context
    let kind =
      finding.attribution.kind.rawValue + (finding.attribution.contested ? ", contested" : "")
    try run.terminal.out(
      "\(finding.id)  \(kind)  \(finding.records) records (\(finding.bind) Bind,"
        + " \(finding.sync) Sync)  \(finding.first.iso) to \(finding.last.iso)")
    try run.terminal.out(
      "    \(context.user.visible) in \(finding.mailbox.name.visible)"
        + "  from \(context.canonicalAddresses.joined(separator: ", "))")
    try run.terminal.out(
      "    \(context.client.visible)"
        + (context.session.isEmpty ? "" : "  session \(context.session.visible)"))
    for reason in finding.attribution.reasons + finding.hints {
      try run.terminal.out("    - \(reason.visible)")
    }
  }
  if findings.contexts.isEmpty { run.note("no mail access is in the evidence") }
  run.next(
    "casefile scope \(opened.folder.root) --attacker-address IP --from TIME --to TIME"
      + " --by NAME --why TEXT")
  return findings.totals.rejected > 0 ? 3 : 0
}
