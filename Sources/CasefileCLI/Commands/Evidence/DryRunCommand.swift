import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import Files

/// `casefile import CASE FILE… --dry-run`: the ledger of each file; the case stays as it is.
func showDryRun(_ files: [String], _ run: CommandRun) throws -> Int32 {
  let folder = CaseFolder(run.arguments.operands[0])
  guard folder.exists else { throw CaseProblem.noCase(path: folder.root) }
  let register = try folder.readRegister()
  let kind = try run.arguments.evidenceKind()
  let code = try forEachExport(files, run) { path in
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
    let bytes = try path == standardInputPath ? readStandardInput() : readSmallFile(path)
    let configuration = try readAuditConfiguration(bytes)
    try run.terminal.out("\(path.visible): \(summary(configuration))")
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
    try run.terminal.out("\(path.visible): \(summary(inventory, format))")
    return show(inventory.exceptions, path.visible, run)
  } catch let refusal as NotAnExport {
    return show(refusal, path.visible, run)
  }
}

private func show(_ result: DryRunResult, _ run: CommandRun) throws -> Int32 {
  let name = result.name.visible
  switch result.outcome {
  case .refused(let refusal): return show(refusal, name, run)
  case .archive(let kind):
    try run.terminal.out("\(name): \(kind.title), its files follow")
    return 0
  case .export(let format, let file, let rejects, let known):
    let ledger = file.ledger
    try run.terminal.out("\(name): \(format.title)")
    if let known { try run.terminal.out("  already imported as \(known.name)") }
    try run.terminal.out("  \(ledgerLine(ledger))")
    try run.terminal.out(
      "  \(ledger.records) records are \(file.unique) different ones and \(file.duplicates)"
        + " duplicates; of those \(file.unique) are \(file.uniqueMailAccess) mail access and"
        + " \(file.otherOperations) other operations")
    if let first = ledger.first, let last = ledger.last {
      try run.terminal.out("  from \(first.iso) to \(last.iso)")
    }
    for sign in file.signs {
      try run.terminal.out("  sign: \(sign.text.english)")
      try run.terminal.out("    means: \(sign.kind.meaning.english)")
      try run.terminal.out("    again: \(sign.kind.exportAgain.english)")
    }
    return show(rejects, name, run)
  }
}
