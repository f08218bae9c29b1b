import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import Files
import TextFormats

/// `casefile import CASE FILE…`
func importFiles(_ run: CommandRun) throws -> Int32 {
  let files = Array(run.arguments.operands.dropFirst())
  if run.arguments.has("dry-run") { return try showDryRun(files, run) }
  var opened = try run.open()
  let code = try importAll(files, into: &opened, run)
  let root = opened.folder.root
  run.next(
    opened.register.isEmpty ? "casefile import \(root) EXPORT…" : "casefile contexts \(root)")
  return code
}

/// Imports one file after the other; what cannot be read is named and does not stop the others.
func importAll(_ files: [String], into opened: inout OpenCase, _ run: CommandRun) throws -> Int32 {
  let kind = try run.arguments.evidenceKind()
  if kind == .messages { return try importMessages(files, into: &opened, run) }
  return try forEachExport(files, run) { path in
    let origin = try exportOrigin(path, run.arguments)
    return try importEvidence(path, into: &opened, origin: origin, kind: kind).map {
      try show($0, run)
    }.max()
      ?? 0
  }
}

/// Calls `body` with each file; one that cannot be opened or read stops no other, but the command
/// still fails.
///
/// - Returns: the highest exit code of all.
func forEachExport(
  _ files: [String], _ run: CommandRun, _ body: (String) throws -> Int32
) throws -> Int32 {
  var code: Int32 = 0
  var failed: FileProblem?
  let exports = try ExportFiles(files)
  for passed in exports.passedOver {
    run.terminal.error("casefile: '\(passed.path.visible)' is passed over: \(passed.why)")
  }
  if exports.paths.isEmpty, let folder = files.first {
    run.terminal.error("casefile: error: '\(folder.visible)' holds no files")
    run.terminal.error("casefile: hint: name the exports, or the folder that they are in")
    return 3
  }
  for path in exports.paths {
    do {
      code = max(code, try body(path))
    } catch let problem as FileProblem where problem.path == path {
      if let failed { run.terminal.error("casefile: error: \(ErrorWords(failed).text)") }
      failed = problem
    }
  }
  if let failed { throw failed }
  return code
}

func show(_ result: ImportResult, _ run: CommandRun) throws -> Int32 {
  let name = result.name.visible
  switch result.outcome {
  case .alreadyImported(let entry):
    try run.terminal.out("\(entry.name)      \(name): already imported")
  case .archive(let entry, let kind):
    try run.terminal.out("\(entry.name)      \(name): \(kind.title), its files follow")
  case .configuration(let entry, let configuration):
    try run.terminal.out("\(entry.name)      \(name): \(summary(configuration))")
    for number in configuration.others.prefix(20) {
      run.terminal.error(
        "casefile: \(entry.name) entry \(number) says nothing of auditing or licences")
    }
    return configuration.others.isEmpty ? 0 : 3
  case .inventory(let entry, let format, let inventory):
    try run.terminal.out("\(entry.name)      \(name): \(summary(inventory, format))")
    return show(inventory.exceptions, entry.name, run)
  case .refused(let refusal): return show(refusal, name, run)
  case .imported(let entry, let ledger, let rejects):
    let format = ExportFormat(rawValue: entry.format)?.title ?? entry.format
    try run.terminal.out("\(entry.name)      \(name): \(format), \(ledgerLine(ledger))")
    if ledger.lossy > 0 {
      run.terminal.error(
        "casefile: \(entry.name) is a lossy export: \(ledger.lossy) of \(ledger.mailAccess) mail"
          + " accesses have lost their list of items; they are counted, their message ids are gone")
      run.terminal.error("casefile: hint: \(SignKind.flattenedLists.exportAgain.english)")
    }
    return show(rejects, entry.name, run)
  }
  return 0
}

func summary(_ configuration: AuditConfiguration) -> String {
  "audit configuration, \(configuration.mailboxes.count) mailbox(es),"
    + " \(configuration.organizations.count) setting(s) of the organisation,"
    + " \(configuration.licences.count) account(s) with licences,"
    + " \(configuration.bypasses.count) in the bypass list"
}

func ledgerLine(_ ledger: FileLedger) -> String {
  "\(ledger.rows) rows, \(ledger.records) records, \(ledger.mailAccess) mail access,"
    + " \(ledger.rejected) rejected"
}

/// - Returns: the exit code that a file that is no export gives.
func show(_ refusal: NotAnExport, _ name: String, _ run: CommandRun) -> Int32 {
  run.terminal.error(
    "casefile: error: '\(name)' is not an export casefile knows: \(refusal.found)")
  run.terminal.error("casefile: hint: \(refusal.hint)")
  return 3
}

/// - Returns: the exit code that rejected rows give.
func show(_ rejects: [RejectedRow], _ file: String, _ run: CommandRun) -> Int32 {
  for reject in rejects.prefix(20) {
    run.terminal.error(
      "casefile: \(file) row \(reject.source.row), byte \(reject.source.offset):"
        + " \(reject.detail.visible)")
  }
  if rejects.count > 20 { run.terminal.error("casefile: and \(rejects.count - 20) rows more") }
  for hint in Set(rejects.compactMap(\.reason.hint)).sorted() {
    run.terminal.error("casefile: hint: \(hint)")
  }
  return rejects.isEmpty ? 0 : 3
}
