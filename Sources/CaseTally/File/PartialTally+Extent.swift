import CaseModel

/// What a tally file says besides where it does not hold all records of its parts.
extension PartialTally {
  static func put(_ extent: TallyExtent, into writer: inout NumberWriter) {
    writer.put(extent.shards)
    writer.put(extent.held.count)
    for shard in extent.held { writer.put(shard) }
    guard let reach = extent.reach else { return }
    for texts in [reach.mailboxes, reach.indicators] {
      writer.put(texts.count)
      for text in texts { writer.put(text: text) }
    }
  }

  static func extent(
    _ kind: TallyExtent.Kind, from reader: inout NumberReader
  ) throws(TallyDamage) -> TallyExtent {
    var extent = TallyExtent()
    extent.kind = kind
    extent.shards = try reader.number(below: mostShards + 1)
    extent.held = []
    for _ in 0..<(try reader.count()) {
      let shard = try reader.number(below: extent.shards)
      if let last = extent.held.last, last >= shard {
        throw TallyDamage("its shards are out of order")
      }
      extent.held.append(shard)
    }
    if extent.held.isEmpty { throw TallyDamage("it has no shard") }
    if kind == .narrowed {
      extent.reach = ScopeReach(
        mailboxes: try texts(from: &reader), indicators: try texts(from: &reader))
    }
    if extent.isPlain { throw TallyDamage("it states an extent that it need not state") }
    return extent
  }

  package static let mostShards = 1 << 20

  private static func texts(from reader: inout NumberReader) throws(TallyDamage) -> [String] {
    var texts: [String] = []
    for _ in 0..<(try reader.count()) {
      let text = try reader.text()
      if let last = texts.last, last >= text { throw TallyDamage("its reach is out of order") }
      texts.append(text)
    }
    return texts
  }
}

extension Tally {
  func encodeElsewhere(into writer: inout NumberWriter) {
    writer.put(elsewhere.files.count)
    for (evidence, counted) in elsewhere.files.sorted(by: { $0.key < $1.key }) {
      writer.put(evidence)
      for count in CountedRecords.counts { writer.put(signed: counted[keyPath: count]) }
    }
    writer.put(elsewhere.first == nil ? 0 : 1)
    if let first = elsewhere.first { writer.put(signed: first.seconds) }
    if let last = elsewhere.last { writer.put(signed: last.seconds) }
    let operations = elsewhere.operations.map { texts[$0] }.sorted()
    writer.put(operations.count)
    for operation in operations { writer.put(bytes: operation.bytes[...]) }
  }

  mutating func readElsewhere(
    sources: Int, from reader: inout NumberReader
  ) throws(TallyDamage) {
    var last = 0
    for _ in 0..<(try reader.count()) {
      let evidence = try reader.number(below: sources + 1)
      if evidence <= last { throw TallyDamage("it counts for no source, or twice for one") }
      last = evidence
      var counted = CountedRecords()
      for count in CountedRecords.counts { counted[keyPath: count] = try reader.amount() }
      elsewhere.files[evidence] = counted
    }
    if try reader.number(below: UInt8(2)) == 1 {
      elsewhere.first = try reader.time()
      elsewhere.last = try reader.time()
    }
    for _ in 0..<(try reader.count()) {
      let operation = texts.number(of: EvidenceText(bytes: Array(try reader.part())))
      guard let operation, elsewhere.operations.insert(operation).inserted else {
        throw TallyDamage("an operation is not one of its texts, or occurs twice")
      }
    }
  }
}
