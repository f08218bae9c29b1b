import CaseModel
import CaseTally

/// The evidence with one row for each record: copies united, mailboxes and contexts resolved.
///
/// Columns, because there may be millions of records; a `Record` is made where one is looked at.
package struct ResolvedEvidence: Sendable {
  /// One record, whatever its copies said.
  struct Record {
    var row: RecordRow
    /// As R1 places it; `.unknown` where nothing does.
    var access: MailAccessType
    var isConflict = false
    /// Of the records that have its id the first; of others with this id it is one more (R2).
    var isFirstOfId = true

    var isMailAccess: Bool { row.marks.contains(.mailAccess) }
    /// The lowest of all variants.
    var source: SourcePosition { row.source }
  }

  let texts: ByteInterner
  /// Message ids and settings, as items name them.
  let messages: ByteInterner
  let items: ItemColumns
  let rejects: [RejectedRow]
  /// Unique records that are not here, and are counted.
  let elsewhere: CountedElsewhere
  /// By mailbox of the evidence.
  let facts: ResolvedMessageFacts
  /// Distinct, by what R14 tests.
  package let contexts: ResolvedContexts
  /// Sorted by organisation, GUID and name.
  package let mailboxes: [MailboxIdentity]
  package let sightings: AuditSightings

  /// As they arrived; one of the variants of a record holds what they say together.
  private let rows: [RecordRow]
  /// Rows in the order of time and id.
  private let order: [UInt32]
  private let conflicts: Set<UInt32>
  /// By row: the files that hold a record.
  private let holders: RecordHolders
  /// By row: which it is of the records that share its id, from 0; of those alone (R2).
  private let rankOfId: [UInt32: Int]
  /// Records whose copies contradict each other in the context, in order.
  private let contradicted: [Contradicted]

  private struct Contradicted: Sendable {
    var record: Int
    /// Sightings besides its first.
    var extra: Int
    /// Such sightings of the records before it.
    var before: Int
  }

  init(_ tally: consuming Tally, scope: Scope) {
    var rows = tally.records
    var union = VariantUnion(tally, windows: scope.windows.map(\.span))
    let next = tally.nextVariant
    rejects = tally.rejects.sorted { ($0.source, $0.detail) < ($1.source, $1.detail) }
    elsewhere = tally.elsewhere
    let noted = tally.facts
    var holders = tally.holders
    messages = tally.messages
    tally = Tally()

    var conflicts: Set<UInt32> = []
    var several: [UInt32: [UInt32]] = [:]
    var rankOfId: [UInt32: Int] = [:]
    var isLater = [Bool](repeating: false, count: rows.count)
    // Set free behind the loop, which would take one for the first of other variants.
    var standing: [UInt32] = []
    for index in rows.indices where next[index] >= 0 && !isLater[index] {
      var variants = [index]
      while let last = variants.last, next[last] >= 0 { variants.append(Int(next[last])) }
      for variant in variants { isLater[variant] = true }
      let records = union.records(variants.map { rows[$0] })
      for (rank, united) in records.enumerated() {
        let own = united.copies.map { variants[$0] }
        let row = own[0]
        standing.append(UInt32(row))
        let source = own.map { rows[$0].source }.min() ?? rows[row].source
        let held = own.flatMap { holders[$0] + [rows[$0].source.evidence] }
        holders.add(held, to: row, own: source.evidence)
        rows[row] = united.result.row
        rows[row].source = source
        rows[row].context = united.result.contexts[0]
        if united.result.isConflict { conflicts.insert(UInt32(row)) }
        if united.result.contexts.count > 1 { several[UInt32(row)] = united.result.contexts }
        if records.count > 1 { rankOfId[UInt32(row)] = rank }
      }
    }
    for row in standing { isLater[Int(row)] = false }
    let order = ResolvedEvidence.order(rows, isLater, rankOfId)
    items = union.items
    let resolution = ContextResolution(union.contexts.rows, union.items.namings, union.takeTexts())
    mailboxes = resolution.directory.mailboxes
    texts = resolution.texts
    facts = ResolvedMessageFacts(
      noted, resolution.directory.mailboxOfNaming, mailboxes: mailboxes.count, resolution.texts)
    contexts = ResolvedContexts(rows: resolution.rows, texts: resolution.texts)

    let (sighted, contradicted) = ResolvedEvidence.sightings(
      order, rows, several, resolution.map)
    self.rows = rows
    self.order = order
    self.conflicts = conflicts
    self.holders = holders
    self.rankOfId = rankOfId
    self.contradicted = contradicted
    let (all, united) = (contradicted, rows)
    sightings = AuditSightings(contexts: sighted) { sighting in
      united[Int(order[ResolvedEvidence.record(of: sighting, all)])].time
    }
  }

  /// The contexts of the records in their order: one each, or one for each context that the copies of a
  /// record contradict each other in.
  private static func sightings(
    _ order: [UInt32], _ rows: [RecordRow], _ several: [UInt32: [UInt32]], _ map: [ContextIndex]
  ) -> (contexts: [ContextIndex], contradicted: [Contradicted]) {
    var sighted: [ContextIndex] = []
    sighted.reserveCapacity(order.count)
    var contradicted: [Contradicted] = []
    for (record, index) in order.enumerated() {
      guard let all = several[index] else {
        sighted.append(map[Int(rows[Int(index)].context)])
        continue
      }
      contradicted.append(
        Contradicted(record: record, extra: all.count - 1, before: sighted.count - record))
      for context in all { sighted.append(map[Int(context)]) }
    }
    return (sighted, contradicted)
  }

  // MARK: - Records

  var recordCount: Int { order.count }

  var records: some Sequence<RecordIndex> { (0..<UInt32(order.count)).lazy.map(RecordIndex.init) }

  func row(_ record: RecordIndex) -> RecordRow { rows[Int(order[record])] }

  func record(_ index: RecordIndex) -> Record {
    let row = row(index)
    let isConflict = !conflicts.isEmpty && conflicts.contains(order[index])
    return Record(
      row: row, access: access(row), isConflict: isConflict,
      isFirstOfId: !isConflict || rankOfId[order[index], default: 0] == 0)
  }

  /// The numbers of the files that hold it.
  func files(_ record: RecordIndex) -> [Int32] {
    let index = Int(order[record])
    let held = holders[index]
    return held.isEmpty ? [rows[index].source.evidence] : held
  }

  func item(_ index: Int) -> NamedItem { items.items[index] }

  /// Its id and name, as texts.
  func folder(_ item: NamedItem) -> (id: UInt32, name: UInt32) {
    let key = items.folders.keys[item.folder]
    return (key.first, key.second)
  }

  /// The settings that a record changes.
  func settings(_ row: RecordRow) -> [SettingRow] {
    if row.itemCount == 0 { return [] }
    return row.items.compactMap { items.setting(items.items[$0]) }
  }

  /// Keys of one record each: a row that was rejected and has one was read in another copy. With the
  /// key of several mailboxes it may be of one more.
  var keys: Set<RecordKey> {
    Set(order.filter { rankOfId[$0] == nil }.map { rows[Int($0)].key })
  }

  /// A missing or unknown type is Bind where there are items, Sync where there is only a folder.
  private func access(_ row: RecordRow) -> MailAccessType {
    if row.access == .bind || row.access == .sync { return row.access }
    if row.marks.contains(.accessTypeUnread), namesFolder(row) { return .sync }
    for index in row.items where !items.items[index].isFolder { return .bind }
    return row.items.isEmpty ? .unknown : .sync
  }

  private func namesFolder(_ row: RecordRow) -> Bool {
    row.items.contains { AttackerAccess.FolderKey(items.items[$0], self).isKnown }
  }

  /// What the record is called: its `Id`, or `sha256:` and the number that stands in.
  func name(_ row: RecordRow) -> EvidenceText {
    switch row.key.origin {
    case .guid: EvidenceText(bytes: row.key.guidBytes)
    case .text: texts[row.idText]
    case .derived: EvidenceText("sha256:\(row.key.guidText.filter { $0 != "-" })")
    }
  }

  // MARK: - Sightings

  /// One, or one for each context that the copies of the record contradict each other in.
  func sightings(_ index: RecordIndex) -> [SightingIndex] {
    let record = index.int
    if contradicted.isEmpty { return [SightingIndex(record)] }
    var low = 0
    var high = contradicted.count
    while low < high {
      let middle = (low + high) / 2
      if contradicted[middle].record < record { low = middle + 1 } else { high = middle }
    }
    let last = low > 0 ? contradicted[low - 1] : nil
    let start = record + (last.map { $0.before + $0.extra } ?? 0)
    let isOne = low == contradicted.count || contradicted[low].record != record
    return (start..<(start + 1 + (isOne ? 0 : contradicted[low].extra))).map(SightingIndex.init)
  }

  func record(of sighting: SightingIndex) -> RecordIndex {
    RecordIndex(ResolvedEvidence.record(of: sighting, contradicted))
  }

  private static func record(of index: SightingIndex, _ contradicted: [Contradicted]) -> Int {
    let sighting = index.int
    var low = 0
    var high = contradicted.count
    while low < high {
      let middle = (low + high) / 2
      if contradicted[middle].record + contradicted[middle].before <= sighting {
        low = middle + 1
      } else {
        high = middle
      }
    }
    if low == 0 { return sighting }
    let last = contradicted[low - 1]
    return max(last.record, sighting - last.before - last.extra)
  }

  /// For the reasons of a link: the record, its operation and time.
  package func describe(sighting: SightingIndex) -> Statement {
    let row = row(record(of: sighting))
    return Statement(
      "record \(name(row).string) (\(texts[row.operation].string), \(row.time))")
  }
}
