import CaseModel

/// The evidence as it adds up: every distinct variant of every record, once (R2, R20).
///
/// `add` and `merge` are associative and commutative: what is kept is a set of variants for each
/// record key, the lowest source of each, and sums. So any split of the evidence over files,
/// cores or machines gives the same findings, source positions apart.
package struct Tally: Sendable {
  var texts = ByteInterner()
  /// Message ids and settings: apart from the other texts, because they are many and looked up often.
  package var messages = ByteInterner()
  var contexts = ContextSet()
  package private(set) var records: [RecordRow] = []
  var items = ItemColumns()
  package var facts = MessageFacts()
  /// The next variant of the same record, by record; −1 at the end.
  package private(set) var nextVariant: [Int32] = []
  /// By record: the files of its copies.
  package private(set) var holders = RecordHolders()
  package var rejects: [RejectedRow] = []
  /// Records that were narrowed away.
  package var elsewhere = CountedElsewhere()
  package private(set) var files: [Int: FileLedger] = [:]

  /// By key: the first variant of each record.
  private var index = HashIndex(capacity: 512)

  package init() {}

  package mutating func add(_ batch: RecordBatch) {
    let map = texts.absorb(batch.texts)
    let messageMap = messages.absorb(batch.messages)
    facts.grow(to: messages.count)
    let mapped = batch.contexts.map { Tally.mapped($0, map) }
    let contextMap = contexts.numbers(of: mapped)
    let namings = mapped.map { UInt32(items.naming($0)) + 1 }
    prepare(batch.records)
    for (index, record) in batch.records.enumerated() {
      if index % 32 == 0 {
        prepare(batch.records[index...].prefix(32), batch, namings, messageMap)
      }
      var copy = Tally.mapped(record, map, contextMap)
      copy.firstItem = items.count
      let rows = batch.items[record.items]
      items.append(rows, map, messageMap)
      if !rows.isEmpty {
        copy.itemsHash = Tally.hash(rows, batch.texts)
        if record.marks.contains(.mailAccess) {
          note(rows, record, namings[Int(record.context)], map, messageMap)
        }
      }
      insert(copy)
    }
    rejects.append(contentsOf: batch.rejects)
  }

  package mutating func merge(_ other: Tally) {
    let map = texts.absorb(other.texts)
    let messageMap = messages.absorb(other.messages)
    let contextMap = other.contexts.rows.map { contexts.number(of: Tally.mapped($0, map)) }
    let namings = items.absorbNamings(other.items, map)
    let folderMap = items.absorbFolders(other.items, map)
    for (index, record) in other.records.enumerated() {
      var copy = Tally.mapped(record, map, contextMap)
      copy.firstItem = items.count
      items.append(record.items, of: other.items, messageMap, folders: folderMap)
      insert(copy, held: other.holders[index])
    }
    facts.absorb(
      other.facts, texts, count: messages.count, message: { messageMap[Int($0)] },
      text: { map[Int($0)] }, mailbox: { UInt32(namings[Int($0) - 1]) + 1 })
    rejects.append(contentsOf: other.rejects)
    elsewhere.merge(other.elsewhere) { map[Int($0)] }
    for ledger in other.files.values { add(ledger) }
  }

  /// Moves every place in the evidence, in a way that keeps their order.
  mutating func moveSources(_ move: (inout SourcePosition) -> Void) {
    for index in records.indices { move(&records[index].source) }
    holders.renumber { evidence in
      var place = SourcePosition(evidence: evidence, row: 0, offset: 0, length: 0)
      move(&place)
      return place.evidence
    }
    for index in rejects.indices { move(&rejects[index].source) }
    elsewhere.moveSources(move)
  }

  /// Adds the ledger of a file, or of a part of it.
  package mutating func add(_ ledger: FileLedger) {
    files[ledger.evidence, default: FileLedger(evidence: ledger.evidence)].merge(ledger)
  }

  // MARK: - Absorbing

  private static func mapped(
    _ row: RecordRow, _ map: [UInt32], _ contexts: [UInt32]
  ) -> RecordRow {
    var copy = row
    copy.context = contexts[Int(row.context)]
    copy.operation = map[Int(row.operation)]
    copy.idText = map[Int(row.idText)]
    return copy
  }

  private static func mapped(_ row: ContextRow, _ map: [UInt32]) -> ContextRow {
    var copy = row
    copy.organization = map[Int(row.organization)]
    copy.mailboxGuid = map[Int(row.mailboxGuid)]
    copy.mailboxName = map[Int(row.mailboxName)]
    copy.user = map[Int(row.user)]
    copy.session = map[Int(row.session)]
    copy.token = map[Int(row.token)]
    copy.device = map[Int(row.device)]
    copy.client = map[Int(row.client)]
    copy.addresses = map[Int(row.addresses)]
    copy.applications = map[Int(row.applications)]
    return copy
  }

  private mutating func prepare(
    _ records: ArraySlice<RecordRow>, _ batch: RecordBatch, _ namings: [UInt32],
    _ messages: [UInt32]
  ) {
    for record in records where record.itemCount > 0 {
      facts.prepare(
        batch.items[record.items], messages, mailbox: namings[Int(record.context)])
    }
  }

  /// What the items of a mail access say of their messages.
  private mutating func note(
    _ rows: ArraySlice<ItemRow>, _ record: RecordRow, _ naming: UInt32, _ map: [UInt32],
    _ messages: [UInt32]
  ) {
    for row in rows where row.kind == .message {
      let message = messages[Int(row.message)]
      facts.note(
        message, mailbox: naming, size: row.sizeInBytes,
        id: row.identifiedBy == .internetMessageId ? row.itemIdHash : 0,
        folder: map[Int(row.folderId)])
      if row.subject != 0 {
        facts.note(
          subject: map[Int(row.subject)], of: message, mailbox: naming, time: record.time, texts)
      }
    }
  }

  /// Of what the columns of items do not hold: sizes, subjects and own ids.
  private static func hash(_ rows: ArraySlice<ItemRow>, _ texts: ByteInterner) -> UInt32 {
    var hash: UInt64 = 0
    for row in rows where row.kind != .setting {
      var own = UInt64(row.itemIdHash) << 32 ^ UInt64(bitPattern: row.sizeInBytes)
      if row.subject != 0 { own ^= hashOfBytes(texts.bytes(row.subject).span.bytes) }
      hash = (hash.rotatedLeft(5) ^ own) &* 0x9E37_79B9_7F4A_7C15
    }
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  /// Brings the places of keys nearer, all at the same time.
  private mutating func prepare(_ more: [RecordRow]) {
    index.reserve(more.count)
    var touched: UInt32 = 0
    for record in more { touched |= index.prefetch(Tally.hash(record.key)) }
    // Never so; but what was touched must seem to be used.
    if touched == .max { records.reserveCapacity(records.count + more.count) }
  }

  /// Adds a record whose items stand at the end of `items`, or lets a copy go.
  ///
  /// - Parameter held: the files that hold it, where several do.
  mutating func insert(_ record: RecordRow, held: [Int32] = []) {
    let hash = Tally.hash(record.key)
    guard var variant = index.find(hash, { records[$0].key == record.key }) else {
      index.insert(records.count, hash)
      return append(record, held)
    }
    while !isCopy(variant, record) {
      if nextVariant[variant] < 0 {
        nextVariant[variant] = Int32(records.count)
        return append(record, held)
      }
      variant = Int(nextVariant[variant])
    }
    let own = records[variant].source
    if own.evidence != record.source.evidence || !held.isEmpty {
      holders.add(held + [record.source.evidence], to: variant, own: own.evidence)
    }
    records[variant].source = min(own, record.source)
    items.removeLast(items.count - record.firstItem)
  }

  private mutating func append(_ record: RecordRow, _ held: [Int32]) {
    if !held.isEmpty { holders.add(held, to: records.count, own: record.source.evidence) }
    records.append(record)
    nextVariant.append(-1)
  }

  private func isCopy(_ index: Int, _ other: RecordRow) -> Bool {
    let own = records[index]
    return own.time == other.time && own.context == other.context
      && own.operation == other.operation && own.recordType == other.recordType
      && own.access == other.access && own.throttled == other.throttled
      && own.marks == other.marks && own.operationCount == other.operationCount
      && own.idText == other.idText && own.itemCount == other.itemCount
      && own.itemsHash == other.itemsHash
      && zip(own.items, other.items).allSatisfy { items.items[$0] == items.items[$1] }
  }

  private static func hash(_ key: RecordKey) -> UInt32 {
    let mixed = (key.high ^ key.low) &* 0x9E37_79B9_7F4A_7C15
    return UInt32(truncatingIfNeeded: mixed >> 32)
  }
}

extension UInt64 {
  fileprivate func rotatedLeft(_ bits: UInt64) -> UInt64 { self << bits | self >> (64 - bits) }
}
