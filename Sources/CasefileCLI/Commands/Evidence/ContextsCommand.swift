import CaseActions
import CaseFindings
import CaseModel

/// `casefile contexts CASE`: who accessed what from where, most records first.
struct ContextsCommand: Command {
  var filter = ContextFilter()

  static let row = CommandRow(
    name: "contexts", operands: "CASE", count: .just(1),
    text: "list who accessed what from where", document: "contexts",
    examples: [
      CommandExample("casefile contexts CASE", "all of them, most records first"),
      CommandExample(
        "casefile contexts CASE --address 203.0.113.0/24 --json",
        "those from a network, for another program"),
    ])
  static let options = ContextFilter.options.map { $0.inside(\ContextsCommand.filter) }

  func run(_ run: CommandRun) throws -> Int32 {
    let opened = try run.read()
    let answer = try opened.answer(FindingsQuestions(contexts: true))
    let findings = answer.findings
    let (shown, matching) = filter.applied(
      to: zip(answer.contexts, answer.details).map { ($0, $1) })
    if run.isJSON {
      try run.terminal.out(writeContexts(shown))
      return findings.totals.rejected > 0 ? 3 : 0
    }
    for row in shown { try show(row, run) }
    if answer.contexts.isEmpty { run.note("the evidence holds no mail access") }
    if matching < answer.contexts.count {
      run.note("\(matching) of \(answer.contexts.count) contexts match")
    }
    if shown.count < matching {
      run.note("\(shown.count) of \(matching) are shown (--limit)")
    }
    noteCounted(answer, run)
    run.next(
      "casefile scope \(opened.folder.root) --attacker-address IP --from TIME --to TIME"
        + " --by NAME --why TEXT")
    return findings.totals.rejected > 0 ? 3 : 0
  }
}

/// A narrowed tally holds no more of other mailboxes than the number of their records.
func noteCounted(_ answer: FindingsAnswer, _ run: CommandRun) {
  if answer.countedElsewhere == 0 { return }
  run.note(
    "\(answer.countedElsewhere) records that belong to no mailbox of the scope were only counted:"
      + " whom and which messages they name is not known here")
}

private func show(_ row: ContextFilter.Row, _ run: CommandRun) throws {
  let (finding, detail) = row
  let context = finding.context
  let kind =
    finding.attribution.kind.name + (finding.attribution.contested ? ", contested" : "")
  try run.terminal.out(
    "\(finding.id)  \(kind)  \(finding.records) records (\(finding.bind) Bind,"
      + " \(finding.sync) Sync)  \(detail.messages) messages"
      + "  \(finding.first.iso) to \(finding.last.iso)")
  try run.terminal.out(
    "    \(context.user.visible) in \(finding.mailbox.name.visible)"
      + "  from \(context.canonicalAddresses.joined(separator: ", "))")
  try run.terminal.out(
    "    \(context.client.visible)"
      + (context.session.isEmpty ? "" : "  session \(context.session.visible)"))
  for reason in (finding.attribution.reasons + finding.hints).map(\.english) {
    try run.terminal.out("    - \(reason.visible)")
  }
  for signIn in detail.signIns {
    try run.terminal.out(
      "    - \(signIn.operation.visible) \(signIn.records) time(s) in its session or token, from"
        + " \(signIn.addresses.joined(separator: ", ")), \(signIn.first.iso) to \(signIn.last.iso)")
  }
  for contradiction in detail.contradictions {
    try run.terminal.out("    ! \(contradiction.visible)")
  }
}
