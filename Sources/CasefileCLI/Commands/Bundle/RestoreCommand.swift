import CaseActions
import CaseBundle

/// `casefile restore BUNDLE DIR`
func restoreCase(_ run: CommandRun) throws -> Int32 {
  let (bundle, target) = (run.arguments.operands[0], run.arguments.operands[1])
  let (files, verdict) = try restoreBundle(bundle, to: target, try run.verifyRequest())
  let code = printVerdict(verdict, run)
  if files == 0 {
    return run.fail(
      "nothing was restored", hint: code == 0 ? "it is no bundle of casefile" : nil,
      code == 0 ? 5 : code)
  }
  try run.result(
    "case", path: target, ": \(files) files, byte for byte as packed", ["files": .integer(files)])
  run.next("casefile status \(target) --verify")
  return 0
}
