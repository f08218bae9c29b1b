import CaseModel
import TextFormats

extension BreachScopeReport {
  /// What the mailboxes held, as inventories list it: numbers only, no sender and no subject.
  var inventory: [String: MustacheValue] {
    let inventories = findings.request.inventories
    let mailboxes = findings.mailboxes.filter { $0.inventory != nil }
    return [
      "hasInventory": .bool(!inventories.isEmpty),
      "inventories": .list(inventories.enumerated().map { row($1, number: $0) }),
      "hasInventoryMailboxes": .bool(!mailboxes.isEmpty),
      "inventoryMailboxes": .list(
        mailboxes.compactMap { mailbox in mailbox.inventory.map { row($0, mailbox) } }),
      "withoutInventory": .string(
        findings.mailboxes.filter { $0.inventory == nil }.map { $0.mailbox.name.visible }
          .joined(separator: ", ")),
    ]
  }

  private func row(_ inventory: MessageInventory, number: Int) -> MustacheValue {
    func answer(_ value: Bool?) -> MustacheValue {
      .string(value.map { $0 ? "yes" : "no" } ?? "not stated")
    }
    let elsewhere = findings.inventoryElsewhere
    return .object([
      "name": .string(evidenceName(inventory.evidence)),
      "collected": .string(
        inventory.collectedAt.map { ReportWords.time($0) + " UTC" } ?? "not stated"),
      "source": .text(EvidenceText(inventory.source ?? "not stated")),
      "recoverable": answer(inventory.reach.recoverableItems),
      "archive": answer(inventory.reach.archive),
      "rows": .string(ReportWords.grouped(inventory.rows.count)),
      "elsewhere": .string(
        ReportWords.grouped(number < elsewhere.count ? elsewhere[number] : 0)),
      "exceptions": .string(ReportWords.grouped(inventory.exceptions.count)),
    ])
  }

  private func row(_ counts: InventoryFindings, _ mailbox: MailboxFindings) -> MustacheValue {
    func tier(_ tier: MessageTier) -> MustacheValue {
      .string(ReportWords.grouped(counts.byTier[tier] ?? 0))
    }
    func optional(_ number: Int) -> MustacheValue {
      .string(number > 0 ? ReportWords.grouped(number) : "")
    }
    return .object([
      "mailbox": .text(mailbox.mailbox.name),
      "evidence": .string(counts.evidence.map { evidenceName($0) }.joined(separator: ", ")),
      "messages": .string(ReportWords.grouped(counts.messages)),
      "recorded": tier(.recorded), "assumed": tier(.assumed),
      "undetermined": tier(.undetermined), "otherAccess": tier(.otherAccess),
      "notSeen": tier(.notSeen),
      "hasRemarks": .bool(
        counts.unplaced + counts.removed + counts.afterEnd + counts.recordedNotListed
          + counts.forwarded > 0),
      "forwarded": optional(counts.forwarded),
      "unplaced": optional(counts.unplaced), "removed": optional(counts.removed),
      "afterEnd": optional(counts.afterEnd),
      "recordedNotListed": optional(counts.recordedNotListed),
    ])
  }
}
