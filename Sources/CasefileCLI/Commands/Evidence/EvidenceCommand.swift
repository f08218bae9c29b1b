import CaseActions
import CaseModel
import Files

/// `casefile evidence verify CASE`: hashes the evidence again, here and where it stays.
/// `casefile evidence about CASE E001`: tells or corrects where it comes from.
struct EvidenceCommand: Command {
  var objects: String?
  var origin = OriginOptions()
  var decision = DecisionOptions()

  static let row = CommandRow(
    name: "evidence", operands: "STEP CASE [E001…]", count: .atLeast(2),
    text: "verify: hash the evidence again, wherever it stays; about: tell how it was asked for",
    words: ["verify", "about"],
    examples: [
      CommandExample(
        "casefile evidence about CASE E001 --query-from 2025-03-01 --query-to 2025-03-22"
          + " --query-unfiltered --by NAME --why 'asked IT again'",
        "what was not told at the import, or was wrong"),
      CommandExample(
        "casefile evidence verify CASE", "every byte, including what stays elsewhere"),
    ])
  static let options: [Option<Self>] =
    [
      .text(
        "objects", "LIST", \.objects,
        "verify: take the hashes of what stays elsewhere from a list made just now")
    ] + OriginOptions.options.map { $0.inside(\.origin) }
    + DecisionOptions.options.map { $0.inside(\.decision) }

  func run(_ run: CommandRun) throws -> Int32 {
    switch run.operands[0] {
    case "verify" where run.operands.count == 2: return try verify(run)
    case "about" where run.operands.count > 2: return try tellOrigin(run)
    case let word:
      throw UsageProblem.badValue(
        option: "evidence", found: word, expected: "verify CASE, or about CASE E001…")
    }
  }

  private func verify(_ run: CommandRun) throws -> Int32 {
    let list = try objects.map { try ObjectList(reading: $0) } ?? ObjectList()
    let (here, moved, checks) = try hashed(list, run)
    try run.result("evidence", "\(here) file(s) in the case, every byte hashed again and equal")
    try record(moved, checks, list, run)
    var code: Int32 = 0
    var unreached = 0
    for check in checks {
      let name = check.entry.name
      let address = check.entry.external?.address.visible ?? ""
      switch check.outcome {
      case .equal:
        try run.result(
          "evidence", "\(address): equal\(list.objects.isEmpty ? "" : ", as the list states it")",
          label: name, ["evidence": .text(name), "sha256": .text(check.entry.sha256)])
      case .different(let found):
        code = run.fail(
          "\(name) '\(address)' was changed: SHA-256 \(found), the register says"
            + " \(check.entry.sha256)", hint: "restore it from its source", 1)
      case .otherTally(let offset):
        code = run.fail(
          "\(name) '\(address)' is as the register says, but its tally was made from other bytes,"
            + " from byte \(offset) on", hint: "tally it again, and import that tally", 1)
      case .damaged(let what):
        code = run.fail(
          "\(name) '\(address)' was changed: \(what)", hint: "restore it from its source", 1)
      case .unreached:
        unreached += 1
        run.warn("\(name) '\(address)' was not hashed: this machine cannot reach it")
      }
    }
    if unreached == 0 || code != 0 { return code }
    return run.fail(
      "\(unreached) piece(s) of evidence stay where this machine cannot reach them",
      hint: "casefile evidence verify CASE --objects LIST (casefile spark hashes makes it now)", 5
    )
  }

  /// Everything that is hashed, without a change of the case.
  private func hashed(
    _ list: ObjectList, _ run: CommandRun
  ) throws -> (here: Int, moved: Int, checks: [ExternalCheck]) {
    let opened = try run.read(run.operands[1])
    let moved = try opened.hashEvidence()
    return (
      opened.register.count { $0.external == nil }, moved.count, try opened.checkExternal(list)
    )
  }

  /// Logs a new place and what was found elsewhere; a case that cannot be written is left as it is.
  private func record(
    _ moved: Int, _ checks: [ExternalCheck], _ list: ObjectList, _ run: CommandRun
  ) throws {
    if moved == 0, !checks.contains(where: { $0.found != nil }) { return }
    do {
      var opened = try run.open(run.operands[1], changing: false)
      if moved > 0 { try opened.verifyEvidence() }
      try opened.logExternal(checks, list)
    } catch let problem as FileProblem where problem.kind == .forbidden {
      run.note("the case cannot be written to, so what was found is not logged")
    }
  }
}
