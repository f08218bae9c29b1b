import CaseActions
import CaseFindings
import CaseModel
import CaseReport

/// `casefile render CASE`
struct RenderCommand: Command {
  var report: String?
  var regime: String?
  var results = ResultOptions()

  static let names = ["breach-scope", "notice"] + Certificate.allCases.map(\.rawValue)

  static let row = CommandRow(
    name: "render", operands: "CASE", count: .just(1),
    text: "write the breach-scope report and the notice worksheets",
    examples: [
      CommandExample(
        "casefile render CASE --language de --format docx", "in German, for Word"),
      CommandExample(
        "casefile render CASE --report notice --regime gdpr", "the worksheet of a law"),
      CommandExample("casefile render CASE --redact", "for sharing: with pseudonyms"),
    ])
  static let options: [Option<Self>] =
    [
      .text(
        "report", "NAME", \.report, "only this one: \(names.joined(separator: ", "))"),
      .text("regime", "ID", \.regime, "the regime of a notice"),
      ResultOptions.redact.inside(\.results),
    ] + ResultOptions.options.map { $0.inside(\.results) }

  func run(_ run: CommandRun) throws -> Int32 {
    let wanted = try wanted()
    var opened = try run.open(for: results)
    try opened.checkTemplates(wanted)
    let findings = try opened.computeFindings()
    let result = try opened.writeReports(findings, wanted)
    warnKept(result.kept, run)
    for path in result.paths { try run.result("report", path: path) }
    noteDraft(try opened.scopeState(findings), opened.folder.root, run)
    try warnStale(opened, run)
    run.next("casefile pack \(opened.folder.root)")
    return noteRejects(findings, run)
  }

  /// A notice is of a regime.
  private func wanted() throws -> WantedReport {
    if report != "notice", regime != nil {
      throw UsageProblem.required(option: "--report notice", why: "--regime is for a notice")
    }
    switch report {
    case nil: return .all
    case "breach-scope": return .breachScope
    case "notice":
      guard let regime else {
        throw UsageProblem.required(option: "--regime", why: "a notice belongs to a regime")
      }
      return .notice(try knownRegime(regime, results.templates()))
    case let name?:
      if let certificate = Certificate(rawValue: name) { return .certificate(certificate) }
      throw UsageProblem.badValue(
        option: "--report", found: name,
        expected: RenderCommand.names.joined(separator: " or "))
    }
  }
}
