import CaseFindings
import CaseModel
import TestSupport

/// What findings say, as the lines of `NaiveFindings`, sorted.
func findingLines(_ findings: Findings) -> [String] {
  var lines: [String] = []
  let counts = findings.attribution
  for (name, count) in [
    ("attacker", counts[.attacker]), ("linked", counts[.linked]),
    ("linkedEarlier", counts[.linkedEarlier]),
    ("assumption", counts[.assumption]), ("knownGood", counts[.knownGood]),
    ("service", counts[.service]), ("unattributed", counts[.unattributed]),
    ("outsideWindow", counts.outsideWindow), ("otherMailbox", counts.otherMailbox),
    ("contested", counts.contested), ("notLinkable", counts.notLinkable),
  ] where count > 0 { lines.append("class \(name) \(count)") }
  for outside in findings.outsideScope {
    lines.append("outside \(outside.mailbox.name.string) \(outside.records)")
  }
  for mailbox in findings.mailboxes { lines += mailboxLines(mailbox) }
  return lines.sorted()
}

private func mailboxLines(_ mailbox: MailboxFindings) -> [String] {
  let name = mailbox.mailbox.name.string
  var lines = [
    "\(name) linked \(mailbox.linkedRecords)",
    "\(name) linkedEarlier \(mailbox.linkedEarlierRecords)",
    "\(name) attacker \(mailbox.attackerRecords)",
    "\(name) coverage \(mailbox.coverage.state.rawValue)",
    "\(name) unaudited \(mailbox.unauditedSeconds)",
  ]
  for message in mailbox.recordedMessages {
    let folders = message.folders.map(\.id.string).sorted().joined(separator: " ")
    lines.append(
      "\(name) recorded \(message.identifiedBy.name) \(message.message.string) \(message.basis)"
        + " \(message.first.iso) \(message.last.iso) \(message.records) \(folders)")
  }
  for folder in mailbox.assumedFolders {
    lines.append(
      "\(name) folder \(folder.folder.id.string) \(folder.basis) \(folder.first.iso)"
        + " \(folder.last.iso) \(folder.records)")
  }
  for base in mailbox.assumedBases { lines.append("\(name) assumed \(base)") }
  let kinds = Dictionary(grouping: mailbox.unnamedAccess, by: \.kind)
  for (kind, access) in kinds {
    lines.append("\(name) unnamed \(kind.rawValue) \(access.map(\.items).reduce(0, +))")
  }
  let march: Int64 = 1_740_700_800  // 2025-02-28T00:00:00Z, day 0 of March
  for period in mailbox.unauditedPeriods where period.cause == .throttled {
    lines.append(
      "\(name) throttled \(period.raw.from.seconds - march) \(period.raw.to.seconds - march)")
  }
  return lines
}
