import CaseModel

/// A folder as an inventory names it.
struct InventoryFolder: Hashable {
  var path: EvidenceText
  var id: EvidenceText
}

/// Whether a message's folder is one that a record names.
enum FolderAnswer {
  case same, different
  /// They are named in ways that cannot be compared.
  case unknown
}

/// A folder of a record, ready to be compared with those of inventories.
struct RecordedFolder {
  let folder: RecordedMessage.Folder
  private let entryId: FolderEntryId?
  private let path: [String]

  init(_ folder: RecordedMessage.Folder) {
    self.folder = folder
    entryId = FolderEntryId(folder.id)
    // Without a name the id stands in its place.
    path = folder.name == folder.id ? [] : RecordedFolder.parts(folder.name)
  }

  func isSame(_ other: InventoryFolder) -> FolderAnswer {
    if !other.id.isEmpty, other.id == folder.id { return .same }
    if let own = entryId, let id = FolderEntryId(other.id) { return own == id ? .same : .different }
    let parts = RecordedFolder.parts(other.path)
    if parts.isEmpty || path.isEmpty { return .unknown }
    // One of them may be named without the folders above it.
    return zip(parts.reversed(), path.reversed()).allSatisfy { $0 == $1 } ? .same : .different
  }

  /// `\Inbox\Clients`, `/Inbox/Clients` and `Inbox` in parts, without case.
  private static func parts(_ name: EvidenceText) -> [String] {
    name.folded.string.split { $0 == "/" || $0 == "\\" }.map(String.init)
  }
}
