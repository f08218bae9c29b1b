import CaseModel
import CasePipeline
import Files

/// `casefile evidence verify CASE`: hashes the evidence again, here and where it stays.
func verifyEvidence(_ run: CommandRun) throws -> Int32 {
  let word = run.arguments.operands[0]
  if word != "verify" {
    throw UsageProblem.badValue(option: "evidence", found: word, expected: "verify CASE")
  }
  var opened = try openedOrRead(run)
  try opened.verifyEvidence()
  let here = opened.register.count { $0.external == nil }
  try run.result("evidence", "\(here) file(s) in the case, every byte hashed again and equal")
  let list = try run.arguments["objects"].map { try ObjectList(reading: $0) } ?? ObjectList()
  var code: Int32 = 0
  var unreached = 0
  for check in try opened.verifyExternal(list) {
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
        "\(name) '\(address)' is as the register says, but its tally was made of other bytes from"
          + " byte \(offset) on", hint: "tally it again, and import that tally", 1)
    case .damaged(let what):
      code = run.fail(
        "\(name) '\(address)' was changed: \(what)", hint: "restore it from its source", 1)
    case .unreached:
      unreached += 1
      run.warn("\(name) '\(address)' was not hashed: this machine does not reach it")
    }
  }
  if opened.access == .reading {
    run.note("the case cannot be written, so what was found is not logged")
  }
  if unreached == 0 || code != 0 { return code }
  return run.fail(
    "\(unreached) piece(s) of evidence stay where this machine does not reach",
    hint: "casefile evidence verify CASE --objects LIST, as casefile spark hashes makes it now", 5)
}

/// What is found is logged, unless the case cannot be written.
private func openedOrRead(_ run: CommandRun) throws -> OpenCase {
  do {
    return try run.open(changing: false, at: 1)
  } catch let problem as FileProblem where problem.kind == .forbidden {
    return try run.read(at: 1)
  }
}
