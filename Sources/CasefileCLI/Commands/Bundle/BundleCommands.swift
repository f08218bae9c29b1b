import CaseBundle
import CaseModel
import CasePipeline
import TextFormats

/// `casefile pack CASE`
func packCase(_ run: CommandRun) throws -> Int32 {
  var opened = try run.open()
  let result = try opened.pack(run.arguments.has("store") ? .stored : .deflated)
  let state = result.changed ? "" : " (unchanged: the same bytes as before)"
  try run.terminal.out("bundle    \(result.paths[0].visible)\(state)")
  try run.terminal.out("seal      \(result.paths[1].visible)")
  run.next("casefile verify \(result.paths[0]) --recompute")
  return 0
}

/// `casefile verify BUNDLE`
func verifyCase(_ run: CommandRun) throws -> Int32 {
  let path = run.arguments.operands[0]
  var (verdict, reader) = try verifyBundle(path, requireSeal: !run.arguments.has("no-seal"))
  var recomputed = false
  if run.arguments.has("recompute"), let reader {
    let problems = recomputeBundle(
      reader, tool: run.surroundings.tool, threads: run.surroundings.threads)
    recomputed = problems.isEmpty
    verdict.problems += problems
  }
  if run.arguments.has("json") {
    try run.terminal.out(verdictJSON(verdict, recomputed: recomputed))
    return verdict.exitCode
  }
  let code = printVerdict(verdict, run)
  if code != 0 { return code }
  switch verdict.kind {
  case .bag(let version):
    try run.terminal.out(
      "valid     \(path.visible): a bag of BagIt \(version) with \(verdict.members) files, not made by "
        + "casefile: only what RFC 8493 asks was checked")
  case .bundle, .none:
    try run.terminal.out(
      "verified  \(path.visible): \(verdict.members) members, every check passed")
    if recomputed { try run.terminal.out("findings  reproduced with the same tool and rules") }
    if !verdict.sealChecked { try run.terminal.out("seal      not checked") }
  }
  return code
}

/// Every problem on a line of its own.
func printVerdict(_ verdict: BundleVerdict, _ run: CommandRun) -> Int32 {
  for problem in verdict.problems {
    let member = problem.member ?? "the ZIP structure"
    let weight =
      switch problem.weight {
      case .different: ""
      case .undecided: "cannot be decided: "
      case .note: "note: "
      }
    run.terminal.error("casefile: \(weight)\(member.visible): \(problem.what.visible)")
  }
  return verdict.exitCode
}

private func verdictJSON(_ verdict: BundleVerdict, recomputed: Bool) -> [UInt8] {
  var writer = JSONWriter()
  writer.object { writer in
    writer.key("exitCode", Int(verdict.exitCode))
    writer.key("kind", verdict.kind.name)
    writer.key("members", verdict.members)
    writer.key("problems") { writer in
      writer.array(verdict.problems) { writer, problem in
        writer.object { writer in
          writer.key("member") { writer in
            if let member = problem.member {
              writer.string(EvidenceText(member))
            } else {
              writer.null()
            }
          }
          writer.key("weight", problem.weight.rawValue)
          writer.key("what", problem.what)
        }
      }
    }
    writer.key("recomputed", recomputed)
    writer.key("schema", "casefile/verdict/1")
    writer.key("sealChecked", verdict.sealChecked)
  }
  return writer.finish()
}

extension BundleVerdict.Kind {
  fileprivate var name: String {
    switch self {
    case .bundle: "bundle"
    case .bag: "bag"
    case .none: "none"
    }
  }
}
