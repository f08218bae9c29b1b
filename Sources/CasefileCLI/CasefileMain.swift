import Archiving
import CaseModel
import Files

/// The name, version and rules that findings state.
package let casefileTool = ToolIdentity(name: "casefile", version: "0.1.0", rules: "8")

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
  let actor = Machine.variable("USER") ?? Machine.variable("LOGNAME") ?? "unknown"
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
    terminal.error("casefile: error: this machine's clock is outside of the years 1 to 9999")
    Machine.end(1)
  }
  Machine.end(runCasefile(Array(line.dropFirst()), surroundings, terminal))
}

/// One run of the command: arguments in, exit code out (design section 8).
package func runCasefile(
  _ arguments: [String], _ surroundings: Surroundings, _ terminal: Terminal
) -> Int32 {
  let mode = OutputMode(arguments, surroundings)
  var terminal = terminal
  (terminal.isJSON, terminal.isColoured) = (mode.isJSON, mode.isColoured)
  do {
    return try dispatch(arguments, surroundings, terminal)
  } catch {
    let command = arguments.first.flatMap { name in commandTable.first { $0.name == name }?.name }
    let words = ErrorWords(error, command: command)
    terminal.fail(words)
    return words.exitCode
  }
}

private func dispatch(
  _ arguments: [String], _ surroundings: Surroundings, _ terminal: Terminal
) throws -> Int32 {
  guard let first = arguments.first else {
    terminal.error(HelpText.short)
    return 2
  }
  if first == "--version" {
    try terminal.out(
      "\(casefileTool.name) \(casefileTool.version) (rules \(casefileTool.rules), case format 1,"
        + " bundle format 1; zlib \(LibraryVersions.zlib), \(LibraryVersions.crypto))")
    return 0
  }
  if first == "--help" || first == "-h" || first == "help" {
    let name = arguments.dropFirst().first
    guard let name else {
      try terminal.out(HelpText.all)
      return 0
    }
    try terminal.out(HelpText.of(try Command.named(name)))
    return 0
  }
  let command = try Command.named(first)
  let rest = Array(arguments.dropFirst())
  if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
    try terminal.out(HelpText.of(command))
    return 0
  }
  let parsed = try ParsedArguments(rest, command)
  _ = try parsed.choice("color", OutputMode.Colours.allCases)
  var surroundings = surroundings
  if let actor = parsed["actor"] { surroundings.actor = actor }
  if let threads = parsed["threads"] {
    guard let number = Int(threads), (1...64).contains(number) else {
      throw UsageProblem.badValue(
        option: "--threads", found: threads, expected: "a number from 1 to 64")
    }
    surroundings.threads = number
  }
  if let wait = parsed["wait"] {
    guard let seconds = Int64(wait), (0...86_400).contains(seconds) else {
      throw UsageProblem.badValue(
        option: "--wait", found: wait, expected: "seconds from 0 to 86400")
    }
    surroundings.patience = seconds * 1_000
  }
  let line = progressLine(parsed, &surroundings)
  defer { line?.end() }
  let run = CommandRun(
    arguments: parsed, surroundings: surroundings, terminal: terminal.clearing { line?.clear() })
  defer {
    for (gap, path) in FileSystemGaps.take() {
      let words = RemarkWords(gap, at: path)
      run.warn(words.text, hint: words.hint)
    }
  }
  return try perform(command, run)
}

/// Runs a command; what it told is printed as JSON where that is asked for, also where it failed.
private func perform(_ command: Command, _ run: CommandRun) throws -> Int32 {
  guard run.isJSON else { return try command.run(run) }
  func print(_ exitCode: Int32) throws {
    try run.terminal.out(run.results.document(command.name, exitCode: exitCode))
  }
  let exitCode: Int32
  do {
    exitCode = try command.run(run)
  } catch {
    if !run.results.isEmpty { try print(ErrorWords(error).exitCode) }
    throw error
  }
  if command.document == "results" || !run.results.isEmpty { try print(exitCode) }
  return exitCode
}

/// On a terminal, and where nobody asked for quiet or for JSON.
private func progressLine(
  _ arguments: ParsedArguments, _ surroundings: inout Surroundings
) -> ProgressLine? {
  guard let columns = surroundings.columns, !arguments.has("quiet"), !arguments.has("json") else {
    return nil
  }
  let meter = WorkMeter()
  surroundings.meter = meter
  let line = ProgressLine(meter, width: columns)
  line.start()
  return line
}
