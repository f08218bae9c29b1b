import CaseModel

/// The evidence as it adds up: every distinct variant of every record, once (R2, R20).
///
/// `add` and `merge` are associative and commutative: what is kept is a set of variants for each
/// record key, the lowest source of each, and sums. So any split of the evidence over files,
/// cores or machines gives the same findings, source positions apart.
package struct Tally: Sendable {
  private(set) var texts = ByteInterner()
  private(set) var contexts: [ContextRow] = []
  private(set) var records: [RecordRow] = []
  private(set) var items: [ItemRow] = []
  /// The next variant of the same record, by record; −1 at the end.
  private(set) var nextVariant: [Int32] = []
  /// The records that come first in their chain.
  private(set) var heads: [Int32] = []
  private(set) var rejects: [RejectedRow] = []
  package private(set) var files: [Int: FileLedger] = [:]

  private var contextNumbers: [ContextRow: UInt32] = [:]
  /// Open addressing over record keys: index into `records` plus 1.
  private var slots = [Int32](repeating: 0, count: 1024)

  package init() {}

  package mutating func add(_ batch: RecordBatch) {
    absorb(batch.texts, batch.contexts, batch.records, batch.items)
    rejects.append(contentsOf: batch.rejects)
  }

  /// Adds the ledger of a file, or of a part of it.
  package mutating func add(_ ledger: FileLedger) {
    files[ledger.evidence, default: FileLedger(evidence: ledger.evidence)].merge(ledger)
  }

  package mutating func merge(_ other: Tally) {
    absorb(other.texts, other.contexts, other.records, other.items)
    rejects.append(contentsOf: other.rejects)
    for ledger in other.files.values { add(ledger) }
  }

  /// - Parameter attribute: decides whose access each sighting was; CaseScope's `attribute`.
  package func findings(
    _ request: FindingsRequest,
    attribute: (_ evidence: ResolvedEvidence) -> AttributionTable
  ) throws(FindingsProblem) -> Findings {
    let evidence = ResolvedEvidence(self, scope: request.scope)
    let attribution = attribute(evidence)
    var builder = FindingsBuilder(evidence, attribution, request, files: files)
    return try builder.build()
  }

  // MARK: - Absorbing

  private mutating func absorb(
    _ otherTexts: ByteInterner, _ otherContexts: [ContextRow], _ otherRecords: [RecordRow],
    _ otherItems: [ItemRow]
  ) {
    var moved = [UInt32](repeating: .max, count: otherTexts.count)
    moved[0] = 0
    func move(_ number: UInt32) -> UInt32 {
      if moved[Int(number)] == .max {
        moved[Int(number)] = otherTexts.copy(number, into: &texts)
      }
      return moved[Int(number)]
    }
    let contextMap = otherContexts.map { number(of: $0.mapped(move)) }
    for other in otherRecords {
      var record = other
      record.context = contextMap[Int(other.context)]
      record.operation = move(other.operation)
      record.idText = move(other.idText)
      record.firstItem = items.count
      for index in other.items { items.append(otherItems[index].mapped(move)) }
      insert(record)
    }
  }

  private mutating func number(of context: ContextRow) -> UInt32 {
    if let number = contextNumbers[context] { return number }
    let number = UInt32(contexts.count)
    contexts.append(context)
    contextNumbers[context] = number
    return number
  }

  /// Adds a record whose items stand at the end of `items`, or lets a copy go.
  private mutating func insert(_ record: RecordRow) {
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
    slots[slot] = Int32(records.count) + 1
    heads.append(Int32(records.count))
    records.append(record)
    nextVariant.append(-1)
    if heads.count * 2 > slots.count { grow() }
  }

  private func isCopy(_ index: Int, _ other: RecordRow) -> Bool {
    let own = records[index]
    return own.time == other.time && own.context == other.context
      && own.operation == other.operation && own.recordType == other.recordType
      && own.access == other.access && own.throttled == other.throttled
      && own.marks == other.marks && own.operationCount == other.operationCount
      && own.idText == other.idText && own.itemCount == other.itemCount
      && zip(own.items, other.items).allSatisfy { items[$0] == items[$1] }
  }

  private mutating func grow() {
    slots = [Int32](repeating: 0, count: slots.count * 2)
    for head in heads {
      var slot = Tally.slot(records[Int(head)].key, slots.count)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = head + 1
    }
  }

  private static func slot(_ key: RecordKey, _ count: Int) -> Int {
    let mixed = (key.high ^ key.low) &* 0x9E37_79B9_7F4A_7C15
    return Int(truncatingIfNeeded: mixed >> 32) & (count - 1)
  }
}

/// Findings that would not be true.
package enum FindingsProblem: Error, Equatable, Sendable {
  /// The ledger of a file does not add up (R18).
  case ledgerDoesNotReconcile(evidence: Int)
  /// The classes do not partition the mail-access records (R14).
  case attributionDoesNotReconcile(counted: Int, expected: Int)
}
