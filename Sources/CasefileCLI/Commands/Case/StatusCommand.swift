import CaseFolder
import CaseModel
import CasePipeline
import Files
import TextFormats

/// `casefile status CASE`: evidence, scope, findings; `--verify` hashes the evidence again.
func showStatus(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open(changing: false)
  if run.arguments.has("verify") {
    try opened.verifyEvidence()
  } else {
    try opened.checkEvidencePlaces()
  }
  let verified = run.arguments.has("verify") ? ", every byte hashed again and equal" : ""
  let out = run.terminal
  let document = opened.document
  let state = try opened.scopeState()
  if run.arguments.has("json") {
    var writer = JSONWriter()
    writer.object { writer in
      writer.key("closedAt", document.closed?.at)
      writer.key("custodySeq", opened.custody.head.seq)
      writer.key("evidence", opened.register.map(\.name))
      writer.key("hashed", run.arguments.has("verify"))
      writer.key("hold", document.hold != nil)
      writer.key("indicators", opened.scope.indicators.map(\.id))
      writer.key("number", document.number)
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
    try out.out("          \(entry.name)  \(entry.originalName.visible)  \(entry.bytes) bytes")
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
  let hasFindings = try fileFacts("\(opened.folder.findings)/findings.json") != nil
  try out.out("findings  \(hasFindings ? opened.folder.findings.visible : "none yet")")
  try out.out("custody   \(opened.custody.head.seq) entries")
  try showClosure(document, run)
  if document.closed != nil { return 0 }
  run.next(
    opened.register.isEmpty
      ? "casefile import \(opened.folder.root) EXPORT…" : "casefile run \(opened.folder.root)")
  return 0
}
