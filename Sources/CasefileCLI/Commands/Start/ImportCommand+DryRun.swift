import CaseActions
import CaseFolder
import CaseImport
import CaseModel
import Files
import TextFormats

extension ImportCommand {
  /// `casefile import CASE FILE… --dry-run`: the ledger of each file; the case stays as it is.
  func dryRun(_ files: [String], _ run: CommandRun) throws -> Int32 {
    let opened = try run.read()
    let register = opened.register
    let kind = options.kind ?? .records
    let exports = ExportImport(options: options, run: run)
    let code = try exports.forEachExport(files, of: opened.folder) { path in
      if kind == .auditConfiguration { return try showConfiguration(path, run) }
      if kind == .query { return try showQueries(path, run) }
      let origin = try options.origin.origin(of: path, now: run.surroundings.now())
      if kind == .messages { return try showMessages(path, origin, run) }
      return try CaseActions.dryRun(
        path, register: register, run.surroundings, origin: origin
      ).map { try showLedger($0, run) }.max() ?? 0
    }
    run.note("nothing was imported: --dry-run")
    return code
  }
}

private func showConfiguration(_ path: String, _ run: CommandRun) throws -> Int32 {
  do {
    let configuration = try dryRunConfiguration(path)
    try run.dryResult(EvidenceText(path: path), "\(path.visible): \(summary(configuration))")
    return configuration.others.isEmpty ? 0 : 3
  } catch let refusal as NotAnExport {
    return showRefusal(refusal, path.visible, run)
  }
}

private func showQueries(_ path: String, _ run: CommandRun) throws -> Int32 {
  do {
    let queries = try dryRunQueries(path)
    try run.dryResult(EvidenceText(path: path), "\(path.visible): \(summary(queries))")
    return 0
  } catch let refusal as NotAnExport {
    return showRefusal(refusal, path.visible, run)
  }
}

private func showMessages(
  _ path: String, _ origin: ExportOrigin, _ run: CommandRun
) throws -> Int32 {
  do {
    let (format, inventory) = try dryRunInventory(path, origin)
    try run.dryResult(EvidenceText(path: path), "\(path.visible): \(summary(inventory, format))")
    return showExceptions(inventory.exceptions, path.visible, run)
  } catch let refusal as NotAnExport {
    return showRefusal(refusal, path.visible, run)
  }
}

private func showLedger(_ result: DryRunResult, _ run: CommandRun) throws -> Int32 {
  let name = result.name.visible
  switch result.outcome {
  case .refused(let refusal): return showRefusal(refusal, name, run)
  case .tally(let tally):
    try run.dryResult(result.name, "\(name): a tally, \(tally.summary)")
    for source in tally.sources.sorted() { run.note("  of \(source.visible)") }
    return tally.rejected == 0 ? 0 : 3
  case .archive(let kind):
    try run.dryResult(result.name, "\(name): \(kind.title), its \(kind.contents) follow")
    return 0
  case .export(let format, let file, let rejects, let known):
    let ledger = file.ledger
    var lines = ["\(name): \(format.title)"]
    if let known { lines.append("  already imported as \(known.name)") }
    lines.append("  \(ledgerLine(ledger))")
    lines.append(
      "  \(ledger.records) records: \(file.unique) distinct, \(file.duplicates) duplicates; the"
        + " distinct ones are \(file.uniqueMailAccess) mail access and"
        + " \(file.otherOperations) other operations")
    if let first = ledger.first, let last = ledger.last {
      lines.append("  from \(first.iso) to \(last.iso)")
    }
    for sign in file.signs {
      lines.append("  sign: \(sign.text.english)")
      lines.append("    means: \(sign.kind.meaning.english)")
      lines.append("    again: \(sign.kind.exportAgain.english)")
    }
    var facts = ledgerFacts(ledger)
    facts["format"] = .text(format.rawValue)
    facts["isNew"] = .bool(known == nil)
    facts["signs"] = .array(file.signs.map { .text($0.kind.rawValue) })
    try run.dryResult(result.name, lines.joined(separator: "\n"), facts)
    return showRejects(rejects, name, run)
  }
}

extension CommandRun {
  /// What a file holds that was not imported.
  fileprivate func dryResult(
    _ name: EvidenceText, _ text: String, _ facts: [String: JSONValue] = [:]
  ) throws {
    if !isJSON { return try terminal.out(text) }
    try result("ledger", text, facts.merging(["originalName": .string(name)]) { fact, _ in fact })
  }
}
