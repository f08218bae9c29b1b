import CaseActions
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
  for outcome in try opened.adoptStrays() { try show(outcome, run) }
  let kind = try run.arguments.evidenceKind()
  if kind == .messages { return try importMessages(files, into: &opened, run) }
  let objects = try run.arguments["objects"].map { try ObjectList(reading: $0) } ?? ObjectList()
  return try forEachExport(files, of: opened.folder, run) { path in
    let origin = try exportOrigin(path, run.arguments)
    return try importEvidence(path, into: &opened, origin: origin, kind: kind, objects: objects)
      .map { try show($0, run) }.max() ?? 0
  }
}

/// Calls `body` with each file; one that cannot be opened or read stops no other, but the command
/// still fails.
///
/// - Parameter folder: of the case, whose own files are no exports.
/// - Returns: the highest exit code of all.
func forEachExport(
  _ files: [String], of folder: CaseFolder, _ run: CommandRun,
  _ body: (String) throws -> Int32
) throws -> Int32 {
  var code: Int32 = 0
  var failed: FileProblem?
  let exports = try ExportFiles(files, of: folder)
  for passed in exports.passedOver {
    run.warn("'\(passed.path.visible)' is passed over: \(passed.why)")
  }
  if exports.paths.isEmpty, let operand = files.first {
    return run.fail(
      "'\(operand.visible)' holds no files",
      hint: "name the exports, or the folder that they are in",
      3)
  }
  let sizes = exports.paths.map { (try? targetFacts($0))?.bytes ?? 0 }
  let meter = run.surroundings.meter
  defer { meter?.place(nil) }
  var before: Int64 = 0
  for (index, path) in exports.paths.enumerated() {
    meter?.place(
      WorkMeter.Row(
        place: index + 1, count: sizes.count, before: before, total: sizes.reduce(0, +)))
    before += sizes[index]
    do {
      code = max(code, try body(path))
    } catch let problem as CaseProblem where problem.isAboutSideFile {
      // What is told of one export keeps no other from being imported.
      let words = ErrorWords(problem)
      code = max(code, run.fail(words.text, hint: words.hint, words.exitCode))
    } catch let problem as FileProblem where problem.path == path || isSideFile(problem.path) {
      if let failed { run.terminal.fail(ErrorWords(failed)) }
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
    try run.result(entry, "\(name): already imported", ["isNew": .bool(false)])
  case .archive(let entry, let kind):
    try run.result(entry, "\(name): \(kind.title), its files follow")
  case .configuration(let entry, let configuration):
    try run.result(entry, "\(name): \(summary(configuration))")
    for number in configuration.others.prefix(20) {
      run.warn("\(entry.name) entry \(number) says nothing of auditing or licences")
    }
    return configuration.others.isEmpty ? 0 : 3
  case .inventory(let entry, let format, let inventory):
    try run.result(entry, "\(name): \(summary(inventory, format))")
    return show(inventory.exceptions, entry.name, run)
  case .tally(let entry, let tally, let external, let empty):
    for piece in external {
      try run.result(piece, "\(piece.external?.address.visible ?? ""): stays there")
    }
    try run.result(entry, "\(name): a tally, \(tally.summary)")
    for address in empty {
      run.warn("'\(address.visible)' holds no byte: it is not registered")
    }
    return tally.rejected == 0 ? 0 : 3
  case .refused(let refusal): return show(refusal, name, run)
  case .imported(let entry, let ledger, let rejects):
    let format = ExportFormat(rawValue: entry.format)?.title ?? entry.format
    try run.result(entry, "\(name): \(format), \(ledgerLine(ledger))", ledgerFacts(ledger))
    if ledger.lossy > 0 {
      run.warn(
        "\(entry.name) is a lossy export: \(ledger.lossy) of \(ledger.mailAccess) mail accesses"
          + " have lost their list of items; they are counted, their message ids are gone",
        hint: SignKind.flattenedLists.exportAgain.english)
    }
    return show(rejects, entry.name, run)
  }
  return 0
}

/// A file in evidence/ that no register named.
private func show(_ outcome: StrayOutcome, _ run: CommandRun) throws {
  switch outcome {
  case .removed(let name, let known):
    run.warn(
      "evidence/\(name.visible): no register named it, and \(known.name) has the same bytes; it is"
        + " removed")
  case .imported(let name, let results):
    run.warn("evidence/\(name.visible): no register names it; it is taken for an export")
    for result in results {
      guard case .refused(let refusal) = result.outcome else {
        _ = try show(result, run)
        continue
      }
      run.warn(
        "'\(result.name.visible)' is no export casefile knows: \(refusal.found)",
        hint: "move it out of the case's folder")
    }
  case .failed(let name, let problem):
    let words = ErrorWords(problem)
    run.warn(
      "evidence/\(name.visible): no register names it, and it cannot be imported: \(words.text)",
      hint: "move it out of the case's folder")
  }
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

func ledgerFacts(_ ledger: FileLedger) -> [String: JSONValue] {
  [
    "lossy": .integer(ledger.lossy), "mailAccess": .integer(ledger.mailAccess),
    "records": .integer(ledger.records), "rejected": .integer(ledger.rejected),
    "rows": .integer(ledger.rows),
  ]
}

extension CommandRun {
  /// A file of the evidence, by its name in the register.
  fileprivate func result(
    _ entry: RegisterEntry, _ text: String, _ facts: [String: JSONValue] = [:]
  ) throws {
    let known: [String: JSONValue] = [
      "bytes": .integer(entry.bytes), "evidence": .text(entry.name),
      "format": .text(entry.format), "isNew": .bool(true),
      "originalName": .string(entry.originalName), "sha256": .text(entry.sha256),
    ]
    try result(
      "evidence", text, label: entry.name, known.merging(facts) { _, fact in fact })
  }
}

/// - Returns: the exit code that a file that is no export gives.
func show(_ refusal: NotAnExport, _ name: String, _ run: CommandRun) -> Int32 {
  run.fail(
    "'\(name)' is not an export casefile knows: \(refusal.found)", hint: refusal.hint, 3)
}

/// - Returns: the exit code that rejected rows give.
func show(_ rejects: [RejectedRow], _ file: String, _ run: CommandRun) -> Int32 {
  for reject in rejects.prefix(20) {
    run.warn(
      "\(file) row \(reject.source.row), byte \(reject.source.offset): \(reject.detail.visible)")
  }
  if rejects.count > 20 { run.warn("and \(rejects.count - 20) rows more") }
  for hint in Set(rejects.compactMap(\.reason.hint)).sorted() { run.warn("hint: \(hint)") }
  return rejects.isEmpty ? 0 : 3
}
