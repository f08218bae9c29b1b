import CaseModel

/// What all mail-access records together say of the folders and messages that the findings name:
/// a folder's name is that of the earliest record (R6); a message id that stands for different
/// messages is flagged (R5).
struct ItemFacts {
  private struct MessageFolder: Hashable {
    var mailbox: Int
    var message: UInt32
    var folder: UInt32
  }

  private struct MailboxText: Hashable {
    var mailbox: Int
    var text: UInt32
  }

  private var names: [MailboxText: UInt32] = [:]
  private var sizes: [MailboxText: Int64] = [:]
  private var itemIds: [MessageFolder: UInt32] = [:]
  private var reused: Set<MailboxText> = []
  private let evidence: ResolvedEvidence

  /// - Parameters:
  ///   - access: by mailbox of the scope.
  ///   - places: by record: the mailbox of the scope, or −1.
  init(_ evidence: ResolvedEvidence, _ access: [AttackerAccess], places: [Int]) {
    self.evidence = evidence
    var wantedFolders = [Bool](repeating: false, count: evidence.texts.count)
    var wantedMessages = wantedFolders
    for mailbox in access {
      for folder in mailbox.folders.keys { wantedFolders[Int(folder.id)] = true }
      for folder in mailbox.unnamed.keys {
        if let id = folder.folder?.id { wantedFolders[Int(id)] = true }
      }
      for (key, message) in mailbox.messages {
        for folder in message.folders { wantedFolders[Int(folder.id)] = true }
        if key.identifiedBy == .internetMessageId { wantedMessages[Int(key.message)] = true }
      }
    }
    wantedFolders[0] = false
    for (index, record) in evidence.records.enumerated() where record.isMailAccess {
      let place = places[index]
      if place < 0 { continue }
      for item in evidence.items[record.row.items] {
        if wantedFolders[Int(item.folderId)], item.folderName != 0 {
          let key = MailboxText(mailbox: place, text: item.folderId)
          if names[key] == nil { names[key] = item.folderName }
        }
        if item.identifiedBy == .internetMessageId, wantedMessages[Int(item.message)] {
          compare(item, place)
        }
      }
    }
  }

  private mutating func compare(_ item: ItemRow, _ place: Int) {
    let key = MailboxText(mailbox: place, text: item.message)
    if item.sizeInBytes >= 0 {
      if let size = sizes[key], size != item.sizeInBytes { reused.insert(key) }
      sizes[key] = item.sizeInBytes
    }
    if item.itemIdHash != 0 {
      let folder = MessageFolder(mailbox: place, message: item.message, folder: item.folderId)
      if let id = itemIds[folder], id != item.itemIdHash { reused.insert(key) }
      itemIds[folder] = item.itemIdHash
    }
  }

  func folder(_ key: AttackerAccess.FolderKey, mailbox: Int) -> RecordedMessage.Folder {
    let id = evidence.texts[key.id]
    if key.id == 0 { return RecordedMessage.Folder(name: evidence.texts[key.name], id: id) }
    let name = names[MailboxText(mailbox: mailbox, text: key.id)] ?? 0
    return RecordedMessage.Folder(name: name == 0 ? id : evidence.texts[name], id: id)
  }

  func isReused(_ key: AttackerAccess.MessageKey, mailbox: Int) -> Bool {
    key.identifiedBy == .internetMessageId
      && reused.contains(MailboxText(mailbox: mailbox, text: key.message))
  }
}
