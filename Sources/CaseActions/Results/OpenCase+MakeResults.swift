import CaseBundle
import CaseFolder
import CaseModel
import CaseTally
import Files

/// Everything that was made of a case, and what its bundle is worth.
package struct CaseResults: Sendable {
  package var findings: Findings
  package var reports: StepResult
  package var bundle: StepResult
  /// What somebody had changed and is kept, of all that was written.
  package var kept: [(path: String, now: String)]
  package var verdict: BundleVerdict
}

extension OpenCase {
  /// Makes all results of the case as it stands: findings and their tables, what was exported of them,
  /// reports, a bundle of the whole case; and verifies that.
  ///
  /// - Parameter evidence: what was read already.
  package mutating func makeResults(of evidence: Tally? = nil) throws -> CaseResults {
    let findings = try computeFindings(of: evidence)
    var kept = try writeFindings(findings).kept
    let reports = try writeReports(findings)
    kept += reports.kept
    // What was exported for other programs goes with the findings that it is of.
    if try fileFacts(folder.exchange) != nil { kept += try writeExchange(findings).kept }
    let bundle = try pack()
    let (verdict, _) = try verifyBundle(
      bundle.paths[0], VerifyRequest(time: surroundings.now().seconds))
    return CaseResults(
      findings: findings, reports: reports, bundle: bundle, kept: kept, verdict: verdict)
  }
}
