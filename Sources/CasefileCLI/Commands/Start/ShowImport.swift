import CaseActions
import CaseImport
import CaseModel
import TextFormats

/// What became of a file that was imported.
///
/// - Parameter origin: what was told of it.
/// - Returns: the exit code.
func showImport(
  _ result: ImportResult, told origin: ExportOrigin = ExportOrigin(), _ run: CommandRun
) throws -> Int32 {
  let name = result.name.visible
  switch result.outcome {
  case .alreadyImported(let entry):
    try run.result(entry, "\(name): already imported", ["isNew": .bool(false)])
    if entry.origin.corrected(by: origin) != entry.origin {
      run.warn(
        "what was told of \(entry.name) now is not what the register says, and changed nothing",
        hint: "casefile evidence about CASE \(entry.name) … --by NAME --why TEXT")
    }
  case .archive(let entry, let kind):
    try run.result(entry, "\(name): \(kind.title), its \(kind.contents) follow")
  case .configuration(let entry, let configuration):
    try run.result(entry, "\(name): \(summary(configuration))")
    for number in configuration.others.prefix(20) {
      run.warn("\(entry.name) entry \(number) says nothing about auditing or licences")
    }
    return configuration.others.isEmpty ? 0 : 3
  case .query(let entry, let queries):
    try run.result(entry, "\(name): \(summary(queries))")
  case .inventory(let entry, let format, let inventory):
    try run.result(entry, "\(name): \(summary(inventory, format))")
    return showExceptions(inventory.exceptions, entry.name, run)
  case .tally(let entry, let tally, let external, let empty):
    for piece in external {
      try run.result(piece, "\(piece.external?.address.visible ?? ""): stays there")
    }
    try run.result(entry, "\(name): a tally, \(tally.summary)")
    for address in empty {
      run.warn("'\(address.visible)' is empty: it is not registered")
    }
    return tally.rejected == 0 ? 0 : 3
  case .refused(let refusal): return showRefusal(refusal, name, run)
  case .imported(let entry, let ledger, let rejects):
    let format = ExportFormat(rawValue: entry.format)?.title ?? entry.format
    try run.result(entry, "\(name): \(format), \(ledgerLine(ledger))", ledgerFacts(ledger))
    warn(of: ledger, entry, run)
    return showRejects(rejects, entry.name, run)
  }
  return 0
}

/// What a file that was read has lost, or contradicts.
private func warn(of ledger: FileLedger, _ entry: RegisterEntry, _ run: CommandRun) {
  if ledger.lossy > 0 {
    run.warn(
      "\(entry.name) is a lossy export: \(ledger.lossy) of \(ledger.mailAccess) mail accesses"
        + " have lost their list of items; they are counted, but their message ids are gone",
      hint: SignKind.flattenedLists.exportAgain.english)
  }
  if ledger.unread > 0 {
    run.warn(
      "\(entry.name): \(ledger.unread) record(s) have members that could not be understood; they are"
        + " not taken for absent, and findings say what follows",
      hint: SignKind.flattenedLists.exportAgain.english)
  }
  let contradictions = OriginContradiction.all(
    ledger, entry.origin.query, collectedAt: entry.origin.collectedAt)
  for contradiction in contradictions {
    run.warn(
      contradiction.text.english,
      hint: "casefile evidence about CASE \(entry.name) … --by NAME --why TEXT (corrects it)")
  }
}

/// A file in evidence/ that no register named.
func showStray(_ outcome: StrayOutcome, _ run: CommandRun) throws {
  switch outcome {
  case .removed(let name, let known):
    run.warn(
      "evidence/\(name.visible): the register did not name it, and \(known.name) has the same"
        + " bytes; it was removed")
  case .imported(let name, let results):
    run.warn("evidence/\(name.visible): the register does not name it; it is taken for an export")
    for result in results {
      guard case .refused(let refusal) = result.outcome else {
        _ = try showImport(result, run)
        continue
      }
      run.warn(
        "'\(result.name.visible)' is not an export casefile knows: \(refusal.found)",
        hint: "move it out of the case's folder")
    }
  case .failed(let name, let problem):
    let words = ErrorWords(problem)
    run.warn(
      "evidence/\(name.visible): the register does not name it, and it cannot be imported:"
        + " \(words.text)",
      hint: "move it out of the case's folder")
  }
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
