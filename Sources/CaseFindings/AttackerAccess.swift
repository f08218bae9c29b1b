import CaseModel

/// What the attacker's records of one mailbox name, as it adds up in the order of time (R5–R7, R17).
///
/// Sources and contexts are numbers of the evidence until the findings are finished.
struct AttackerAccess {
  struct FolderKey: Hashable {
    var id: UInt32
    /// Only where there is no id.
    var name: UInt32

    init(_ item: ItemRow) {
      id = item.folderId
      name = item.folderId == 0 ? item.folderName : 0
    }

    var isKnown: Bool { id != 0 || name != 0 }
  }

  struct MessageKey: Hashable {
    var identifiedBy: MessageIdentifier
    var message: UInt32
  }

  struct Sighted {
    var first: UTCTime
    var last: UTCTime
    var records = 0
    var kind: AttributionClass
    var contexts: Set<Int32> = []
    var sources: [Int] = []
    var folders: Set<FolderKey> = []
    var subject: UInt32 = 0
    var sizeInBytes: Int64 = -1

    init(_ time: UTCTime, _ kind: AttributionClass) {
      first = time
      last = time
      self.kind = kind
    }

    mutating func add(_ record: Int, _ time: UTCTime, _ kind: AttributionClass, _ context: Int32) {
      if sources.last == record { return }
      records += 1
      last = time
      if AttackerAccess.rank(kind) < AttackerAccess.rank(self.kind) { self.kind = kind }
      contexts.insert(context)
      sources.append(record)
    }
  }

  struct UnnamedKey: Hashable {
    var kind: UnnamedAccess.Kind
    var folder: FolderKey?
  }

  private(set) var messages: [MessageKey: Sighted] = [:]
  private(set) var folders: [FolderKey: Sighted] = [:]
  private(set) var unnamed: [UnnamedKey: (items: Int, sources: [Int])] = [:]
  private(set) var attachments: [UInt32: Sighted] = [:]
  /// Sync records that name messages besides their folder.
  private(set) var syncWithItems: [Int] = []
  private(set) var syncRecords = 0
  private(set) var attackerRecords = 0
  private(set) var linkedRecords = 0

  static func rank(_ kind: AttributionClass) -> Int {
    switch kind {
    case .attacker: 0
    case .linked: 1
    default: 2
    }
  }

  mutating func add(
    _ index: Int, _ record: ResolvedEvidence.Record, _ items: ArraySlice<ItemRow>,
    _ kind: AttributionClass, context: Int32
  ) {
    if kind == .linked { linkedRecords += 1 } else { attackerRecords += 1 }
    let time = record.row.time
    var named = 0
    var hasMessage = false
    for item in items {
      switch item.kind {
      case .message:
        named += 1
        hasMessage = true
        // A Sync record assumes its folder; its items are recorded only where a copy says Bind.
        if record.access == .sync, !record.isConflict { continue }
        note(item, index, time, kind, context)
      case .unidentified:
        named += 1
        noteUnnamed(.noIdentifier, 1, FolderKey(item), index)
      case .folder:
        if record.access == .sync { noteFolder(item, index, time, kind, context) }
      }
    }
    if record.access == .sync {
      syncRecords += 1
      if hasMessage { syncWithItems.append(index) }
      for item in items where item.kind == .message {
        noteFolder(item, index, time, kind, context)
      }
      if !items.contains(where: { FolderKey($0).isKnown }) {
        noteUnnamed(.noIdentifier, 1, nil, index)
      }
      return
    }
    let folder = onlyFolder(items)
    let missing = Int(record.row.operationCount) - named
    if record.row.marks.contains(.lossy) {
      noteUnnamed(.lossyExport, max(1, missing), folder, index)
    } else if missing > 0, named > 0 {
      noteUnnamed(.moreOperationsThanItems, missing, folder, index)
    } else if named == 0 {
      noteUnnamed(.noIdentifier, max(1, missing), folder, index)
    }
  }

  mutating func addAttachments(
    _ index: Int, _ record: ResolvedEvidence.Record, _ items: ArraySlice<ItemRow>,
    _ kind: AttributionClass, context: Int32
  ) {
    for item in items where item.kind == .message {
      attachments[item.message, default: Sighted(record.row.time, kind)]
        .add(index, record.row.time, kind, context)
    }
    let count = items.count { $0.kind != .folder }
    noteUnnamed(.attachment, max(1, count), onlyFolder(items), index)
  }

  // MARK: - Adding

  private mutating func note(
    _ item: ItemRow, _ index: Int, _ time: UTCTime, _ kind: AttributionClass, _ context: Int32
  ) {
    let key = MessageKey(identifiedBy: item.identifiedBy, message: item.message)
    var message = messages.removeValue(forKey: key) ?? Sighted(time, kind)
    message.add(index, time, kind, context)
    let folder = FolderKey(item)
    if folder.isKnown { message.folders.insert(folder) }
    if message.subject == 0 { message.subject = item.subject }
    if message.sizeInBytes < 0 { message.sizeInBytes = item.sizeInBytes }
    messages[key] = message
  }

  private mutating func noteFolder(
    _ item: ItemRow, _ index: Int, _ time: UTCTime, _ kind: AttributionClass, _ context: Int32
  ) {
    let key = FolderKey(item)
    if !key.isKnown { return }
    folders[key, default: Sighted(time, kind)].add(index, time, kind, context)
  }

  private mutating func noteUnnamed(
    _ kind: UnnamedAccess.Kind, _ count: Int, _ folder: FolderKey?, _ index: Int
  ) {
    let known = folder?.isKnown == true ? folder : nil
    var entry = unnamed[UnnamedKey(kind: kind, folder: known)] ?? (0, [])
    entry.items += count
    if entry.sources.last != index { entry.sources.append(index) }
    unnamed[UnnamedKey(kind: kind, folder: known)] = entry
  }

  /// The folder of a record that names just one; else what is missing may be anywhere.
  private func onlyFolder(_ items: ArraySlice<ItemRow>) -> FolderKey? {
    let keys = Set(items.map { FolderKey($0) })
    return keys.count == 1 ? keys.first : nil
  }
}
