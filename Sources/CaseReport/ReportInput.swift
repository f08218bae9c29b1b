import CaseModel

/// Everything a report is made from: the same input gives the same bytes.
package struct ReportInput: Sendable {
  package var findings: Findings
  package var document: CaseDocument
  package var register: [RegisterEntry]
  /// The last custody entry that changed evidence, scope or case: its number and time.
  package var stateSeq: Int
  package var stateTime: UTCTime
  /// What keeps the report a draft; empty where nothing does.
  package var draft: [String] = []
  package var review = ReviewState()
  /// Who adopted the scope, when and why; empty where nobody has.
  package var adoption = ""

  package init(
    findings: Findings, document: CaseDocument, register: [RegisterEntry], stateSeq: Int,
    stateTime: UTCTime
  ) {
    self.findings = findings
    self.document = document
    self.register = register
    self.stateSeq = stateSeq
    self.stateTime = stateTime
  }
}

/// A file that a report stage makes.
package struct ReportFile: Sendable {
  package var name: String
  package var bytes: [UInt8]
}
