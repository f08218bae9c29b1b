import CaseFindings
import CaseModel
import TestSupport
import Testing

/// The tier of each message of an inventory, read naively from the records and from what findings
/// say of periods, folders and coverage, agrees on every seed.
struct NaiveInventoryTests {
  /// A message as the test lists it; several rows may list the same.
  private struct Row {
    var id: String
    var mailbox: String
    var folder: String
    var delivered: String
  }

  private static func rows(_ random: inout FixtureRandom) -> [Row] {
    (0..<40).map { _ in
      Row(
        id: "m\(random.below(20))@x", mailbox: random.pick(NaiveCase.upns),
        folder: random.below(5) == 0 ? "" : "\\Folder \(random.below(5))",
        delivered: random.below(5) == 0
          ? "" : NaiveCase.time(random.below(120), random.below(60)) + "Z")
    }
  }

  @Test func theNaiveTiersAgreeOnEverySeed() throws {
    var seen: [MessageTier: Int] = [:]
    for seed: UInt64 in 2_001...2_150 {
      let given = NaiveCase(seed: seed, count: 30)
      var random = FixtureRandom(seed: seed)
      let rows = NaiveInventoryTests.rows(&random)
      let table: [String] = rows.map { "<\($0.id)>,\($0.mailbox),\($0.folder),\($0.delivered)" }
      let text = (["MessageId,Mailbox,Folder,Received"] + table).joined(separator: "\n")
      let inventory = try fixtureInventory(text, mailbox: nil)
      let scope = try fixtureScope(given.scope)
      let findings = try fixtureFindings(
        [FixtureFile(given.records)], scope, inventories: [inventory])
      for message in findings.inventory {
        let expected = tier(of: message, rows, given, findings)
        seen[expected, default: 0] += 1
        if message.tier != expected {
          Issue.record(
            """
            seed \(seed): \(message.message.string) is \(message.tier), expected \(expected):
            \(message.reasons)
            """)
          return
        }
      }
      for mailbox in findings.mailboxes {
        guard let counts = mailbox.inventory else { continue }
        #expect(counts.byTier.values.reduce(0, +) == counts.messages)
        let own = rows.filter { row in mailbox.mailbox.upns.contains { $0.string == row.mailbox } }
        #expect(counts.messages == Set(own.map(\.id)).count)
      }
      // An inventory changes nothing else.
      let without = try fixtureFindings(given.records, scope)
      #expect(findingLines(findings) == findingLines(without))
    }
    for tier in MessageTier.allCases { #expect(seen[tier, default: 0] > 5, "no case of \(tier)") }
  }

  private func tier(
    of message: InventoryMessage, _ rows: [Row], _ given: NaiveCase, _ findings: Findings
  ) -> MessageTier {
    let id = message.message.string
    let mailbox = findings.mailboxes[message.mailbox.int]
    let upn = mailbox.mailbox.upns[0].string
    let rules = NaiveRules(given)
    let access = rules.records.filter { $0.isMailAccess && $0.mailboxUPN == upn }
    func isAttackers(_ record: FixtureRecord) -> Bool {
      ["attacker", "linked", "linkedEarlier", "assumption"].contains(rules.decide(record).kind)
    }
    let naming = access.filter { record in
      record.items.contains { $0.internetMessageId == "<\(id)>" }
    }
    if mailbox.recordedMessages.contains(where: { $0.message.string == id }) { return .recorded }

    let own = rows.filter { $0.id == id && $0.mailbox == upn }
    let delivered = own.map(\.delivered).filter { !$0.isEmpty }.min()
    let named = naming.flatMap { $0.folders ?? [] }.filter { folder in
      folder.items.contains { $0.internetMessageId == "<\(id)>" }
    }.map(\.path)
    let listed = own.map(\.folder).filter { !$0.isEmpty }
    let folders = Set(named + listed)
    // Delivery behind the end of the windows, and no attacker came later.
    let end = mailbox.windows.contains(.always) ? nil : mailbox.windows.map(\.to.iso).max()
    let last = access.filter {
      isAttackers($0) && (rules.decide($0).kind != "assumption" || rules.isInWindow($0))
    }.map { $0.time + "Z" }.max()
    var isAfter = false
    if let end, let delivered, delivered >= end { isAfter = last.map { $0 < end } ?? true }
    func wasThere(_ spans: [TimeSpan]) -> Bool {
      delivered.map { time in spans.contains { time < $0.to.iso } } ?? true
    }
    if !isAfter {
      let throttled = mailbox.unauditedPeriods.filter { $0.cause == .throttled }
      if mailbox.assumedBases.contains("sync") { return .assumed }
      if mailbox.assumedBases.contains("throttled"), wasThere(throttled.flatMap(\.inWindow)) {
        return .assumed
      }
      if mailbox.assumedFolders.contains(where: { folders.contains($0.folder.name.string) }) {
        return .assumed
      }
    }
    if naming.contains(where: { isAttackers($0) && !rules.isInWindow($0) }) { return .undetermined }
    if !isAfter {
      let unnamed = mailbox.unnamedAccess.contains { access in
        guard let folder = access.folder else { return true }
        return folders.isEmpty || folders.contains(folder.name.string)
      }
      let periods = mailbox.unauditedPeriods.contains { wasThere($0.inWindow) }
      let isUnplaced = delivered == nil || listed.isEmpty
      let folderOpen =
        folders.isEmpty && !mailbox.assumedFolders.isEmpty && mailbox.assumedBases.isEmpty
      if unnamed || periods || isUnplaced || folderOpen || mailbox.coverage.state == .notShown {
        return .undetermined
      }
    }
    return naming.isEmpty ? .notSeen : .otherAccess
  }
}
