import CaseModel

/// What is known of messages, by the mailboxes of the evidence.
///
/// Nearly every mailbox has one naming. Then the tables stay as the tally made them, and a mailbox is
/// asked for by its naming: they may hold millions of messages.
package struct ResolvedMessageFacts: Sendable {
  private let facts: MessageFacts
  /// By mailbox: the naming that stands for it, from 1; 0 where it has none.
  private var namings: [UInt32]

  /// - Parameters:
  ///   - mailboxOfNaming: `nil` where a naming is no mailbox of the evidence; nobody asks for those.
  ///   - count: of the mailboxes.
  package init(
    _ facts: consuming MessageFacts, _ mailboxOfNaming: [MailboxIndex?], mailboxes count: Int,
    _ texts: ByteInterner
  ) {
    namings = [UInt32](repeating: 0, count: count)
    var standsFor = [UInt32](0...UInt32(mailboxOfNaming.count))
    var isUnited = false
    for (number, mailbox) in mailboxOfNaming.enumerated() {
      guard let mailbox else { continue }
      if namings[mailbox.int] == 0 {
        namings[mailbox.int] = UInt32(number + 1)
      } else {
        standsFor[number + 1] = namings[mailbox.int]
        isUnited = true
      }
    }
    if isUnited { facts.unite(texts) { standsFor[Int($0)] } }
    self.facts = facts
  }

  /// Of a message in a mailbox of the evidence.
  package func entry(_ message: MessageIndex, _ mailbox: MailboxIndex) -> MessageFacts.Entry? {
    let naming = namings[mailbox.int]
    let entry = facts.entries[message.int]
    if naming == 0 { return nil }
    return entry.mailbox == naming
      ? entry : facts.find(message.number, naming).map { facts.further[$0].entry }
  }

  /// The lowest size that any record states; `nil` where none does.
  package func sizeInBytes(
    _ entry: MessageFacts.Entry, of message: MessageIndex, _ mailbox: MailboxIndex
  ) -> Int64? {
    if entry.size32 == .max { return facts.longSizes[key(message, mailbox)] }
    return entry.size32 == 0 ? nil : Int64(entry.size32) - 1
  }

  /// The text of its subject; 0 where no record states one.
  package func subject(_ message: MessageIndex, _ mailbox: MailboxIndex) -> UInt32 {
    if facts.subjects.isEmpty { return 0 }
    return facts.subjects[key(message, mailbox)]?.text ?? 0
  }

  private func key(_ message: MessageIndex, _ mailbox: MailboxIndex) -> MessageFacts.Key {
    MessageFacts.Key(message: message.number, mailbox: namings[mailbox.int])
  }
}
