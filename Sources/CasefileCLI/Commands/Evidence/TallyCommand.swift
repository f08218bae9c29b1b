import CaseActions
import CaseFindings
import CaseImport
import CasePipeline
import CaseTally
import Files

/// `casefile tally FILE` reads a part of the evidence where it is; `merge FILE…` adds up what was read;
/// `split`, `outline` and `narrow` keep of it what a scope needs.
func tallyEvidence(_ run: CommandRun) throws -> Int32 {
  let operands = run.arguments.operands
  let step = TallyStep(rawValue: operands[0]) ?? .read
  for (name, steps) in TallyStep.options where run.arguments.has(name) && !steps.contains(step) {
    throw UsageProblem.badValue(
      option: "--\(name)", found: run.arguments[name] ?? "",
      expected: step == .read
        ? "\(steps.map(\.rawValue).sorted().joined(separator: " or ")) before the file"
        : "no such option beside \(step.rawValue)")
  }
  let files = step == .read ? operands : Array(operands.dropFirst())
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
  case .read:
    do {
      return try write(try part(path, run), run)
    } catch let refusal as NotAnExport {
      return show(refusal, path.visible, run)
    }
  case .merge:
    guard let sum = try mergeTallyFiles(files) else {
      throw UsageProblem.missingOperand(command: "tally merge", operands: "FILE…")
    }
    return try write(sum, run)
  case .split: return try split(path, run)
  case .outline:
    let names = try run.arguments["outline"].map { try readTallyFile($0) }
    return try write(
      try outlineTally(try readTallyFile(path), scope: try scopeFile(run), names: names), run)
  case .narrow:
    guard let outline = run.arguments["outline"] else {
      throw UsageProblem.required(
        option: "--outline", why: "what is outside the scope is only known of all evidence")
    }
    return try write(
      try narrowTally(
        try readTallyFile(path), scope: try scopeFile(run), outline: try readTallyFile(outline)),
      run)
  }
}

private enum TallyStep: String {
  case read, merge, split, outline, narrow

  /// The steps that take each option.
  static let options: [(name: String, steps: Set<TallyStep>)] = [
    ("scope", [.read, .outline, .narrow]), ("source", [.read]), ("base-offset", [.read]),
    ("split-offset", [.read]), ("format", [.read]), ("shards", [.split]),
    ("outline", [.outline, .narrow]),
  ]
}

private func write(_ tally: PartialTally, _ run: CommandRun) throws -> Int32 {
  let bytes = try tallyFileBytes(tally)
  guard let path = run.arguments["output"] else {
    if run.isJSON || run.surroundings.outputIsTerminal {
      throw UsageProblem.required(option: "--output", why: "a tally is no text and no JSON")
    }
    try run.terminal.out(bytes)
    return 0
  }
  try replaceFile(path, with: bytes)
  try run.result(
    "tally", path: path, ": \(tally.summary)",
    [
      "bytes": .integer(bytes.count), "parts": .integer(tally.parts.count),
      "records": .integer(tally.records), "rejected": .integer(tally.rejected),
    ])
  if tally.canMakeFindings { run.next("casefile findings CASE --tally \(path)") }
  return 0
}

private func split(_ path: String, _ run: CommandRun) throws -> Int32 {
  guard let folder = run.arguments["output"], let text = run.arguments["shards"] else {
    throw UsageProblem.required(
      option: run.arguments.has("shards") ? "--output" : "--shards",
      why: "each shard is a file in a folder")
  }
  guard let shards = Int(text), (2...mostTallyShards).contains(shards) else {
    throw UsageProblem.badValue(
      option: "--shards", found: text, expected: "a number from 2 to \(mostTallyShards)")
  }
  let paths = try splitTally(try readTallyFile(path), shards: shards, into: folder)
  try run.result(
    "tally", path: folder, ": \(paths.count) shards", ["shards": .integer(paths.count)])
  return 0
}

private func scopeFile(_ run: CommandRun) throws -> [UInt8] {
  guard let scope = run.arguments["scope"] else {
    throw UsageProblem.required(option: "--scope", why: "it says which records are kept")
  }
  return try readSmallFile(scope, followsLinks: true, takesPipes: true)
}

/// `casefile spark`: the job that reads evidence in a data lake through `casefile tally`; `casefile
/// spark narrow`: the one that adds up what findings of a scope need; `casefile spark hashes`: the one
/// that hashes it.
func printSparkJob(_ run: CommandRun) throws -> Int32 {
  let job = run.arguments.operands.first
  if let job, job != "hashes", job != "narrow" {
    throw UsageProblem.badValue(
      option: "spark", found: job, expected: "narrow, hashes, or nothing")
  }
  try run.result(page: try run.templates().files["spark/\(job ?? "tally").py"] ?? "")
  return 0
}

private func part(_ path: String, _ run: CommandRun) throws -> PartialTally {
  guard let scope = run.arguments["scope"] else {
    throw UsageProblem.required(
      option: "--scope", why: "only tallies of one scope are added up")
  }
  guard let source = run.arguments["source"], !source.isEmpty else {
    throw UsageProblem.required(
      option: "--source", why: "records are cited by their source, as the case names it")
  }
  let base = try offset("base-offset", run)
  let split = try offset("split-offset", run)
  if base != nil, split != nil {
    throw UsageProblem.badValue(
      option: "--split-offset", found: run.arguments["split-offset"] ?? "",
      expected: "no --base-offset beside it")
  }
  return try tallySource(
    path, source: source, offset: base ?? split ?? 0, isSplit: split != nil,
    format: try run.arguments.choice("format", ExportFormat.allCases),
    scope: try readSmallFile(scope, followsLinks: true, takesPipes: true), run.surroundings)
}

private func offset(_ name: String, _ run: CommandRun) throws -> Int64? {
  guard let text = run.arguments[name] else { return nil }
  if let number = Int64(text), (0...Int64(1) << 60).contains(number) { return number }
  throw UsageProblem.badValue(
    option: "--\(name)", found: text, expected: "bytes from the start of the source")
}
