import CaseFindings
import CaseModel

/// The tiers of messages, by message and mailbox, and whether less evidence leaves them as cautious (R22).
package struct FoundTiers {
  package let tiers: [String: MessageTier]

  package init(_ verdicts: some Sequence<MessageVerdict>) {
    tiers = Dictionary(
      uniqueKeysWithValues: verdicts.map {
        ("\($0.message.string) \($0.mailbox.guid.string)", $0.tier)
      })
  }

  /// What is feared less with less understood. A message is not compared where its mailbox is not in the
  /// evidence any more; what was recorded and cannot be named any more is at least undetermined.
  package func fearedLess(with less: FoundTiers) -> [String] {
    tiers.sorted { $0.key < $1.key }.compactMap { message, tier in
      guard let now = less.tiers[message] else { return nil }
      let (before, after) = (FoundTiers.rank(tier), FoundTiers.rank(now))
      let isFearedAsMuch = after <= max(before, 2) && (before > 2 || after <= 2)
      return isFearedAsMuch ? nil : "\(message) was \(tier), is \(now)"
    }
  }

  private static func rank(_ tier: MessageTier) -> Int {
    switch tier {
    case .recorded: 0
    case .assumed: 1
    case .undetermined: 2
    case .otherAccess: 3
    case .notSeen: 4
    }
  }
}
