import Archiving
import CaseFindings
import CaseFolder
import CaseModel
import CaseReport

/// What a case says of itself, wherever it was read from: its folder, or a bundle.
package struct CaseFacts: Sendable {
  package var document: CaseDocument
  /// The name of case.json in errors.
  package var caseFile: String
  package var scope: Scope
  package var scopeBytes: [UInt8]
  package var register: [RegisterEntry]
  package var custody = CustodyLog()
  /// What reviewers decided, by key.
  package var review: [String: ReviewDecision] = [:]
  package var templates = TemplateSet.builtIn

  package init(
    document: CaseDocument, caseFile: String, scope: Scope, scopeBytes: [UInt8],
    register: [RegisterEntry]
  ) {
    self.document = document
    self.caseFile = caseFile
    self.scope = scope
    self.scopeBytes = scopeBytes
    self.register = register
  }

  /// What the reports of these findings are made from, but for who they are for and their format.
  func reportInput(_ findings: Findings, _ language: ReportLanguage) throws -> ReportInput {
    let state = lastState
    let scopeState = try scopeState(findings)
    var input = ReportInput(
      findings: findings, document: document, register: register, stateSeq: state.seq,
      stateTime: state.time, language: language)
    input.templates = templates
    input.review = try ReviewState(review, findings)
    input.custody = custodyLines(until: state.seq)
    input.regimes = try regimes()
    input.findingsSHA256 = try findingsHash(findings)
    input.draft = scopeState.draft
    input.adoption = scopeState.adoption.map {
      ReportInput.Adoption(reason: $0.reason, time: $0.time, seq: $0.seq)
    }
    return input
  }

  /// The last entry that changed case, scope or evidence: what a report states the state of.
  var lastState: (seq: Int, time: UTCTime) {
    let entry = custody.entries.last { !$0.isDerived }
    return (entry?.seq ?? 0, entry?.time ?? UTCTime(seconds: 0))
  }

  private func custodyLines(until seq: Int) -> [ReportInput.CustodyLine] {
    custody.entries.prefix { $0.seq <= seq }.enumerated().map { index, entry in
      ReportInput.CustodyLine(
        seq: entry.seq, time: entry.time, actor: entry.actor, host: entry.host,
        action: entry.action, reason: entry.reason, objects: entry.objects.count,
        hash: custody.hashes[index])
    }
  }

  /// Of findings.json, whether it is written yet or not.
  private func findingsHash(_ findings: Findings) throws -> String {
    var hash = SHA256()
    CaseFindings.writeFindings(findings) { hash.update($0[...]) }
    return hexadecimal(try hash.finish())
  }
}

extension OpenCase {
  /// Without what reviewers decided, which lies in a file of its own.
  package var facts: CaseFacts {
    var facts = CaseFacts(
      document: document, caseFile: folder.caseFile, scope: scope, scopeBytes: scopeBytes,
      register: register)
    facts.custody = custody
    facts.templates = settings.templates
    return facts
  }

  package func scopeState(_ findings: Findings) throws -> ScopeState {
    try facts.scopeState(findings)
  }

  /// Without what findings show to be missing.
  package func scopeState() throws -> ScopeState { try facts.scopeState() }

  package func regimes() throws -> [Regime] { try facts.regimes() }
}
