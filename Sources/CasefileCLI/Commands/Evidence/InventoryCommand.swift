import CaseFindings
import CaseModel
import CasePipeline
import CaseReport
import TextFormats

/// `casefile inventory CASE`: the messages that inventories list, each with its tier.
func listInventory(_ run: CommandRun) throws -> Int32 {
  let opened = try run.read()
  let findings = try opened.computeFindings()
  let tier = try run.arguments.choice("tier", MessageTier.allCases)
  let mailbox = run.arguments["mailbox"].map { EvidenceText($0).folded }
  let folder = run.arguments["folder"].map { EvidenceText($0).folded }
  let unplaced = run.arguments.has("unplaced")
  func isWanted(_ message: InventoryMessage) -> Bool {
    let identity = findings.mailboxes[message.mailbox].mailbox
    return (tier == nil || message.tier == tier)
      && (mailbox == nil || identity.guid.folded == mailbox
        || identity.upns.contains { $0.folded == mailbox })
      && (folder == nil || message.folders.contains { $0.folded == folder })
      && (!unplaced || !message.isPlaced)
  }
  let wanted = findings.inventory.lazy.filter(isWanted)
  let personal = run.arguments.has("subjects")
  if run.isJSON {
    try printing(run) { writeInventory(wanted, findings, personal: personal, into: $0) }
  } else if run.arguments.has("csv") {
    try printing(run) { inventoryTable(wanted, findings, personal: personal, into: $0) }
  } else {
    for message in wanted { try show(message, findings, personal: personal, run) }
  }
  if findings.request.inventories.isEmpty {
    run.note("no inventory is in the evidence, so how many messages there were is not known")
    run.next("casefile import \(opened.folder.root) --kind messages FILE")
  }
  return 0
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
      + "  \(findings.mailboxes[message.mailbox].mailbox.name.visible)"
      + "  \(message.delivered?.iso ?? "delivery not known")"
      + "  \(folders.isEmpty ? "folder not known" : folders)")
  if personal {
    try run.terminal.out("    \(message.sender.visible): \(message.subject.visible)")
  }
  for reason in message.reasons { try run.terminal.out("    - \(reason.visible)") }
}
