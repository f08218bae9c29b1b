import CaseActions
import CaseFolder
import CaseModel
import CaseReport
import Files

/// `casefile status CASE`: evidence, scope, findings; `--verify` hashes the evidence again.
struct StatusCommand: Command {
  var isVerified = false

  static let row = CommandRow(
    name: "status", operands: "CASE", count: .just(1), text: "show where the case stands",
    document: "status",
    examples: [
      CommandExample("casefile status CASE", "what is there, and what is missing"),
      CommandExample("casefile status CASE --verify", "hashes the evidence again"),
    ])
  static let options: [Option<Self>] = [
    .flag("verify", \.isVerified, "hash the evidence again; accept a moved case")
  ]

  func run(_ run: CommandRun) throws -> Int32 {
    if isVerified { try acceptPlaces(run) }
    let opened = try run.read()
    if !isVerified { try opened.checkEvidencePlaces() }
    let status = try CaseStatus(opened, isHashed: isVerified)
    if run.isJSON {
      try run.terminal.out(status.json(opened))
      return 0
    }
    for line in status.lines(opened) { try run.terminal.out(line) }
    try showClosure(opened.document, run)
    if opened.document.closed == nil { run.next(next(opened, status.standing)) }
    return 0
  }

  private func next(_ opened: borrowing OpenCase, _ standing: CaseStanding) -> String {
    let root = opened.folder.root
    if opened.register.isEmpty { return "casefile import \(root) EXPORT…" }
    if opened.scope.indicators.isEmpty {
      return "casefile contexts \(root), then casefile scope \(root)"
    }
    if case .fresh = standing.findings, case .fresh = standing.bundle {
      return "casefile verify \(root)/bundles/\(standing.bundleName) --recompute"
    }
    return "casefile run \(root)"
  }

  /// Hashes the evidence. Where it lies in a place that this machine has not seen, as in a copied or restored
  /// case, that is recorded; a case that cannot be written is left as it is.
  private func acceptPlaces(_ run: CommandRun) throws {
    let moved = try OpenCase.read(CaseFolder(run.operands[0]), run.surroundings)
      .hashEvidence()
    if moved.isEmpty { return }
    do {
      var opened = try run.open(changing: false)
      try opened.verifyEvidence()
    } catch let problem as FileProblem where problem.kind == .forbidden {
      run.note("the case cannot be written to, so where its evidence now lies is not recorded")
    }
  }
}
