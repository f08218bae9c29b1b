import CaseModel
import CaseTally

/// What the attacker's records of one mailbox name, as it adds up in the order of time (R5–R7, R17).
///
/// Records and contexts of the evidence, until the findings are finished.
struct AttackerAccess {
  struct FolderKey: Hashable {
    var id: UInt32
    /// Only where there is no id.
    var name: UInt32

    init(_ item: NamedItem, _ evidence: ResolvedEvidence) {
      self.init(evidence.items.folders.keys[item.folder])
    }

    /// Of (id, name), as texts.
    init(_ folder: NumberTable.Key) {
      id = folder.first
      name = folder.first == 0 ? folder.second : 0
    }

    var isKnown: Bool { id != 0 || name != 0 }
  }

  struct Sighted {
    var first: UTCTime
    var last: UTCTime
    var records = 0
    var kind: AttributionClass
    var contexts: Set<ContextIndex> = []
    var sources: [RecordIndex] = []

    init(_ time: UTCTime, _ kind: AttributionClass) {
      first = time
      last = time
      self.kind = kind
    }

    mutating func add(
      _ record: RecordIndex, _ time: UTCTime, _ kind: AttributionClass, _ context: ContextIndex
    ) {
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

  private(set) var folders: [FolderKey: Sighted] = [:]
  private(set) var unnamed: [UnnamedKey: (items: Int, sources: [RecordIndex])] = [:]
  private(set) var attachments: [MessageIndex: Sighted] = [:]
  /// Sync records that name messages besides their folder.
  private(set) var syncWithItems: [RecordIndex] = []
  private(set) var syncRecords = 0
  private(set) var attackerRecords = 0
  private(set) var linkedRecords = 0
  private(set) var linkedEarlierRecords = 0
  private(set) var bindRecords = 0
  private(set) var first: UTCTime?
  private(set) var last: UTCTime?
  /// Mail accesses of other contexts whose session, token, address or user could not be understood.
  private(set) var unattributed = 0

  static func rank(_ kind: AttributionClass) -> Int {
    switch kind {
    case .attacker: 0
    case .linked: 1
    case .linkedEarlier: 2
    default: 3
    }
  }

  mutating func add(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ evidence: ResolvedEvidence,
    _ kind: AttributionClass, _ context: ContextIndex, in mailbox: ScopedIndex,
    to messages: inout AccessedMessages
  ) {
    switch kind {
    case .linked: linkedRecords += 1
    case .linkedEarlier: linkedEarlierRecords += 1
    default: attackerRecords += 1
    }
    if record.access == .bind { bindRecords += 1 }
    if first == nil { first = record.row.time }
    last = record.row.time
    var named = 0
    let isAccessUnread = record.row.marks.contains(.accessTypeUnread)
    if isAccessUnread, record.access != .sync, !record.row.marks.contains(.lossy) {
      noteUnnamed(.noIdentifier, 1, nil, index)
    }
    for number in record.row.items {
      let item = evidence.item(number)
      switch item.kind {
      case .message:
        named += 1
        // A Sync record assumes its folder; its items are recorded only where a copy says Bind.
        if record.access == .sync, !record.isConflict, !isAccessUnread { continue }
        messages.add(item, index, in: mailbox, kind)
      case .unidentified:
        named += 1
        noteUnnamed(.noIdentifier, 1, FolderKey(item, evidence), index)
      case .folder, .setting: break
      }
    }
    if record.access == .sync {
      addFolders(index, record, evidence, kind, context)
    } else {
      noteMissing(index, record.row, evidence, named: named)
    }
  }

  /// The folders of a Sync record, also those that only its messages name.
  private mutating func addFolders(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ evidence: ResolvedEvidence,
    _ kind: AttributionClass, _ context: ContextIndex
  ) {
    syncRecords += 1
    let items = record.row.items.map { evidence.item($0) }
    for item in items where item.kind == .folder || item.kind == .message {
      noteFolder(FolderKey(item, evidence), index, record.row.time, kind, context)
    }
    if items.contains(where: { $0.kind == .message }) { syncWithItems.append(index) }
    if !items.contains(where: { FolderKey($0, evidence).isKnown }) {
      noteUnnamed(.noIdentifier, 1, nil, index)
    }
  }

  /// What a Bind record says was accessed and does not name (R17).
  private mutating func noteMissing(
    _ index: RecordIndex, _ row: RecordRow, _ evidence: ResolvedEvidence, named: Int
  ) {
    let missing = Int(row.operationCount) - named
    if missing <= 0, named > 0, !row.marks.contains(.lossy) { return }
    let folder = onlyFolder(row, evidence)
    if row.marks.contains(.lossy) {
      noteUnnamed(.lossyExport, max(1, missing), folder, index)
    } else if missing > 0, named > 0 {
      noteUnnamed(.moreOperationsThanItems, missing, folder, index)
    } else if named == 0 {
      noteUnnamed(.noIdentifier, max(1, missing), folder, index)
    }
  }

  /// A mail access of which it is not known whose it was: it may have been the attacker's (R22).
  ///
  /// - Parameter isOwn: because of what it says itself, and not of what another record says.
  mutating func addUnattributed(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ evidence: ResolvedEvidence,
    isOwn: Bool
  ) {
    unattributed += isOwn ? 1 : 0
    let count = record.row.items.count { evidence.item($0).kind != .folder }
    // A synchronised folder may mean the whole mailbox (R9).
    let folder = record.access == .sync ? nil : onlyFolder(record.row, evidence)
    noteUnnamed(.lossyExport, max(1, count), folder, index)
  }

  mutating func addAttachments(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ evidence: ResolvedEvidence,
    _ kind: AttributionClass, _ context: ContextIndex
  ) {
    let items = record.row.items.map { evidence.item($0) }
    for item in items where item.kind == .message {
      attachments[item.message, default: Sighted(record.row.time, kind)]
        .add(index, record.row.time, kind, context)
    }
    let count = items.count { $0.kind != .folder }
    noteUnnamed(.attachment, max(1, count), onlyFolder(record.row, evidence), index)
  }

  // MARK: - Adding

  private mutating func noteFolder(
    _ key: FolderKey, _ index: RecordIndex, _ time: UTCTime, _ kind: AttributionClass,
    _ context: ContextIndex
  ) {
    if !key.isKnown { return }
    folders[key, default: Sighted(time, kind)].add(index, time, kind, context)
  }

  private mutating func noteUnnamed(
    _ kind: UnnamedAccess.Kind, _ count: Int, _ folder: FolderKey?, _ index: RecordIndex
  ) {
    let known = folder?.isKnown == true ? folder : nil
    var entry = unnamed[UnnamedKey(kind: kind, folder: known)] ?? (0, [])
    entry.items += count
    if entry.sources.last != index { entry.sources.append(index) }
    unnamed[UnnamedKey(kind: kind, folder: known)] = entry
  }

  /// The folder of a record that names just one; else what is missing may be anywhere.
  private func onlyFolder(_ row: RecordRow, _ evidence: ResolvedEvidence) -> FolderKey? {
    guard let first = row.items.first.map({ FolderKey(evidence.item($0), evidence) }),
      row.items.allSatisfy({ FolderKey(evidence.item($0), evidence) == first })
    else { return nil }
    return first
  }
}
