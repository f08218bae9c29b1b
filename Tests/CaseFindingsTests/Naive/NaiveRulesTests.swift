import CaseFindings
import CaseModel
import TestSupport
import Testing

/// The product and a second, naive reading of the rules agree on every seed.
struct NaiveRulesTests {
  private static let seeds: ClosedRange<UInt64> = 1...300
  private static let count = 40

  @Test func theNaiveReadingAgreesOnEverySeed() throws {
    var kinds: Set<String> = []
    var records = 0
    for seed in NaiveRulesTests.seeds {
      let given = NaiveCase(seed: seed, count: NaiveRulesTests.count)
      records += given.records.count
      let expected = NaiveFindings(given).lines
      let found = lines(try fixtureFindings(given.records, try fixtureScope(given.scope)))
      let missing = Set(expected).subtracting(found).sorted()
      let added = Set(found).subtracting(expected).sorted()
      if !missing.isEmpty || !added.isEmpty {
        Issue.record("seed \(seed)\nexpected \(missing)\nfound \(added)\n\(given.scope)")
        break
      }
      for line in expected {
        kinds.formUnion(line.split(separator: " ").prefix(2).map(String.init))
      }
    }
    // A generator that misses a case proves nothing.
    for kind in [
      "recorded", "folder", "throttled", "assumed", "unnamed", "outside", "contested", "linked",
      "assumption", "service", "knownGood", "otherMailbox", "outsideWindow", "notLinkable",
    ] {
      #expect(kinds.contains(kind), "no case of \(kind)")
    }
    #expect(records > 10_000)
  }

  private func lines(_ findings: Findings) -> [String] {
    var lines: [String] = []
    let counts = findings.attribution
    for (name, count) in [
      ("attacker", counts[.attacker]), ("linked", counts[.linked]),
      ("assumption", counts[.assumption]), ("knownGood", counts[.knownGood]),
      ("service", counts[.service]), ("unattributed", counts[.unattributed]),
      ("outsideWindow", counts.outsideWindow), ("otherMailbox", counts.otherMailbox),
      ("contested", counts.contested), ("notLinkable", counts.notLinkable),
    ] where count > 0 { lines.append("class \(name) \(count)") }
    for outside in findings.outsideScope {
      lines.append("outside \(outside.mailbox.name.string) \(outside.records)")
    }
    for mailbox in findings.mailboxes { lines += self.lines(mailbox) }
    return lines.sorted()
  }

  private func lines(_ mailbox: MailboxFindings) -> [String] {
    let name = mailbox.mailbox.name.string
    var lines = [
      "\(name) linked \(mailbox.linkedRecords)", "\(name) attacker \(mailbox.attackerRecords)",
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
}
