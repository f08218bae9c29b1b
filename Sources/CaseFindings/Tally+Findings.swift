import CaseModel
import CaseTally

extension Tally {
  /// - Parameter attribute: decides whose access each sighting was; CaseScope's `attribute`.
  package consuming func answer(
    _ questions: FindingsQuestions, _ request: FindingsRequest, _ workers: Workers = .one,
    attribute: (_ evidence: ResolvedEvidence) -> AttributionTable
  ) throws(FindingsProblem) -> FindingsAnswer {
    let files = self.files
    let evidence = ResolvedEvidence(self, scope: request.scope)
    let pass = try RecordPass(
      evidence, attribute(evidence), request, files: files, workers)
    let builder = FindingsBuilder(pass)
    let folderNames = builder.folderNames
    var (findings, contexts) = builder.build()
    let inventory = addInventories(pass, folderNames, to: &findings)
    var answer = FindingsAnswer(findings: findings)
    answer.countedElsewhere = evidence.elsewhere.files.values.map(\.unique).reduce(0, +)
    if !questions.ids.isEmpty {
      answer.verdicts = MessageCheck(
        questions.ids, isAsked: true, pass, folderNames, findings, inventory
      ).verdicts()
    }
    if questions.contexts {
      answer.contexts = contexts
      answer.details = ContextDetails(pass, contexts).all()
    }
    return answer
  }
}

/// What inventories list, each message with its tier.
private func addInventories(
  _ pass: RecordPass, _ folderNames: FolderNames, to findings: inout Findings
) -> InventoryIndex {
  var inventory = InventoryIndex(pass.request.inventories, pass.scoped)
  inventory.addRemovals(pass.evidence, pass.all.mailboxes, pass.scoped)
  inventory.sort()
  if !inventory.entries.isEmpty {
    let reading = InventoryTiers(inventory, pass, folderNames, findings)
    findings.inventory = reading.messages
    for mailbox in pass.scoped.indexes { reading.count(mailbox, &findings.mailboxes[mailbox]) }
  }
  findings.inventoryElsewhere = inventory.elsewhere
  return inventory
}

/// Findings that would not be true.
package enum FindingsProblem: Error, Equatable, Sendable {
  /// The ledger of a file does not add up (R18).
  case ledgerDoesNotReconcile(evidence: Int)
  /// The classes do not partition the mail-access records (R14).
  case attributionDoesNotReconcile(counted: Int, expected: Int)
}
