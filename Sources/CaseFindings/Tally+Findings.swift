import CaseModel
import CaseTally

extension Tally {
  package consuming func findings(
    _ request: FindingsRequest,
    attribute: (_ evidence: ResolvedEvidence) -> AttributionTable
  ) throws(FindingsProblem) -> Findings {
    try answer(FindingsQuestions(), request, attribute: attribute).findings
  }

  /// - Parameter attribute: decides whose access each sighting was; CaseScope's `attribute`.
  package consuming func answer(
    _ questions: FindingsQuestions, _ request: FindingsRequest,
    attribute: (_ evidence: ResolvedEvidence) -> AttributionTable
  ) throws(FindingsProblem) -> FindingsAnswer {
    let files = self.files
    let evidence = ResolvedEvidence(self, scope: request.scope)
    let attribution = attribute(evidence)
    var builder = FindingsBuilder(evidence, attribution, request, files: files)
    return try builder.answer(questions)
  }
}

/// Findings that would not be true.
package enum FindingsProblem: Error, Equatable, Sendable {
  /// The ledger of a file does not add up (R18).
  case ledgerDoesNotReconcile(evidence: Int)
  /// The classes do not partition the mail-access records (R14).
  case attributionDoesNotReconcile(counted: Int, expected: Int)
}
