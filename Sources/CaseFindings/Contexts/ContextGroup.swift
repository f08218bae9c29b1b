import CaseModel

/// What one row of the contexts has in common: a client's token changes every hour or so, so contexts
/// that differ in the token only and have the same decision for the same reasons are one row.
struct ContextGroup: Equatable {
  private var context: ResolvedContext
  private var decision: DecisionIndex

  init(_ context: ResolvedContext, _ decision: DecisionIndex) {
    self.context = context
    self.context.token = 0
    self.decision = decision
  }

  /// For `HashIndex`.
  var tableHash: UInt32 { context.tableHash ^ (decision.number &* 0x9E37_79B9) }
}

/// A row of the contexts, in the order of C1, C2 …
struct GroupIndex: RowIndex {
  let number: UInt32
  init(_ number: UInt32) { self.number = number }

  var name: String { "C\(number + 1)" }
}
