import CaseModel

/// A message or folder that a record names: 8 bytes, because there may be many millions.
struct NamedItem: Equatable, Sendable {
  /// Of the texts; 0 for a folder.
  var message: UInt32
  /// Index into the folders, below 2^28; above it the kind and what identifies the message.
  private var packed: UInt32

  init(_ row: ItemRow, message: UInt32, folder: Int) {
    self.message = message
    packed =
      UInt32(truncatingIfNeeded: folder) & 0x0FFF_FFFF | UInt32(row.kind.rawValue) << 28
      | UInt32(row.identifiedBy.rawValue) << 30
  }

  var folder: Int { Int(packed & 0x0FFF_FFFF) }
  var kind: ItemRow.Kind { ItemRow.Kind(rawValue: UInt8(packed >> 28 & 3)) ?? .unidentified }
  var identifiedBy: MessageIdentifier { MessageIdentifier(rawValue: UInt8(packed >> 30)) ?? .none }

  /// The same item in texts and folders of another numbering.
  fileprivate func moved(message: UInt32, folder: Int) -> NamedItem {
    var copy = self
    copy.message = message
    copy.packed = packed & 0xF000_0000 | UInt32(truncatingIfNeeded: folder) & 0x0FFF_FFFF
    return copy
  }
}

/// What records name, as columns: item after item.
struct ItemColumns: Sendable {
  private(set) var items: [NamedItem] = []
  /// A hash of the item's own id; 0 where it has none.
  private(set) var ids: [UInt32] = []
  /// In bytes plus 1; 0: not stated; all bits: in `longSizes`.
  private var sizes: [UInt32] = []
  private var longSizes: [Int: Int64] = [:]
  /// By item, where any is stated.
  private(set) var subjects: [Int: UInt32] = [:]
  /// (id, name), as texts.
  private(set) var folders = NumberTable()
  /// (organisation, GUID, name) of contexts: what a mailbox is called.
  private(set) var namings = NumberTable()

  var count: Int { items.count }

  /// −1: not stated.
  func size(_ index: Int) -> Int64 {
    let size = sizes[index]
    return size == .max ? longSizes[index] ?? -1 : Int64(size) - 1
  }

  mutating func naming(_ row: ContextRow) {
    _ = namings.number(of: NumberTable.Key(row.organization, row.mailboxGuid, row.mailboxName))
  }

  /// Appends rows of a batch whose texts have other numbers here.
  mutating func append(_ rows: ArraySlice<ItemRow>, _ map: [UInt32]) {
    var last = (id: UInt32.max, name: UInt32.max, folder: 0)
    for row in rows {
      let (id, name) = (map[Int(row.folderId)], map[Int(row.folderName)])
      if last.id != id || last.name != name {
        last = (id, name, folders.number(of: NumberTable.Key(id, name)))
      }
      let item = NamedItem(row, message: map[Int(row.message)], folder: last.folder)
      append(item, id: row.itemIdHash, size: row.sizeInBytes, subject: map[Int(row.subject)])
    }
  }

  /// Appends items of another tally.
  mutating func append(
    _ range: Range<Int>, of other: ItemColumns, _ map: [UInt32], folders: [Int]
  ) {
    for index in range {
      let item = other.items[index]
      append(
        item.moved(message: map[Int(item.message)], folder: folders[item.folder]),
        id: other.ids[index], size: other.size(index),
        subject: map[Int(other.subjects[index] ?? 0)])
    }
  }

  /// Appends an item that is already here.
  mutating func appendCopy(of index: Int) {
    append(
      items[index], id: ids[index], size: size(index), subject: subjects[index] ?? 0)
  }

  private mutating func append(_ item: NamedItem, id: UInt32, size: Int64, subject: UInt32) {
    if subject != 0 { subjects[items.count] = subject }
    if size >= Int64(UInt32.max) - 1 { longSizes[items.count] = size }
    items.append(item)
    ids.append(id)
    sizes.append(UInt32(clamping: size + 1))
  }

  mutating func removeLast(_ count: Int) {
    if !subjects.isEmpty || !longSizes.isEmpty {
      for index in (items.count - count)..<items.count {
        subjects[index] = nil
        longSizes[index] = nil
      }
    }
    items.removeLast(count)
    ids.removeLast(count)
    sizes.removeLast(count)
  }

  /// The items at two places say the same.
  func isCopy(_ left: Int, _ right: Int) -> Bool {
    items[left] == items[right] && ids[left] == ids[right] && sizes[left] == sizes[right]
      && (sizes[left] != .max || size(left) == size(right))
      && (subjects.isEmpty || subjects[left] == subjects[right])
  }

  /// The folders of another tally, by their numbers there; its namings become known here.
  mutating func absorbNames(_ other: ItemColumns, _ map: [UInt32]) -> [Int] {
    for key in other.namings.keys {
      _ = namings.number(
        of: NumberTable.Key(map[Int(key.first)], map[Int(key.second)], map[Int(key.third)]))
    }
    return other.folders.keys.map {
      folders.number(of: NumberTable.Key(map[Int($0.first)], map[Int($0.second)]))
    }
  }
}
