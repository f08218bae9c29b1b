import CaseModel
import CaseTally

/// Makes the recorded messages readable, one at a time. A class, because every list of them asks it.
final class MessageText: Sendable {
  let evidence: ResolvedEvidence
  let messages: AccessedMessages
  let folderNames: FolderNames
  let scoped: ScopedMailboxes
  let contexts: ContextTable
  let decisions: RecordDecisions
  let citations: Citations

  init(_ pass: RecordPass, _ folderNames: FolderNames, _ citations: Citations) {
    evidence = pass.evidence
    messages = pass.decided.messages
    scoped = pass.scoped
    contexts = pass.decided.contexts
    decisions = pass.decisions
    self.folderNames = folderNames
    self.citations = citations
  }

  /// By mailbox of the scope: its messages, by first access, then message.
  func order() -> [[AccessedMessages.Index]] {
    var order = [[AccessedMessages.Index]](repeating: [], count: scoped.mailboxes.count)
    // Entries stand in the order of their first record.
    for (number, entry) in messages.entries.enumerated() {
      order[entry.mailbox].append(AccessedMessages.Index(UInt32(number)))
    }
    for mailbox in order.indices { sortWithinSecond(&order[mailbox]) }
    return order
  }

  private func sortWithinSecond(_ order: inout [AccessedMessages.Index]) {
    func time(_ index: AccessedMessages.Index) -> UTCTime {
      evidence.row(messages.entries[index].first).time
    }
    var start = 0
    while start < order.count {
      var end = start + 1
      let first = time(order[start])
      while end < order.count, time(order[end]) == first { end += 1 }
      if end - start > 1 {
        order[start..<end].sort { left, right in
          let (left, right) = (messages.entries[left], messages.entries[right])
          return left.message == right.message
            ? left.identifiedBy.rawValue < right.identifiedBy.rawValue
            : evidence.messages.bytes(left.message)
              .lexicographicallyPrecedes(evidence.messages.bytes(right.message))
        }
      }
      start = end
    }
  }

  /// How many messages have which basis.
  func bases(_ entries: [AccessedMessages.Index]) -> [String: Int] {
    var counts: [AttributionClass: Int] = [:]
    for entry in entries { counts[messages.entries[entry].kind, default: 0] += 1 }
    return Dictionary(counts.map { ($0.basis, $1) }, uniquingKeysWith: +)
  }

  func list(_ entries: [AccessedMessages.Index]) -> FindingsList<RecordedMessage> {
    FindingsList(count: entries.count) { self.message(entries[$0]) }
  }

  private func message(_ index: AccessedMessages.Index) -> RecordedMessage {
    let entry = messages.entries[index]
    let records = messages.records(index)
    var message = RecordedMessage(
      message: evidence.messages[entry.message], identifiedBy: entry.identifiedBy,
      first: evidence.row(entry.first).time, basis: entry.kind.basis)
    message.last = evidence.row(entry.last).time
    message.records = Int(entry.records)
    message.folders = folders(index, in: entry.mailbox)
    message.contexts = contexts.names(records.lazy.map { self.decisions.contexts[$0] })
    if let mailbox = scoped[entry.mailbox].inEvidence {
      let subject = evidence.facts.subject(entry.message, mailbox)
      if subject != 0 { message.subject = evidence.texts[subject] }
      if let noted = evidence.facts.entry(entry.message, mailbox) {
        message.sizeInBytes = evidence.facts.sizeInBytes(noted, of: entry.message, mailbox)
        if noted.isReused, entry.identifiedBy == .internetMessageId {
          message.flags.append("idReused")
        }
      }
    }
    if !message.message.isValidUTF8 { message.flags.append("invalidText") }
    message.sources = records.map { citations[$0] }
    return message
  }

  /// The folders in which the records name it, by name and id.
  private func folders(
    _ index: AccessedMessages.Index, in mailbox: ScopedIndex
  ) -> [RecordedMessage.Folder] {
    var keys: [AttackerAccess.FolderKey] = []
    for folder in messages.folders(index) {
      let key = AttackerAccess.FolderKey(evidence.items.folders.keys[Int(folder)])
      if key.isKnown, !keys.contains(key) { keys.append(key) }
    }
    let folders = keys.map { folderNames.folder($0, in: mailbox) }
    return folders.count == 1
      ? folders
      : folders.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }
}
