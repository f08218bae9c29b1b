import CaseModel

/// The contexts of sign-ins, in the order of their first record.
struct SignInContexts: Sendable {
  /// By operation as it is written.
  private var known: [UInt32: Bool] = [:]
  private var isIn: Set<ContextIndex> = []
  private(set) var contexts: [ContextIndex] = []
  /// A sign-in is in the evidence, of whichever mailbox.
  private(set) var areHeld = false

  mutating func add(_ operation: UInt32, _ context: ContextIndex, _ evidence: ResolvedEvidence) {
    guard isSignIn(operation, evidence) else { return }
    areHeld = true
    if isIn.insert(context).inserted { contexts.append(context) }
  }

  /// The evidence has a record of an operation, which is not here.
  mutating func hold(_ operation: UInt32, _ evidence: ResolvedEvidence) {
    if isSignIn(operation, evidence) { areHeld = true }
  }

  private mutating func isSignIn(_ operation: UInt32, _ evidence: ResolvedEvidence) -> Bool {
    if let known = known[operation] { return known }
    let isOne = AuditOperation.isSignIn(evidence.texts[operation])
    known[operation] = isOne
    return isOne
  }
}
