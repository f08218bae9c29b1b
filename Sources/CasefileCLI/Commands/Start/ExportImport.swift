import CaseActions
import CaseFolder
import CaseImport
import CaseModel
import Files

/// Imports one file after the other; what cannot be read is named and does not stop the others.
struct ExportImport {
  var options = ImportOptions()
  let run: CommandRun

  /// - Returns: the exit code.
  func importAll(_ files: [String], into opened: inout OpenCase) throws -> Int32 {
    for outcome in try opened.adoptStrays() { try showStray(outcome, run) }
    let kind = options.kind ?? .records
    if kind == .messages { return try importMessages(files, into: &opened) }
    let objects = try options.objects.map { try ObjectList(reading: $0) } ?? ObjectList()
    if !options.exports.isEmpty, kind != .query {
      throw UsageProblem.required(option: "--kind query", why: "--for names what a query was for")
    }
    return try forEachExport(files, of: opened.folder) { path in
      let origin = try options.origin.origin(of: path, now: run.surroundings.now())
      return try importEvidence(
        path, into: &opened, origin: origin, kind: kind, objects: objects, for: options.exports
      ).map { try showImport($0, told: origin, run) }.max() ?? 0
    }
  }

  /// Lists of messages, and saved mail, whose headers become a list.
  private func importMessages(
    _ files: [String], into opened: inout OpenCase
  ) throws -> Int32 {
    var code: Int32 = 0
    for operand in files {
      // Each folder of saved mail is one inventory.
      var mail: [(path: String, kind: SavedMail)] = []
      code = max(
        code,
        try forEachExport([operand], of: opened.folder) { path in
          if path != standardInputPath, let kind = try SavedMail(path) {
            mail.append((path, kind))
            return 0
          }
          let origin = try options.origin.origin(of: path, now: run.surroundings.now())
          return try importEvidence(path, into: &opened, origin: origin, kind: .messages)
            .map { try showImport($0, told: origin, run) }.max() ?? 0
        })
      if mail.isEmpty { continue }
      let root = operand.hasSuffix("/") ? String(operand.dropLast()) : operand
      let origin = try options.origin.origin(of: root, now: run.surroundings.now())
      let results = try importMail(root, try listMail(root, mail), into: &opened, origin: origin)
      code = max(code, try results.map { try showImport($0, told: origin, run) }.max() ?? 0)
    }
    return code
  }

  /// Calls `body` with each file; one that cannot be opened or read stops no other, but the command
  /// still fails.
  ///
  /// - Parameter folder: of the case, whose own files are no exports.
  /// - Returns: the highest exit code of all.
  func forEachExport(
    _ files: [String], of folder: CaseFolder, _ body: (String) throws -> Int32
  ) throws -> Int32 {
    var code: Int32 = 0
    var failed: FileProblem?
    let exports = try ExportFiles(files, of: folder)
    for passed in exports.passedOver {
      run.warn("'\(passed.path.visible)' was skipped: \(passed.why)")
    }
    if exports.paths.isEmpty, let operand = files.first {
      return run.fail(
        "'\(operand.visible)' holds no files",
        hint: "name the exports, or the folder they are in",
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
}
