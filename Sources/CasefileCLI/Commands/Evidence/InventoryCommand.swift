import CaseActions
import CaseFindings
import CaseModel
import TextFormats

/// `casefile inventory CASE`: the messages that inventories list, each with its tier.
struct InventoryCommand: Command {
  var tiers: [MessageTier] = []
  var mailboxes: [MailboxSelector] = []
  /// Folded: folders have no case.
  var folders: [EvidenceText] = []
  var isUnplaced = false
  var isPersonal = false
  var isCSV = false

  static let row = CommandRow(
    name: "inventory", operands: "CASE", count: .just(1),
    text: "list the messages that a mailbox held, each with its tier", document: "inventory",
    examples: [
      CommandExample(
        "casefile inventory CASE --tier assumed --csv", "as CSV, with each message's tier")
    ])
  static let options: [Option<Self>] = [
    .choices("tier", \.tiers, "only this tier"),
    .values(
      "mailbox", "UPN|GUID", \.mailboxes, "only this mailbox", expected: "a name or a GUID",
      read: MailboxSelector.init),
    .values(
      "folder", "PATH", \.folders, "only this folder", expected: "a folder",
      read: { EvidenceText($0).folded }),
    .flag("unplaced", \.isUnplaced, "only those that cannot be placed"),
    .flag("subjects", \.isPersonal, "with sender and subject: personal data"),
    .flag("csv", \.isCSV, "print them as CSV"),
  ]

  func run(_ run: CommandRun) throws -> Int32 {
    let opened = try run.read()
    let findings = try opened.computeFindings()
    let wanted = findings.inventory.lazy.filter { isWanted($0, findings) }
    if run.isJSON {
      try printing(run) { writeInventory(wanted, findings, personal: isPersonal, into: $0) }
    } else if isCSV {
      try printing(run) { inventoryTable(wanted, findings, personal: isPersonal, into: $0) }
    } else {
      for message in wanted { try show(message, findings, personal: isPersonal, run) }
    }
    if findings.request.inventories.isEmpty {
      run.note("the evidence holds no inventory, so it is not known how many messages there were")
      run.next("casefile import \(opened.folder.root) --kind messages FILE")
    }
    return 0
  }

  /// The values of one filter are OR-ed, filters are AND-ed.
  private func isWanted(_ message: InventoryMessage, _ findings: Findings) -> Bool {
    let mailbox = findings.mailboxes[message.mailbox.int].mailbox
    return (tiers.isEmpty || tiers.contains(message.tier))
      && (mailboxes.isEmpty || mailboxes.contains { $0.selects(mailbox) })
      && (folders.isEmpty || message.folders.contains { folders.contains($0.folded) })
      && (!isUnplaced || !message.isPlaced)
  }
}

private func printing(_ run: CommandRun, _ write: (@escaping ([UInt8]) -> Void) -> Void) throws {
  var problem: (any Error)?
  write { bytes in
    do { try run.terminal.out(bytes) } catch { problem = problem ?? error }
  }
  if let problem { throw problem }
}

private func show(
  _ message: InventoryMessage, _ findings: Findings, personal: Bool, _ run: CommandRun
) throws {
  let folders = message.folders.map(\.visible).joined(separator: ", ")
  try run.terminal.out(
    "\(message.tier.rawValue)  \(message.message.visible)"
      + "  \(findings.mailboxes[message.mailbox.int].mailbox.name.visible)"
      + "  \(message.delivered?.iso ?? "delivery not known")"
      + "  \(folders.isEmpty ? "folder not known" : folders)")
  if personal {
    try run.terminal.out("    \(message.sender.visible): \(message.subject.visible)")
  }
  for reason in message.reasons { try run.terminal.out("    - \(reason.visible)") }
}
