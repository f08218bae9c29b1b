import CaseActions
import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import Files
import TextFormats

/// `casefile import CASE FILE… --dry-run`: the ledger of each file; the case stays as it is.
func showDryRun(_ files: [String], _ run: CommandRun) throws -> Int32 {
  let opened = try run.read()
  let register = opened.register
  let kind = try run.arguments.evidenceKind()
  let code = try forEachExport(files, of: opened.folder, run) { path in
    if kind == .auditConfiguration { return try showConfiguration(path, run) }
    let origin = try exportOrigin(path, run.arguments)
    if kind == .messages { return try showMessages(path, origin, run) }
    return try dryRun(path, register: register, run.surroundings, origin: origin)
      .map { try show($0, run) }.max() ?? 0
  }
  run.note("nothing was imported: --dry-run")
  return code
}

private func showConfiguration(_ path: String, _ run: CommandRun) throws -> Int32 {
  do {
    let configuration = try dryRunConfiguration(path)
    try run.dryResult(EvidenceText(path: path), "\(path.visible): \(summary(configuration))")
    return configuration.others.isEmpty ? 0 : 3
  } catch let refusal as NotAnExport {
    return show(refusal, path.visible, run)
  }
}

private func showMessages(
  _ path: String, _ origin: ExportOrigin, _ run: CommandRun
) throws -> Int32 {
  do {
    let (format, inventory) = try dryRunInventory(path, origin)
    try run.dryResult(EvidenceText(path: path), "\(path.visible): \(summary(inventory, format))")
    return show(inventory.exceptions, path.visible, run)
  } catch let refusal as NotAnExport {
    return show(refusal, path.visible, run)
  }
}

private func show(_ result: DryRunResult, _ run: CommandRun) throws -> Int32 {
  let name = result.name.visible
  switch result.outcome {
  case .refused(let refusal): return show(refusal, name, run)
  case .tally(let tally):
    try run.dryResult(result.name, "\(name): a tally, \(tally.summary)")
    for source in tally.sources.sorted() { run.note("  of \(source.visible)") }
    return tally.rejected == 0 ? 0 : 3
  case .archive(let kind):
    try run.dryResult(result.name, "\(name): \(kind.title), its files follow")
    return 0
  case .export(let format, let file, let rejects, let known):
    let ledger = file.ledger
    var lines = ["\(name): \(format.title)"]
    if let known { lines.append("  already imported as \(known.name)") }
    lines.append("  \(ledgerLine(ledger))")
    lines.append(
      "  \(ledger.records) records are \(file.unique) different ones and \(file.duplicates)"
        + " duplicates; of those \(file.unique) are \(file.uniqueMailAccess) mail access and"
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
    return show(rejects, name, run)
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
