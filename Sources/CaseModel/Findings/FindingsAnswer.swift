/// What somebody asks of a case besides its findings.
package struct FindingsQuestions: Sendable {
  /// Messages whose tier in every mailbox is asked, each once, without `< >`.
  package var ids: [EvidenceText] = []
  /// What to decide contexts by.
  package var contexts = false

  package init(ids: [EvidenceText] = [], contexts: Bool = false) {
    self.ids = ids
    self.contexts = contexts
  }
}

package struct FindingsAnswer: Sendable {
  package var findings: Findings
  package var verdicts: FindingsList<MessageVerdict> = []
  /// Where that was asked: the contexts of the findings, and behind them those of other mailboxes.
  package var contexts: FindingsList<ContextFindings> = []
  /// Records of mailboxes outside the scope of which a narrowed tally holds no more than their number.
  package var countedElsewhere: Int64 = 0
  /// By context.
  package var details: [ContextDetail] = []

  package init(findings: Findings) { self.findings = findings }
}

/// What an investigator decides a context by, besides what findings count in it.
package struct ContextDetail: Equatable, Sendable {
  /// Distinct messages that its records name, whatever their access type.
  package var messages = 0
  /// Sign-ins that share its session or token.
  package var signIns: [SignIn] = []
  /// Facts that speak against its class, or against another's.
  package var contradictions: [String] = []

  package init() {}
}

/// Sign-ins of one operation in a session.
package struct SignIn: Equatable, Sendable {
  package var operation: EvidenceText
  package var records = 0
  package var first: UTCTime
  package var last: UTCTime
  /// Canonical, sorted.
  package var addresses: [String] = []

  package init(operation: EvidenceText, first: UTCTime) {
    self.operation = operation
    self.first = first
    last = first
  }
}
