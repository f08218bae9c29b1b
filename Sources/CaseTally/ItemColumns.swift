import CaseModel

/// A message or folder that a record names: 8 bytes, because there may be many millions.
package struct NamedItem: Equatable, Sendable {
  /// Of a setting, its text; 0 for a folder.
  package var message: MessageIndex
  /// Index into the folders, below 2^28; above it the kind and what identifies the message.
  private var packed: UInt32

  init(_ row: ItemRow, message: UInt32, folder: Int) {
    self.message = MessageIndex(message)
    packed =
      UInt32(truncatingIfNeeded: folder) & 0x0FFF_FFFF | UInt32(row.kind.rawValue) << 28
      | UInt32(row.identifiedBy.rawValue) << 30
  }

  /// - Parameter kindAndIdentifier: of the same of another item.
  init(message: UInt32, folder: Int, kindAndIdentifier: UInt32) {
    self.message = MessageIndex(message)
    packed = UInt32(truncatingIfNeeded: folder) & 0x0FFF_FFFF | kindAndIdentifier << 28
  }

  var kindAndIdentifier: UInt32 { packed >> 28 }
  package var folder: Int { Int(packed & 0x0FFF_FFFF) }
  package var kind: ItemRow.Kind {
    switch packed >> 28 & 3 {
    case 0: .setting
    case 1: .message
    case 2: .folder
    default: .unidentified
    }
  }
  package var isFolder: Bool { packed >> 28 & 3 == 2 }
  package var isSetting: Bool { packed >> 28 & 3 == 0 }
  package var identifiedBy: MessageIdentifier {
    MessageIdentifier(rawValue: UInt8(packed >> 30)) ?? .none
  }

  /// The same item in messages and folders of another numbering.
  fileprivate func moved(message: UInt32, folder: Int) -> NamedItem {
    var copy = self
    copy.message = MessageIndex(message)
    copy.packed = packed & 0xF000_0000 | UInt32(truncatingIfNeeded: folder) & 0x0FFF_FFFF
    return copy
  }
}

/// What records name, as columns: item after item.
package struct ItemColumns: Sendable {
  package private(set) var items: [NamedItem] = []
  /// (id, name), as texts; for a setting, (object, identity, organisation).
  package var folders = NumberTable()
  /// (organisation, GUID, name) of contexts: what a mailbox is called.
  package var namings = NumberTable()

  var count: Int { items.count }

  /// `nil` for a message or folder.
  package func setting(_ item: NamedItem) -> SettingRow? {
    if !item.isSetting { return nil }
    let key = folders.keys[item.folder]
    return SettingRow(
      setting: item.message, object: key.first, identity: key.second, organization: key.third)
  }

  mutating func naming(_ row: ContextRow) -> Int {
    namings.number(of: NumberTable.Key(row.organization, row.mailboxGuid, row.mailboxName))
  }

  /// Appends rows of a batch whose texts and messages have other numbers here.
  mutating func append(_ rows: ArraySlice<ItemRow>, _ map: [UInt32], _ messages: [UInt32]) {
    var last = (key: NumberTable.Key(.max, .max), folder: 0)
    for row in rows {
      let key = NumberTable.Key(
        map[Int(row.folderId)], map[Int(row.folderName)],
        row.kind == .setting ? map[Int(row.subject)] : 0)
      if last.key != key { last = (key, folders.number(of: key)) }
      items.append(NamedItem(row, message: messages[Int(row.message)], folder: last.folder))
    }
  }

  /// Appends items of another tally.
  mutating func append(
    _ range: Range<Int>, of other: ItemColumns, _ map: [UInt32], folders: [Int]
  ) {
    for index in range {
      let item = other.items[index]
      items.append(item.moved(message: map[item.message.int], folder: folders[item.folder]))
    }
  }

  /// Appends an item that is already here.
  mutating func appendCopy(of index: Int) { items.append(items[index]) }

  mutating func append(_ item: NamedItem) { items.append(item) }

  mutating func removeLast(_ count: Int) { items.removeLast(count) }

  /// The namings of another tally, by their numbers there.
  mutating func absorbNamings(_ other: ItemColumns, _ map: [UInt32]) -> [Int] {
    other.namings.keys.map {
      namings.number(
        of: NumberTable.Key(map[Int($0.first)], map[Int($0.second)], map[Int($0.third)]))
    }
  }

  /// The folders of another tally, by their numbers there.
  mutating func absorbFolders(_ other: ItemColumns, _ map: [UInt32]) -> [Int] {
    other.folders.keys.map {
      folders.number(
        of: NumberTable.Key(map[Int($0.first)], map[Int($0.second)], map[Int($0.third)]))
    }
  }
}
