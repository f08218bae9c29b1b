import CaseActions
import CaseFindings
import CaseFolder
import CaseModel
import CasePipeline
import CaseReport
import Files
import TextFormats

/// `casefile status CASE`: evidence, scope, findings; `--verify` hashes the evidence again.
func showStatus(_ run: CommandRun) throws -> Int32 {
  if run.arguments.has("verify") { try acceptPlaces(run) }
  let opened = try run.read()
  if !run.arguments.has("verify") { try opened.checkEvidencePlaces() }
  let remarks = try (opened.remarks.filter { !$0.isUrgent } + opened.standingRemarks()).map {
    RemarkWords($0, .reading, root: opened.folder.root)
  }
  let bytes = opened.register.contains { $0.external != nil } ? "stored byte" : "byte"
  let verified = run.arguments.has("verify") ? ", every \(bytes) hashed again and equal" : ""
  let out = run.terminal
  let document = opened.document
  let changed = try opened.changedResults(all: run.arguments.has("verify"))
  let state = try opened.scopeState()
  let (standing, gaps) = (opened.standing, opened.gaps)
  let dates = try deadlines(opened.regimes(), document, now: run.surroundings.now())
  if run.isJSON {
    var writer = JSONWriter()
    writer.object { writer in
      write("bundle", standing.bundle, &writer)
      writer.key("changedResults", changed)
      writer.key("closedAt", document.closed?.at)
      writer.key("custodySeq", opened.custody.head.seq)
      writer.key("deadlines", dates)
      writer.key("evidence", opened.register.map(\.name))
      write("findings", standing.findings, &writer)
      writer.key("hashed", run.arguments.has("verify"))
      writer.key("hold", document.hold != nil)
      writer.key("indicators", opened.scope.indicators.map(\.id))
      writer.key("missing", gaps)
      writer.key("number", document.number)
      writer.key(
        "remarks",
        (opened.remarks.filter(\.isUrgent).map {
          RemarkWords($0, .reading, root: opened.folder.root)
        } + remarks).map(\.text))
      write("reports", standing.reports, &writer)
      writer.key("retainUntil", document.closed?.retainUntil ?? "")
      writer.key("schema", "casefile/status/1")
      writer.key("scopeAdopted", state.adoption != nil)
      writer.key("title", document.title)
    }
    try out.out(writer.finish())
    return 0
  }
  try out.out("case      \(document.number.visible): \(document.title.visible)")
  try out.out("evidence  \(opened.register.count) file(s)\(verified)")
  for entry in opened.register {
    let place = entry.external.map { "  stays at \($0.address.visible)" } ?? ""
    try out.out(
      "          \(entry.name)  \(entry.originalName.visible)  \(entry.bytes) bytes\(place)")
  }
  let scope = opened.scope
  try out.out(
    "scope     \(scope.mailboxes.count) mailbox(es), \(scope.windows.count) window(s),"
      + " \(scope.indicators.count) indicator(s), \(scope.knownGood.count) known good")
  if let adoption = state.adoption {
    try out.out(
      "          adopted, \(adoption.reason.visible) (custody entry \(adoption.seq))")
  } else {
    for sentence in state.draft { try out.out("          \(sentence)") }
  }
  try out.out("findings  \(words(standing.findings))")
  try out.out("reports   \(words(standing.reports))")
  for path in changed { try out.out("changed   \(path.visible): not as casefile logged it") }
  let bundle = standing.bundleName.isEmpty ? "" : "\(standing.bundleName.visible), "
  try out.out("bundle    \(bundle)\(words(standing.bundle))")
  for date in dates { try out.out("deadline  \(date)") }
  try out.out("custody   \(opened.custody.head.seq) entries")
  for words in remarks { try out.out("remark    \(words.text)") }
  for gap in gaps { try out.out("missing   \(gap)") }
  try showClosure(document, run)
  if document.closed != nil { return 0 }
  run.next(next(opened.register.isEmpty, opened.scope, standing, opened.folder.root))
  return 0
}

/// Hashes the evidence. Where it lies in a place that this machine has not seen, as in a copied or restored
/// case, that is recorded; a case that cannot be written is left as it is.
private func acceptPlaces(_ run: CommandRun) throws {
  let moved = try OpenCase.read(CaseFolder(run.arguments.operands[0]), run.surroundings)
    .hashEvidence()
  if moved.isEmpty { return }
  do {
    var opened = try run.open(changing: false)
    try opened.verifyEvidence()
  } catch let problem as FileProblem where problem.kind == .forbidden {
    run.note("the case cannot be written, so where its evidence lies now is not recorded")
  }
}

private func write(
  _ key: StaticString, _ freshness: CaseStanding.Freshness, _ writer: inout JSONWriter
) {
  writer.key(key) { writer in
    writer.object { writer in
      switch freshness {
      case .none: writer.key("state", "none")
      case .fresh(let time):
        writer.key("at", time)
        writer.key("state", "fresh")
      case .stale(let time, let changes):
        writer.key("at", time)
        writer.key("since", changes)
        writer.key("state", "stale")
      }
    }
  }
}

private func words(_ freshness: CaseStanding.Freshness) -> String {
  switch freshness {
  case .none: "none yet"
  case .fresh(let time): "made \(time.iso), nothing changed since"
  case .stale(let time, let changes):
    "made \(time.iso), stale: since then \(changes.map(\.visible).joined(separator: ", "))"
  }
}

/// Of the triggers that people entered; a law without a fixed time gives none.
private func deadlines(
  _ regimes: [Regime], _ document: CaseDocument, now: UTCTime
) throws -> [String] {
  let english = try TemplateSet.builtIn.language("en")
  var lines: [(end: UTCTime, text: String)] = []
  for regime in regimes {
    for notice in regime.notices {
      let entered = document.triggers.last {
        $0.regime == regime.id && $0.trigger == notice.deadline.trigger
      }
      guard let entered,
        let date = DeadlineDate(notice.deadline, from: entered.at, holidays: document.holidays)
      else { continue }
      // The last day counts to its end.
      let isPast = notice.deadline.unit == .hours ? date.end < now : date.end.day < now.day
      let passed = isPast ? "; it has passed" : ""
      let text = try plainText(date.text, english)
      lines.append((date.end, "\(text): \(notice.to), \(notice.citation)\(passed)".visible))
    }
  }
  return lines.sorted { ($0.end, $0.text) < ($1.end, $1.text) }.map(\.text)
}

private func next(
  _ isEmpty: Bool, _ scope: Scope, _ standing: CaseStanding, _ root: String
) -> String {
  if isEmpty { return "casefile import \(root) EXPORT…" }
  if scope.indicators.isEmpty { return "casefile contexts \(root), then casefile scope \(root)" }
  if case .fresh = standing.findings, case .fresh = standing.bundle {
    return "casefile verify \(root)/bundles/\(standing.bundleName) --recompute"
  }
  return "casefile run \(root)"
}
