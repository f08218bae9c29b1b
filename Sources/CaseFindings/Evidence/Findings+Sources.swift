import CaseModel

/// Every list of sources, in place; but for those of lists that are made as they are asked for.
extension Findings {
  mutating func visitSources(_ visit: (inout [CitedIndex]) -> Void) {
    for index in mailboxes.indices { mailboxes[index].visitSources(visit) }
    visitOtherSources(visit)
  }

  /// Of what is of no mailbox.
  mutating func visitOtherSources(_ visit: (inout [CitedIndex]) -> Void) {
    for index in outsideScope.indices { visit(&outsideScope[index].sources) }
    for index in otherAcquisition.indices { visit(&otherAcquisition[index].sources) }
    for index in acts.indices { visit(&acts[index].sources) }
    for index in unread.indices { visit(&unread[index].sources) }
    for index in anomalies.indices { visit(&anomalies[index].sources) }
  }
}

extension MailboxFindings {
  mutating func visitSources(_ visit: (inout [CitedIndex]) -> Void) {
    for index in assumedFolders.indices { visit(&assumedFolders[index].sources) }
    for index in unauditedPeriods.indices { visit(&unauditedPeriods[index].sources) }
    for index in unnamedAccess.indices { visit(&unnamedAccess[index].sources) }
    for index in attachments.indices { visit(&attachments[index].sources) }
  }
}
