import CaseModel

/// What all mail-access records together say of the folders and messages that the findings name:
/// a folder's name is that of the earliest record (R6); a message id that stands for different
/// messages is flagged (R5).
struct ItemFacts: Sendable {
  private struct FolderId: Hashable {
    var place: Int32
    var id: UInt32
  }

  private var names: [FolderId: UInt32] = [:]
  private let evidence: ResolvedEvidence

  /// - Parameters:
  ///   - places: by record: the mailbox of the scope, or −1.
  ///   - messages: gets the flags of its messages.
  init(_ evidence: ResolvedEvidence, places: [Int32], _ messages: inout MessageIndex) {
    self.evidence = evidence
    // Most items are looked at no further than these two.
    let isRecorded = messages.names(count: evidence.texts.count)
    var seenIn = [Int32](repeating: -1, count: evidence.items.folders.count)
    for record in 0..<evidence.recordCount where places[record] >= 0 {
      let row = evidence.row(record)
      guard row.marks.contains(.mailAccess) else { continue }
      let place = places[record]
      for index in row.items {
        let item = evidence.items.items[index]
        if seenIn[item.folder] != place {
          seenIn[item.folder] = place
          noteName(evidence.folder(item), place)
        }
        if isRecorded[Int(item.message)] { compare(item, index, Int(place), &messages) }
      }
    }
  }

  /// Records come in the order of time: the first name stays.
  private mutating func noteName(_ folder: (id: UInt32, name: UInt32), _ place: Int32) {
    if folder.id == 0 || folder.name == 0 { return }
    let key = FolderId(place: place, id: folder.id)
    if names[key] == nil { names[key] = folder.name }
  }

  private mutating func compare(
    _ item: NamedItem, _ index: Int, _ place: Int, _ messages: inout MessageIndex
  ) {
    guard let entry = messages.find(place, item.message, item.identifiedBy) else { return }
    messages.note(
      entry, size: evidence.items.size(index), id: evidence.items.ids[index],
      folder: evidence.folder(item).id)
  }

  func folder(_ key: AttackerAccess.FolderKey, mailbox: Int) -> RecordedMessage.Folder {
    let id = evidence.texts[key.id]
    if key.id == 0 { return RecordedMessage.Folder(name: evidence.texts[key.name], id: id) }
    let name = names[FolderId(place: Int32(mailbox), id: key.id)] ?? 0
    return RecordedMessage.Folder(name: name == 0 ? id : evidence.texts[name], id: id)
  }
}
