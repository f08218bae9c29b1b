import CaseModel
import TextFormats

/// What the mailboxes held, as inventories list it: numbers only, no sender and no subject.
struct InventoryPart: ReportPart {
  let hasInventory, hasInventoryMailboxes: Bool
  let inventories: [InventoryRow]
  let inventoryMailboxes: [InventoryMailboxRow]
  let withoutInventory: Words

  static let names: [ReportName<Self>] = [
    .init("hasInventory", \.hasInventory), .init("inventories", \.inventories),
    .init("hasInventoryMailboxes", \.hasInventoryMailboxes),
    .init("inventoryMailboxes", \.inventoryMailboxes),
    .init("withoutInventory", .named, \.withoutInventory),
  ]

  init(_ findings: Findings) {
    let all = findings.request.inventories
    let elsewhere = findings.inventoryElsewhere
    hasInventory = !all.isEmpty
    inventories = all.enumerated().map { number, inventory in
      InventoryRow(inventory, elsewhere: number < elsewhere.count ? Int(elsewhere[number]) : 0)
    }
    inventoryMailboxes = findings.mailboxes.compactMap { mailbox in
      mailbox.inventory.map { InventoryMailboxRow($0, mailbox) }
    }
    hasInventoryMailboxes = !inventoryMailboxes.isEmpty
    withoutInventory = .joined(
      ReportWords.texts(findings.mailboxes.filter { $0.inventory == nil }.map(\.mailbox.name)))
  }
}

struct InventoryRow: ReportPart {
  let name: String
  let collected, source, recoverable, archive: Words
  let rows, elsewhere, exceptions: Int

  static let names: [ReportName<Self>] = [
    .init("name", .named, \.name), .init("collected", .named, \.collected),
    .init("source", .named, \.source), .init("recoverable", .named, \.recoverable),
    .init("archive", .named, \.archive), .init("rows", \.rows),
    .init("elsewhere", \.elsewhere), .init("exceptions", \.exceptions),
  ]

  init(_ inventory: MessageInventory, elsewhere: Int) {
    func answer(_ value: Bool?) -> Words {
      .phrase(value.map { $0 ? "word.yes" : "word.no" } ?? "word.notStated")
    }
    name = evidenceName(inventory.evidence)
    collected = inventory.collectedAt.map(ReportWords.moment) ?? .phrase("word.notStated")
    source = inventory.source.map { .string($0) } ?? .phrase("word.notStated")
    recoverable = answer(inventory.reach.recoverableItems)
    archive = answer(inventory.reach.archive)
    rows = inventory.rows.count
    self.elsewhere = elsewhere
    exceptions = inventory.exceptions.count
  }
}

struct InventoryMailboxRow: ReportPart {
  let mailbox: EvidenceText
  let evidence: String
  let messages, recorded, assumed, undetermined, otherAccess, notSeen: Int
  let hasRemarks: Bool
  let forwarded, unplaced, removed, afterEnd, recordedNotListed: Int

  static let names: [ReportName<Self>] = [
    .init("mailbox", .named, \.mailbox), .init("evidence", .named, \.evidence),
    .init("messages", \.messages), .init("recorded", \.recorded), .init("assumed", \.assumed),
    .init("undetermined", \.undetermined), .init("otherAccess", \.otherAccess),
    .init("notSeen", \.notSeen), .init("hasRemarks", \.hasRemarks),
    .init("forwarded", \.forwarded), .init("unplaced", \.unplaced), .init("removed", \.removed),
    .init("afterEnd", \.afterEnd), .init("recordedNotListed", \.recordedNotListed),
  ]

  init(_ counts: InventoryFindings, _ mailbox: MailboxFindings) {
    func tier(_ tier: MessageTier) -> Int { counts.byTier[tier] ?? 0 }
    self.mailbox = mailbox.mailbox.name
    evidence = counts.evidence.map { evidenceName($0) }.joined(separator: ", ")
    messages = counts.messages
    recorded = tier(.recorded)
    assumed = tier(.assumed)
    undetermined = tier(.undetermined)
    otherAccess = tier(.otherAccess)
    notSeen = tier(.notSeen)
    forwarded = counts.forwarded
    unplaced = counts.unplaced
    removed = counts.removed
    afterEnd = counts.afterEnd
    recordedNotListed = counts.recordedNotListed
    hasRemarks = unplaced + removed + afterEnd + recordedNotListed + forwarded > 0
  }
}
