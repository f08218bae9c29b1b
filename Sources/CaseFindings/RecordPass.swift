import CaseModel
import CaseTally

/// One pass over the records, in the order of time and id: what each of them adds to every table.
///
/// Findings are made from a pass that is finished: nothing is added to its tables any more, and what
/// they refer to is sorted and numbered.
struct RecordPass {
  let evidence: ResolvedEvidence
  let decisions: RecordDecisions
  let request: FindingsRequest
  let scoped: ScopedMailboxes
  /// What hangs on no decision, and what does: neither is of use to the other.
  let all: AllRecords
  let decided: DecidedRecords
  private(set) var totals: FindingsTotals
  let anomalies: AnomalyList

  init(
    _ evidence: ResolvedEvidence, _ attribution: AttributionTable, _ request: FindingsRequest,
    files: [Int: FileLedger], _ workers: Workers
  ) throws(FindingsProblem) {
    self.evidence = evidence
    self.request = request
    let decisions = RecordDecisions(evidence, attribution)
    let scoped = ScopedMailboxes(request.scope, evidence.mailboxes)
    self.decisions = decisions
    self.scoped = scoped
    // The larger first: the thread that walked does it, in the memory that the walk leaves.
    let (decided, all) = workers.both(
      { DecidedRecords(evidence, decisions, scoped, request) },
      { () -> Result<AllRecords, FindingsProblem> in
        Result { () throws(FindingsProblem) in
          try AllRecords(evidence, decisions, scoped, request, files: files)
        }
      })
    self.all = try all.get()
    self.decided = decided
    totals = self.all.totals
    totals.add(decided.messages, of: evidence)
    anomalies = self.all.anomalies.with(decided.anomalies)
    if decided.attribution.sum != totals.uniqueMailAccess {
      throw .attributionDoesNotReconcile(
        counted: decided.attribution.sum, expected: totals.uniqueMailAccess)
    }
  }

  /// By mailbox of the scope.
  var accessEnds: [AccessEnd?] {
    zip(scoped.mailboxes, decided.lastAccess).map { mailbox, last in
      AccessEnd(mailbox, request.scope.accessEnds, last: last?.time)
    }
  }
}
