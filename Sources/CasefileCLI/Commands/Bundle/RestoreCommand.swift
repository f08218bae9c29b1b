import CaseBundle
import CasePipeline

/// `casefile restore BUNDLE DIR`
func restoreCase(_ run: CommandRun) throws -> Int32 {
  let (bundle, target) = (run.arguments.operands[0], run.arguments.operands[1])
  let (files, verdict) = try restoreBundle(bundle, to: target, try run.verifyRequest())
  let code = printVerdict(verdict, run)
  if files == 0 {
    run.terminal.error("casefile: error: nothing was restored")
    if code == 0 { run.terminal.error("casefile: hint: it is no bundle of casefile") }
    return code == 0 ? 5 : code
  }
  try run.terminal.out("case      \(target.visible): \(files) files, byte for byte as packed")
  run.next("casefile status \(target) --verify")
  return 0
}
