import CaseModel
import CaseTally

/// The messages of a mailbox that contested access names (R14).
struct ContestedMessages: Sendable {
  private struct Key: Hashable {
    var message: MessageIndex
    var identifiedBy: MessageIdentifier
  }

  private var keys: Set<Key> = []

  mutating func add(_ record: ResolvedEvidence.Record, _ evidence: ResolvedEvidence) {
    for number in record.row.items {
      let item = evidence.item(number)
      if item.kind == .message {
        keys.insert(Key(message: item.message, identifiedBy: item.identifiedBy))
      }
    }
  }

  /// Those that no record of an attacker context names.
  func count(in mailbox: ScopedIndex, besides recorded: AccessedMessages) -> Int {
    keys.count { recorded.find(mailbox, $0.message, $0.identifiedBy) == nil }
  }
}
