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
  package var rejects: [RejectedRow] = []
  /// Records that were narrowed away.
  package var elsewhere = CountedElsewhere()
  package private(set) var files: [Int: FileLedger] = [:]

  /// Open addressing over record keys: index into `records` plus 1.
  private var slots = [UInt32](repeating: 0, count: 1024)
  private var taken = 0

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
    for record in other.records {
      var copy = Tally.mapped(record, map, contextMap)
      copy.firstItem = items.count
      items.append(record.items, of: other.items, messageMap, folders: folderMap)
      insert(copy)
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
    while (taken + more.count) * 2 > slots.count { grow() }
    var touched: UInt32 = 0
    for record in more { touched |= slots[Tally.slot(record.key, slots.count)] }
    if touched == .max { records.reserveCapacity(records.count + more.count) }
  }

  /// Adds a record whose items stand at the end of `items`, or lets a copy go.
  mutating func insert(_ record: RecordRow) {
    var slot = Tally.slot(record.key, slots.count)
    while slots[slot] != 0 {
      var index = Int(slots[slot]) - 1
      if records[index].key == record.key {
        while true {
          if isCopy(index, record) {
            records[index].source = min(records[index].source, record.source)
            items.removeLast(items.count - record.firstItem)
            return
          }
          if nextVariant[index] < 0 { break }
          index = Int(nextVariant[index])
        }
        nextVariant[index] = Int32(records.count)
        records.append(record)
        nextVariant.append(-1)
        return
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = UInt32(records.count) + 1
    taken += 1
    records.append(record)
    nextVariant.append(-1)
    if taken * 2 > slots.count { grow() }
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

  private mutating func grow() {
    let old = slots
    slots = [UInt32](repeating: 0, count: old.count * 2)
    for head in old where head != 0 {
      var slot = Tally.slot(records[Int(head) - 1].key, slots.count)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = head
    }
  }

  private static func slot(_ key: RecordKey, _ count: Int) -> Int {
    let mixed = (key.high ^ key.low) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (count - 1)
  }
}

extension UInt64 {
  fileprivate func rotatedLeft(_ bits: UInt64) -> UInt64 { self << bits | self >> (64 - bits) }
}
