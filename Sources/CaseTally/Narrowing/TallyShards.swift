import CaseModel

/// A tally dealt out by the keys of its records: all copies of a record are in the same shard,
/// whichever parts they were read in, so that a shard of all parts knows all of its records.
struct TallyShards {
  let count: Int
  private let source: Tally
  private var selection: TallySelection
  /// By shard: what is in it.
  private var records: [[UInt32]]
  private var facts: [[MessageFacts.Listed]]
  private var namings: [[Int]]
  private var rejects: [[RejectedRow]]

  init(_ tally: Tally, count: Int) {
    self.count = count
    source = tally
    selection = TallySelection(tally)
    records = [[UInt32]](repeating: [], count: count)
    facts = [[MessageFacts.Listed]](repeating: [], count: count)
    namings = [[Int]](repeating: [], count: count)
    rejects = [[RejectedRow]](repeating: [], count: count)
    for (index, record) in tally.records.enumerated() {
      records[TallyShards.shard(record.key, count)].append(UInt32(index))
    }
    for fact in tally.facts.listed {
      facts[TallyShards.shard(tally.messages.bytes(fact.message), count)].append(fact)
    }
    for naming in tally.items.namings.keys.indices {
      namings[TallyShards.shard(tally.items.namings.keys[naming], tally.texts, count)]
        .append(naming)
    }
    for reject in tally.rejects { rejects[TallyShards.shard(reject, count)].append(reject) }
  }

  mutating func shard(_ number: Int) -> Tally {
    for index in records[number] { selection.add(record: Int(index)) }
    for fact in facts[number] { selection.add(fact) }
    for naming in namings[number] { selection.naming(naming) }
    for reject in rejects[number] { selection.add(reject) }
    return selection.take()
  }

  // MARK: - Which shard

  static func shard(_ key: RecordKey, _ count: Int) -> Int {
    let mixed = (key.high ^ key.low.byteSwapped) &* 0x9E37_79B9_7F4A_7C15
    return Int((mixed >> 32) % UInt64(count))
  }

  private static func shard(_ bytes: ArraySlice<UInt8>, _ count: Int) -> Int {
    // The upper half is where a text stands in a table: what shares a shard must not share that.
    Int(hashOfBytes(bytes.span.bytes) & 0xFFFF_FFFF) % count
  }

  /// Of a mailbox as records name it.
  static func shard(_ naming: NumberTable.Key, _ texts: ByteInterner, _ count: Int) -> Int {
    var name: [UInt8] = []
    for number in [naming.first, naming.second, naming.third] {
      TaggedList.append(texts.bytes(number), tag: 1, to: &name)
    }
    return shard(name[...], count)
  }

  /// Where the record is that it may be a copy of; else wherever, but always there.
  private static func shard(_ reject: RejectedRow, _ count: Int) -> Int {
    if let key = reject.key { return shard(key, count) }
    let place = UInt64(bitPattern: reject.source.offset) &* 0x9E37_79B9_7F4A_7C15
    return Int((place >> 32) % UInt64(count))
  }
}
