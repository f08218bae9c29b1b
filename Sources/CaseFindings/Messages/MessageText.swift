import CaseModel
import CaseTally

/// Makes the recorded messages readable, one at a time. A class, because every list of them asks it.
final class MessageText: Sendable {
  let evidence: ResolvedEvidence
  let index: MessageIndex
  let folderNames: FolderNames
  let scoped: ScopedMailboxes
  let contexts: ContextTable
  let decisions: RecordDecisions
  /// By record: its place among the cited ones.
  let places: [Int32]

  init(
    evidence: ResolvedEvidence, index: MessageIndex, folderNames: FolderNames,
    scoped: ScopedMailboxes, contexts: ContextTable, decisions: RecordDecisions, places: [Int32]
  ) {
    self.evidence = evidence
    self.index = index
    self.folderNames = folderNames
    self.scoped = scoped
    self.contexts = contexts
    self.decisions = decisions
    self.places = places
  }

  /// By mailbox of the scope: entries of the index, by first access, then message.
  static func order(
    _ index: MessageIndex, _ evidence: ResolvedEvidence, mailboxes: Int
  ) -> [[UInt32]] {
    var order = [[UInt32]](repeating: [], count: mailboxes)
    // Entries stand in the order of their first record.
    for (number, entry) in index.entries.enumerated() {
      order[Int(entry.place)].append(UInt32(number))
    }
    func time(_ number: UInt32) -> UTCTime {
      evidence.row(Int(index.entries[Int(number)].first)).time
    }
    for place in order.indices {
      var start = 0
      while start < order[place].count {
        var end = start + 1
        let first = time(order[place][start])
        while end < order[place].count, time(order[place][end]) == first { end += 1 }
        if end - start > 1 {
          order[place][start..<end].sort { left, right in
            let (left, right) = (index.entries[Int(left)], index.entries[Int(right)])
            return left.message == right.message
              ? left.identifiedBy.rawValue < right.identifiedBy.rawValue
              : evidence.messages.bytes(left.message)
                .lexicographicallyPrecedes(evidence.messages.bytes(right.message))
          }
        }
        start = end
      }
    }
    return order
  }

  func list(_ entries: [UInt32]) -> FindingsList<RecordedMessage> {
    FindingsList(count: entries.count) { self.message(Int(entries[$0])) }
  }

  private func message(_ number: Int) -> RecordedMessage {
    let entry = index.entries[number]
    let records = index.records(number)
    var message = RecordedMessage(
      message: evidence.messages[entry.message], identifiedBy: entry.identifiedBy,
      first: evidence.row(Int(entry.first)).time, basis: entry.kind.basis)
    message.last = evidence.row(Int(entry.last)).time
    message.records = Int(entry.records)
    message.folders = folders(number, place: Int(entry.place))
    message.contexts = contexts.names(records.lazy.map { self.decisions.contexts[Int($0)] })
    if let mailbox = scoped.mailboxes[Int(entry.place)].inEvidence {
      let subject = evidence.facts.subject(entry.message, mailbox: mailbox)
      if subject != 0 { message.subject = evidence.texts[subject] }
      if let noted = evidence.facts.entry(entry.message, mailbox: mailbox) {
        message.sizeInBytes = evidence.facts.sizeInBytes(
          noted, of: entry.message, mailbox: mailbox)
        if noted.isReused, entry.identifiedBy == .internetMessageId {
          message.flags.append("idReused")
        }
      }
    }
    if !message.message.isValidUTF8 { message.flags.append("invalidText") }
    message.sources = records.map { Int(places[Int($0)]) }
    return message
  }

  /// The folders in which the records name it, by name and id.
  private func folders(_ number: Int, place: Int) -> [RecordedMessage.Folder] {
    var keys: [AttackerAccess.FolderKey] = []
    for folder in index.folders(number) {
      let key = AttackerAccess.FolderKey(evidence.items.folders.keys[Int(folder)])
      if key.isKnown, !keys.contains(key) { keys.append(key) }
    }
    let folders = keys.map { folderNames.folder($0, mailbox: place) }
    return folders.count == 1
      ? folders
      : folders.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }
}
