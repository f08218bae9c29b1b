import CaseModel

/// What folders are called: as the earliest mail-access record of the mailbox names them (R6).
struct FolderNames: Sendable {
  private struct FolderId: Hashable {
    var mailbox: ScopedIndex
    var id: UInt32
  }

  private var names: [FolderId: UInt32] = [:]
  /// The same, readable: folders are few, where the messages that name them are many.
  private var folders: [FolderId: RecordedMessage.Folder] = [:]
  private let evidence: ResolvedEvidence

  init(_ evidence: ResolvedEvidence, _ mailboxes: RecordMailboxes) {
    self.evidence = evidence
    // Most items are looked at no further than this.
    var seenIn = [ScopedIndex?](repeating: nil, count: evidence.items.folders.count)
    for record in evidence.records {
      guard let mailbox = mailboxes[record] else { continue }
      let row = evidence.row(record)
      guard row.marks.contains(.mailAccess) else { continue }
      for index in row.items {
        let item = evidence.items.items[index]
        if seenIn[item.folder] == mailbox { continue }
        seenIn[item.folder] = mailbox
        noteName(evidence.folder(item), mailbox)
      }
    }
    for (key, name) in names {
      folders[key] = RecordedMessage.Folder(name: evidence.texts[name], id: evidence.texts[key.id])
    }
  }

  /// Records come in the order of time: the first name stays.
  private mutating func noteName(_ folder: (id: UInt32, name: UInt32), _ mailbox: ScopedIndex) {
    if folder.id == 0 || folder.name == 0 { return }
    let key = FolderId(mailbox: mailbox, id: folder.id)
    if names[key] == nil { names[key] = folder.name }
  }

  func folder(
    _ key: AttackerAccess.FolderKey, in mailbox: ScopedIndex
  ) -> RecordedMessage.Folder {
    if let known = folders[FolderId(mailbox: mailbox, id: key.id)] { return known }
    let id = evidence.texts[key.id]
    return RecordedMessage.Folder(name: key.id == 0 ? evidence.texts[key.name] : id, id: id)
  }
}
