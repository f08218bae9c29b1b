import CaseActions
import CaseImport
import CaseTally
import Files

/// `casefile tally FILE` reads a part of the evidence where it is; `merge FILE…` adds up what was read;
/// `split`, `outline` and `narrow` keep of it what a scope needs.
struct TallyCommand: Command {
  var scope: String?
  var source: String?
  var baseOffset: Int64?
  var splitOffset: Int64?
  var format: ExportFormat?
  var shards: Int64?
  var outline: String?
  var output: String?

  static let row = CommandRow(
    name: "tally", operands: "[STEP] FILE…", count: .atLeast(1),
    text: "read a part of the evidence where it is; or merge, split, outline, narrow such parts",
    words: ["merge", "split", "outline", "narrow"],
    examples: [
      CommandExample(
        "casefile tally FIRST.json --scope SCOPE.json --source E001 --output TALLY",
        "what E001 adds up to"),
      CommandExample("casefile tally merge TALLY OTHER --output BOTH", "with another part added"),
      CommandExample(
        "casefile tally outline TALLY --scope SCOPE.json --output NAMES",
        "what mailboxes are called"),
    ])
  static let options: [Option<Self>] = [
    .text("scope", "FILE", \.scope, "scope.json of the case"),
    .text("source", "NAME", \.source, "what the case calls the source, such as E001"),
    offset("base-offset", \.baseOffset, "bytes of the source before this part; default: 0"),
    offset(
      "split-offset", \.splitOffset,
      "where a split of lines made by Hadoop or Spark begins; instead of --base-offset"),
    .choice(
      "format", \.format, "of the records, as the register names it; default: detected",
      value: "NAME"),
    .number(
      "shards", "N", \.shards, 2...Int64(mostTallyShards),
      expected: "a number from 2 to \(mostTallyShards)",
      "split: deal the records into this many tallies"),
    .text(
      "outline", "FILE", \.outline,
      "outline, narrow: what all mailboxes are called, and whom the scope reaches"),
    .text("output", "FILE", \.output, "default: standard output; split: a folder"),
  ]

  private static func offset(
    _ name: String, _ field: Option<Self>.Field<Int64?>, _ text: String
  ) -> Option<Self> {
    .number(
      name, "N", field, 0...Int64(1) << 60, expected: "bytes from the start of the source", text)
  }

  private enum Step: String { case read, merge, split, outline, narrow }

  func run(_ run: CommandRun) throws -> Int32 {
    let step = Step(rawValue: run.operands[0]) ?? .read
    try checkOptions(step)
    let files = step == .read ? run.operands : Array(run.operands.dropFirst())
    guard let path = files.first else {
      throw UsageProblem.missingOperand(
        command: "tally \(step.rawValue)", operands: step == .merge ? "FILE…" : "FILE")
    }
    if step != .merge, files.count > 1 {
      throw UsageProblem.tooManyOperands(
        command: step == .read ? "tally" : "tally \(step.rawValue)", operands: "FILE",
        found: files[1])
    }
    switch step {
    case .read: return try read(path, run)
    case .merge:
      guard let sum = try mergeTallyFiles(files) else {
        throw UsageProblem.missingOperand(command: "tally merge", operands: "FILE…")
      }
      return try write(sum, run)
    case .split: return try split(path, run)
    case .outline:
      let names = try outline.map { try readTallyFile($0) }
      return try write(
        try outlineTally(try readTallyFile(path), scope: try scopeFile(), names: names), run)
    case .narrow:
      guard let outline else {
        throw UsageProblem.required(
          option: "--outline", why: "what is outside the scope is known only from all the evidence")
      }
      return try write(
        try narrowTally(
          try readTallyFile(path), scope: try scopeFile(), outline: try readTallyFile(outline)),
        run)
    }
  }

  /// An option of another step would be passed over.
  private func checkOptions(_ step: Step) throws {
    let given: [(name: String, value: String?, steps: [Step])] = [
      ("scope", scope, [.read, .outline, .narrow]), ("source", source, [.read]),
      ("base-offset", baseOffset.map { "\($0)" }, [.read]),
      ("split-offset", splitOffset.map { "\($0)" }, [.read]),
      ("format", format?.rawValue, [.read]), ("shards", shards.map { "\($0)" }, [.split]),
      ("outline", outline, [.outline, .narrow]),
    ]
    for (name, value, steps) in given {
      guard let value, !steps.contains(step) else { continue }
      throw UsageProblem.badValue(
        option: "--\(name)", found: value,
        expected: step == .read
          ? "\(steps.map(\.rawValue).sorted().joined(separator: " or ")) before the file"
          : "no such option with \(step.rawValue)")
    }
  }

  private func read(_ path: String, _ run: CommandRun) throws -> Int32 {
    guard let scope else {
      throw UsageProblem.required(
        option: "--scope", why: "only tallies of the same scope are added up")
    }
    guard let source, !source.isEmpty else {
      throw UsageProblem.required(
        option: "--source", why: "records are cited by their source, as the case names it")
    }
    if baseOffset != nil, let splitOffset {
      throw UsageProblem.badValue(
        option: "--split-offset", found: "\(splitOffset)",
        expected: "no --base-offset with it")
    }
    do {
      let tally = try tallySource(
        path, source: source, offset: baseOffset ?? splitOffset ?? 0, isSplit: splitOffset != nil,
        format: format, scope: try readSmallFile(scope, followsLinks: true, takesPipes: true),
        run.surroundings)
      return try write(tally, run)
    } catch let refusal as NotAnExport {
      return showRefusal(refusal, path.visible, run)
    }
  }

  private func split(_ path: String, _ run: CommandRun) throws -> Int32 {
    guard let output, let shards else {
      throw UsageProblem.required(
        option: shards == nil ? "--shards" : "--output", why: "each shard is a file in a folder")
    }
    let paths = try splitTally(try readTallyFile(path), shards: Int(shards), into: output)
    try run.result(
      "tally", path: output, ": \(paths.count) shards", ["shards": .integer(paths.count)])
    return 0
  }

  private func write(_ tally: PartialTally, _ run: CommandRun) throws -> Int32 {
    let bytes = try tallyFileBytes(tally)
    guard let output else {
      if run.isJSON || run.surroundings.outputIsTerminal {
        throw UsageProblem.required(
          option: "--output", why: "a tally is neither text nor JSON")
      }
      try run.terminal.out(bytes)
      return 0
    }
    try replaceFile(output, with: bytes)
    try run.result(
      "tally", path: output, ": \(tally.summary)",
      [
        "bytes": .integer(bytes.count), "parts": .integer(tally.parts.count),
        "records": .integer(tally.records), "rejected": .integer(tally.rejected),
      ])
    if tally.canMakeFindings { run.next("casefile findings CASE --tally \(output)") }
    return 0
  }

  private func scopeFile() throws -> [UInt8] {
    guard let scope else {
      throw UsageProblem.required(option: "--scope", why: "it says which records are kept")
    }
    return try readSmallFile(scope, followsLinks: true, takesPipes: true)
  }
}
