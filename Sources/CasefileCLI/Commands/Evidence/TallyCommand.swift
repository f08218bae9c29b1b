import CaseFindings
import CaseImport
import CasePipeline
import Files

/// `casefile tally FILE` reads a part of the evidence where it is; `casefile tally merge FILE…` adds
/// up what was read.
func tallyEvidence(_ run: CommandRun) throws -> Int32 {
  let operands = run.arguments.operands
  let tally: PartialTally
  if operands[0] == "merge" {
    for name in ["scope", "source", "base-offset", "split-offset", "format"]
    where run.arguments.has(name) {
      throw UsageProblem.badValue(
        option: "--\(name)", found: run.arguments[name] ?? "",
        expected: "no such option beside merge")
    }
    guard operands.count > 1, let merged = try mergeTallyFiles(Array(operands.dropFirst())) else {
      throw UsageProblem.missingOperand(command: "tally merge", operands: "FILE…")
    }
    tally = merged
  } else {
    if operands.count > 1 {
      throw UsageProblem.tooManyOperands(command: "tally", operands: "FILE", found: operands[1])
    }
    do {
      tally = try part(operands[0], run)
    } catch let refusal as NotAnExport {
      return show(refusal, operands[0].visible, run)
    }
  }
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
  run.next("casefile findings CASE --tally \(path)")
  return 0
}

/// `casefile spark`: the job that reads evidence in a data lake through `casefile tally`; `casefile
/// spark hashes`: the one that hashes it.
func printSparkJob(_ run: CommandRun) throws -> Int32 {
  let job = run.arguments.operands.first
  if let job, job != "hashes" {
    throw UsageProblem.badValue(option: "spark", found: job, expected: "hashes, or nothing")
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
  return try tallyPart(
    path, source: source, offset: base ?? split ?? 0, isSplit: split != nil,
    format: try run.arguments.choice("format", ExportFormat.allCases),
    scope: try readSmallFile(scope), run.surroundings)
}

private func offset(_ name: String, _ run: CommandRun) throws -> Int64? {
  guard let text = run.arguments[name] else { return nil }
  if let number = Int64(text), (0...Int64(1) << 60).contains(number) { return number }
  throw UsageProblem.badValue(
    option: "--\(name)", found: text, expected: "bytes from the start of the source")
}
