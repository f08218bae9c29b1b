import CaseFolder
import CaseImport
import CaseModel
import CasePipeline
import Files
import TextFormats

/// `casefile import CASE FILE…`
func importFiles(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open()
  let files = Array(run.arguments.operands.dropFirst())
  let code = try importAll(files, into: &opened, run)
  run.next("casefile contexts \(opened.folder.root)")
  return code
}

/// Imports one file after the other; what cannot be read is named and does not stop the others.
func importAll(_ files: [String], into opened: inout OpenCase, _ run: CommandRun) throws -> Int32 {
  var isPartial = false
  var failed: FileProblem?
  for path in try exportFiles(files) {
    let origin = try exportOrigin(path, run.arguments)
    let outcome: ImportOutcome
    do {
      outcome = try importEvidence(path, into: &opened, origin: origin)
    } catch let problem as FileProblem where problem.path == path {
      // A file that is not there stops no other; the command still fails.
      if let failed { run.terminal.error("casefile: error: \(ErrorWords(failed).text)") }
      failed = problem
      continue
    }
    switch outcome {
    case .alreadyImported(let entry):
      try run.terminal.out("\(entry.name)      \(path.visible): already imported")
    case .refused(let refusal):
      isPartial = true
      run.terminal.error(
        "casefile: error: '\(path.visible)' is not an export casefile knows: \(refusal.found)")
      run.terminal.error("casefile: hint: \(refusal.hint)")
    case .imported(let entry, let ledger, let rejects):
      let format = ExportFormat(rawValue: entry.format)?.title ?? entry.format
      try run.terminal.out(
        "\(entry.name)      \(path.visible): \(format), \(ledger.rows) rows, \(ledger.records)"
          + " records, \(ledger.mailAccess) mail access, \(ledger.rejected) rejected")
      if rejects.isEmpty { continue }
      isPartial = true
      for reject in rejects.prefix(20) {
        run.terminal.error(
          "casefile: \(entry.name) row \(reject.source.row), byte \(reject.source.offset):"
            + " \(reject.detail.visible)")
      }
      if rejects.count > 20 { run.terminal.error("casefile: and \(rejects.count - 20) rows more") }
    }
  }
  if let failed { throw failed }
  return isPartial ? 3 : 0
}

/// The files themselves, and those in folders, sorted, without side files and hidden ones.
func exportFiles(_ paths: [String]) throws -> [String] {
  try paths.flatMap { path in
    guard try targetFacts(path)?.kind == .folder else { return [path] }
    let names = try folderEntries(path).filter { !$0.hasPrefix(".") && !$0.hasSuffix(aboutSuffix) }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    // A link to a folder may lead back to this one.
    return try exportFiles(
      names.map { "\(folder)/\($0)" }.filter {
        try fileFacts($0)?.kind != .link || targetFacts($0)?.kind == .file
      })
  }
}

/// Options, over `--about`, over `FILE.about.json` beside the export.
private func exportOrigin(_ path: String, _ arguments: ParsedArguments) throws -> ExportOrigin {
  var origin = ExportOrigin()
  let beside = path + aboutSuffix
  if let file = try arguments["about"] ?? (targetFacts(beside) == nil ? nil : beside) {
    let reading = RegisterReading(
      try readJSON(try readSmallFile(file), file: file), file: file, place: "")
    try reading.checkKeys()
    origin = try reading.origin()
  }
  origin.sourceSystem = arguments["source-system"] ?? origin.sourceSystem
  origin.tenant = arguments["tenant"] ?? origin.tenant
  origin.collectedAt = try arguments.time("collected-at") ?? origin.collectedAt
  origin.collectedBy = arguments["collected-by"] ?? origin.collectedBy
  origin.collectedTool = arguments["collected-tool"] ?? origin.collectedTool
  origin.collectedCommand = arguments["collected-command"] ?? origin.collectedCommand
  origin.receivedFrom = arguments["received-from"] ?? origin.receivedFrom
  origin.receivedAt = try arguments.time("received-at") ?? origin.receivedAt
  origin.query.from = try arguments.time("query-from") ?? origin.query.from
  origin.query.to = try arguments.time("query-to") ?? origin.query.to
  if arguments.has("query-unfiltered") {
    origin.query.operations = []
    origin.query.users = []
    origin.query.mailboxes = []
    origin.query.freeText = ""
  }
  func list(_ name: String, _ old: [String]?) -> [String]? {
    arguments.has(name) ? arguments.all(name) : old
  }
  origin.query.operations = list("query-operation", origin.query.operations)
  origin.query.users = list("query-user", origin.query.users)
  origin.query.mailboxes = list("query-mailbox", origin.query.mailboxes)
  origin.query.freeText = arguments["query-text"] ?? origin.query.freeText
  return origin
}

/// The side file of an export has its name and this.
let aboutSuffix = ".about.json"
