import CaseModel

/// What folders are called: as the earliest mail-access record of the mailbox names them (R6).
struct FolderNames: Sendable {
  private struct FolderId: Hashable {
    var place: Int32
    var id: UInt32
  }

  private var names: [FolderId: UInt32] = [:]
  /// The same, readable: folders are few, where the messages that name them are many.
  private var folders: [FolderId: RecordedMessage.Folder] = [:]
  private let evidence: ResolvedEvidence

  /// - Parameter places: by record: the mailbox of the scope, or −1.
  init(_ evidence: ResolvedEvidence, places: [Int32]) {
    self.evidence = evidence
    // Most items are looked at no further than this.
    var seenIn = [Int32](repeating: -1, count: evidence.items.folders.count)
    for record in 0..<evidence.recordCount where places[record] >= 0 {
      let row = evidence.row(record)
      guard row.marks.contains(.mailAccess) else { continue }
      let place = places[record]
      for index in row.items {
        let item = evidence.items.items[index]
        if seenIn[item.folder] == place { continue }
        seenIn[item.folder] = place
        noteName(evidence.folder(item), place)
      }
    }
    for (key, name) in names {
      folders[key] = RecordedMessage.Folder(name: evidence.texts[name], id: evidence.texts[key.id])
    }
  }

  /// Records come in the order of time: the first name stays.
  private mutating func noteName(_ folder: (id: UInt32, name: UInt32), _ place: Int32) {
    if folder.id == 0 || folder.name == 0 { return }
    let key = FolderId(place: place, id: folder.id)
    if names[key] == nil { names[key] = folder.name }
  }

  func folder(_ key: AttackerAccess.FolderKey, mailbox: Int) -> RecordedMessage.Folder {
    if let known = folders[FolderId(place: Int32(mailbox), id: key.id)] { return known }
    let id = evidence.texts[key.id]
    return RecordedMessage.Folder(name: key.id == 0 ? evidence.texts[key.name] : id, id: id)
  }
}
