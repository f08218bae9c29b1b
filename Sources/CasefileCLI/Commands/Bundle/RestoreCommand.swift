import CaseActions
import CaseBundle

/// `casefile restore BUNDLE DIR`
struct RestoreCommand: Command {
  var seal = SealOptions()

  static let row = CommandRow(
    name: "restore", operands: "BUNDLE DIR", count: .just(2),
    text: "make a case folder from a verified bundle, byte for byte as packed",
    examples: [
      CommandExample("casefile restore BUNDLE.zip RESTORED", "the case folder, as it was packed")
    ])
  static let options = SealOptions.options.map { $0.inside(\RestoreCommand.seal) }

  func run(_ run: CommandRun) throws -> Int32 {
    let (bundle, target) = (run.operands[0], run.operands[1])
    let (files, verdict) = try restoreBundle(
      bundle, to: target, try seal.request(run.surroundings))
    let code = printVerdict(verdict, run)
    if files == 0 {
      return run.fail(
        "nothing was restored", hint: code == 0 ? "it is not a casefile bundle" : nil,
        code == 0 ? 5 : code)
    }
    try run.result(
      "case", path: target, ": \(files) files, byte for byte as packed",
      ["files": .integer(files)])
    run.next("casefile status \(target) --verify")
    return 0
  }
}
