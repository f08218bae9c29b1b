import CaseModel

extension Tally {
  /// Reads what `encode` wrote; every number is checked before it is used.
  init(decoding reader: inout NumberReader, sources: Int) throws(TallyDamage) {
    self.init()
    try Tally.read(&texts, from: &reader)
    try Tally.read(&messages, from: &reader)
    let namings = try readTable(&items.namings, from: &reader)
    let folders = try readTable(&items.folders, from: &reader)
    let contexts = try readContexts(from: &reader)
    for _ in 0..<(try reader.count()) {
      try readRecord(contexts: contexts, folders: folders, sources: sources, from: &reader)
    }
    facts.grow(to: messages.count)
    try readFacts(namings: namings, from: &reader)
    try readRejects(sources: sources, from: &reader)
  }

  private static func read(
    _ texts: inout ByteInterner, from reader: inout NumberReader
  ) throws(TallyDamage) {
    let count = try reader.count()
    var last: [UInt8] = []
    for number in 0..<count {
      let shared = try reader.number(below: last.count + 1)
      last.removeLast(last.count - shared)
      last += try reader.part()
      // Each text once: else numbers would not be those that were written.
      guard texts.intern(last) == UInt32(number) else { throw TallyDamage("a text occurs twice") }
    }
    if count == 0 { throw TallyDamage("it has no texts") }
  }

  /// - Returns: by number in the file, the number here.
  private func readTable(
    _ table: inout NumberTable, from reader: inout NumberReader
  ) throws(TallyDamage) -> [Int] {
    var numbers: [Int] = []
    let limit = UInt32(texts.count)
    for _ in 0..<(try reader.count()) {
      let first = try reader.number(below: limit)
      let second = try reader.number(below: limit)
      numbers.append(
        table.number(of: NumberTable.Key(first, second, try reader.number(below: limit))))
    }
    return numbers
  }

  private mutating func readContexts(from reader: inout NumberReader) throws(TallyDamage)
    -> [UInt32]
  {
    var numbers: [UInt32] = []
    for _ in 0..<(try reader.count()) {
      var row = ContextRow()
      for text in ContextRow.texts {
        row[keyPath: text] = try reader.number(below: UInt32(texts.count))
      }
      row.userType = Int16(try reader.number(below: Int32(Int16.max) + 2) - 1)
      row.logonType = Int16(try reader.number(below: Int32(Int16.max) + 2) - 1)
      let known = items.namings.count
      guard items.naming(row) < known else { throw TallyDamage("a context belongs to no mailbox") }
      numbers.append(contexts.number(of: row))
    }
    return numbers
  }

  private mutating func readRecord(
    contexts: [UInt32], folders: [Int], sources: Int, from reader: inout NumberReader
  ) throws(TallyDamage) {
    let last = records.last
    let key = try Tally.key(from: &reader)
    let flags = try reader.number(below: UInt8(16))
    guard let access = MailAccessType(rawValue: flags >> 2),
      let throttled = ThrottledState(rawValue: flags & 3)
    else { throw TallyDamage("a record has an invalid access type") }
    var record = RecordRow(
      key: key, source: SourcePosition(evidence: 0, row: 0, offset: 0, length: 0))
    record.access = access
    record.throttled = throttled
    record.marks = RecordMarks(rawValue: UInt16(try reader.number(below: UInt32(1 << 16))))
    record.idText = try reader.number(below: UInt32(texts.count))
    record.time = try reader.time(after: last?.time ?? UTCTime(seconds: 0))
    record.context = contexts[try reader.number(below: contexts.count)]
    record.operation = try reader.number(below: UInt32(texts.count))
    record.recordType = try reader.int32()
    record.operationCount = try reader.int32()
    record.itemsHash = try reader.uint32()
    record.source = try Tally.source(after: last?.source, sources: sources, from: &reader)
    var held: [Int32] = []
    for _ in 0..<(try reader.count()) {
      held.append(Int32(try reader.number(below: sources + 1)))
    }
    if !held.isEmpty, held.count < 2 || !held.contains(record.source.evidence) || held.contains(0) {
      throw TallyDamage("a record is held by no source")
    }
    record.firstItem = items.count
    let count = try reader.count()
    for _ in 0..<count {
      let message = try reader.number(below: UInt32(messages.count))
      let packed = try reader.number()
      guard packed >> 4 < UInt64(folders.count) else { throw TallyDamage("an item has no folder") }
      items.append(
        NamedItem(
          message: message, folder: folders[Int(packed >> 4)],
          kindAndIdentifier: UInt32(packed & 15)))
    }
    guard let itemCount = Int32(exactly: count) else { throw TallyDamage("a number is too large") }
    record.itemCount = itemCount
    let before = records.count
    insert(record, held: held)
    if records.count == before { throw TallyDamage("a record occurs twice") }
  }

  private static func key(from reader: inout NumberReader) throws(TallyDamage) -> RecordKey {
    let high = try reader.fixed()
    let low = try reader.fixed()
    guard let origin = RecordKey.Origin(rawValue: try reader.number(below: UInt8.max)) else {
      throw TallyDamage("a record has an invalid key")
    }
    return RecordKey(high: high, low: low, origin: origin)
  }

  private static func source(
    after last: SourcePosition?, sources: Int, from reader: inout NumberReader
  ) throws(TallyDamage) -> SourcePosition {
    let evidence = Int64(last?.evidence ?? 0) &+ (try reader.signed())
    let row = (last?.row ?? 0) &+ (try reader.signed())
    let offset = (last?.offset ?? 0) &+ (try reader.signed())
    let length = (last?.length ?? 0) &+ (try reader.signed())
    let most = Int64(1) << 60
    guard (1...Int64(max(1, sources))).contains(evidence), sources > 0, (0...most).contains(row),
      (0...most).contains(offset), (0...most).contains(length)
    else { throw TallyDamage("a record is where there is no source") }
    return SourcePosition(evidence: Int32(evidence), row: row, offset: offset, length: length)
  }

  private mutating func readFacts(
    namings: [Int], from reader: inout NumberReader
  ) throws(TallyDamage) {
    var message: UInt32 = 0
    for _ in 0..<(try reader.count()) {
      let step = try reader.number(below: UInt32(messages.count))
      guard step < UInt32(messages.count) - message else {
        throw TallyDamage("a fact belongs to no message")
      }
      message += step
      let naming = try reader.number(below: namings.count + 1)
      guard naming > 0 else { throw TallyDamage("a fact belongs to no mailbox") }
      var fact = MessageFacts.Listed(
        message: message, mailbox: UInt32(namings[naming - 1]) + 1)
      let flags = try reader.number(below: UInt8(4))
      fact.isReused = flags & 1 != 0
      fact.size = try reader.signed()
      guard fact.size >= -1, fact.size < Int64.max else { throw TallyDamage("a size is invalid") }
      if flags & 2 != 0 {
        let time = try reader.time()
        fact.subject = (time, try reader.number(below: UInt32(texts.count)))
      }
      for _ in 0..<(try reader.count()) {
        let folder = try reader.number(below: UInt32(texts.count))
        fact.ids.append((folder, try reader.uint32()))
      }
      facts.add(fact, texts)
    }
  }

  private mutating func readRejects(
    sources: Int, from reader: inout NumberReader
  ) throws(TallyDamage) {
    for _ in 0..<(try reader.count()) {
      let source = try Tally.source(after: nil, sources: sources, from: &reader)
      guard let reason = RejectReason(rawValue: try reader.text()) else {
        throw TallyDamage("a row was rejected for an invalid reason")
      }
      var reject = RejectedRow(source: source, reason: reason, detail: try reader.text())
      if try reader.number(below: UInt8(2)) == 1 {
        reject.operation = EvidenceText(bytes: Array(try reader.part()))
      }
      if try reader.number(below: UInt8(2)) == 1 { reject.key = try Tally.key(from: &reader) }
      for _ in 0..<(try reader.count()) {
        reject.salvaged.append(EvidenceText(bytes: Array(try reader.part())))
      }
      rejects.append(reject)
    }
  }
}
