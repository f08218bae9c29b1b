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
      "withoutInventory": .joined(
        ReportWords.texts(
          findings.mailboxes.filter { $0.inventory == nil }.map(\.mailbox.name))),
    ]
  }

  private func row(_ inventory: MessageInventory, number: Int) -> MustacheValue {
    func answer(_ value: Bool?) -> MustacheValue {
      .phrase(value.map { $0 ? "word.yes" : "word.no" } ?? "word.notStated")
    }
    let elsewhere = findings.inventoryElsewhere
    return .object([
      "name": .string(evidenceName(inventory.evidence)),
      "collected": inventory.collectedAt.map(ReportWords.moment) ?? .phrase("word.notStated"),
      "source": inventory.source.map { .text(EvidenceText($0)) } ?? .phrase("word.notStated"),
      "recoverable": answer(inventory.reach.recoverableItems),
      "archive": answer(inventory.reach.archive),
      "rows": .number(inventory.rows.count),
      "elsewhere": .number(number < elsewhere.count ? elsewhere[number] : 0),
      "exceptions": .number(inventory.exceptions.count),
    ])
  }

  private func row(_ counts: InventoryFindings, _ mailbox: MailboxFindings) -> MustacheValue {
    func tier(_ tier: MessageTier) -> MustacheValue {
      .number(counts.byTier[tier] ?? 0)
    }
    return .object([
      "mailbox": .text(mailbox.mailbox.name),
      "evidence": .string(counts.evidence.map { evidenceName($0) }.joined(separator: ", ")),
      "messages": .number(counts.messages),
      "recorded": tier(.recorded), "assumed": tier(.assumed),
      "undetermined": tier(.undetermined), "otherAccess": tier(.otherAccess),
      "notSeen": tier(.notSeen),
      "hasRemarks": .bool(
        counts.unplaced + counts.removed + counts.afterEnd + counts.recordedNotListed
          + counts.forwarded > 0),
      "forwarded": .number(counts.forwarded),
      "unplaced": .number(counts.unplaced), "removed": .number(counts.removed),
      "afterEnd": .number(counts.afterEnd),
      "recordedNotListed": .number(counts.recordedNotListed),
    ])
  }
}
