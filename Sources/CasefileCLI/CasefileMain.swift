import Archiving
import CaseModel
import Files

/// The name, version and rules that findings state.
package let casefileTool = ToolIdentity(name: "casefile", version: "0.1.0", rules: "11")

/// The process: clock, host and actor come in here, and nowhere else.
///
/// - Parameters:
///   - words: the whole command line, as bytes: a name on disk need not be text.
///   - count: 0 where Swift could not read it (/proc/self/cmdline).
package func casefileMain(
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>, _ count: Int32
) -> Never {
  let line = (0..<Int(count)).compactMap { words[$0].map { pathText(of: $0) } }
  Machine.openStandardStreams()
  Machine.keepFilesPrivate()
  Machine.outliveReaders()
  Machine.endOnInterrupt()
  let actor =
    Machine.variable("USER") ?? Machine.variable("LOGNAME") ?? Machine.account
    ?? Surroundings.unknownActor
  var surroundings = Surroundings(
    now: { UTCTime(seconds: Machine.now) }, actor: actor, host: Machine.host, tool: casefileTool)
  surroundings.threads = min(8, Machine.cores)
  if Machine.variable("TERM") != "dumb" { surroundings.columns = Machine.errorColumns }
  surroundings.outputIsTerminal = Machine.outputIsTerminal
  surroundings.showsColours =
    surroundings.columns != nil && (Machine.variable("NO_COLOR") ?? "").isEmpty
  let terminal = Terminal(
    out: { try StandardStream.output.write($0) },
    error: { bytes in try? StandardStream.error.write(bytes) })  // nobody is left to tell
  if line.isEmpty {
    terminal.error("casefile: error: '/proc/self/cmdline': cannot be read, so nothing was done")
    Machine.end(1)
  }
  if !(UTCTime.first...UTCTime.last).contains(surroundings.now()) {
    terminal.error("casefile: error: this machine's clock is outside the years 1 to 9999")
    Machine.end(1)
  }
  Machine.end(runCasefile(Array(line.dropFirst()), surroundings, terminal))
}

/// One run of the command: arguments in, exit code out (design section 8).
package func runCasefile(
  _ arguments: [String], _ surroundings: Surroundings, _ terminal: Terminal
) -> Int32 {
  var line = CommandLine(arguments)
  let problem: (any Error)?
  do throws(UsageProblem) {
    try line.read()
    problem = nil
  } catch {
    problem = error
  }
  var terminal = terminal
  terminal.isJSON = line.common.isJSON
  terminal.isColoured = line.common.isColoured(surroundings)
  do {
    if let problem { throw problem }
    return try perform(line, surroundings, terminal)
  } catch {
    let words = ErrorWords(error, command: line.command?.name)
    terminal.fail(words)
    return words.exitCode
  }
}

private func perform(
  _ line: CommandLine, _ surroundings: Surroundings, _ terminal: Terminal
) throws -> Int32 {
  switch line.wish {
  case .nothing:
    terminal.error(HelpText.short)
    return 2
  case .version:
    try terminal.out(
      "\(casefileTool.name) \(casefileTool.version) (rules \(casefileTool.rules), case format 1,"
        + " bundle format 1; zlib \(LibraryVersions.zlib), \(LibraryVersions.crypto))")
    return 0
  case .help(let command):
    try terminal.out(command.map(HelpText.of) ?? HelpText.all)
    return 0
  case .topic(let topic):
    try terminal.out(TopicText.of(topic))
    return 0
  case .run(let command, let reading):
    var surroundings = line.common.applied(to: surroundings)
    let progress = progressLine(line.common, &surroundings)
    defer { progress?.end() }
    let run = CommandRun(
      operands: reading.operands, isQuiet: line.common.isQuiet, surroundings: surroundings,
      terminal: terminal.clearing { progress?.clear() })
    defer {
      for (gap, path) in FileSystemGaps.take() {
        let words = RemarkWords(gap, at: path)
        run.warn(words.text, hint: words.hint)
      }
    }
    return try perform(command, reading, run)
  }
}

/// Runs a command; what it told is printed as JSON where that is asked for, also where it failed.
private func perform(
  _ command: CommandEntry, _ call: CommandEntry.Call, _ run: CommandRun
) throws -> Int32 {
  guard run.isJSON else { return try call.run(run) }
  func print(_ exitCode: Int32) throws {
    try run.terminal.out(run.results.document(command.name, exitCode: exitCode))
  }
  let exitCode: Int32
  do {
    exitCode = try call.run(run)
  } catch {
    if !run.results.isEmpty { try print(ErrorWords(error).exitCode) }
    throw error
  }
  if command.row.document == "results" || !run.results.isEmpty { try print(exitCode) }
  return exitCode
}

/// On a terminal, and where nobody asked for quiet or for JSON.
private func progressLine(
  _ common: CommonOptions, _ surroundings: inout Surroundings
) -> ProgressLine? {
  guard let columns = surroundings.columns, !common.isQuiet, !common.isJSON else { return nil }
  let meter = WorkMeter()
  surroundings.meter = meter
  let line = ProgressLine(meter, width: columns)
  line.start()
  return line
}
