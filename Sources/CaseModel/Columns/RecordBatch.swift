/// What the walk of one block yields: records as columns, and the rows that could not be read.
package struct RecordBatch: Sendable {
  package var texts = ByteInterner()
  /// Message ids and settings, as the items name them.
  package var messages = TextList()
  package var records: [RecordRow] = []
  package var items: [ItemRow] = []
  package var rejects: [RejectedRow] = []
  private var contextSet = ContextSet()
  /// Texts with escapes as they stand in the bytes, and the texts that they mean: most are names of
  /// folders, and come again and again.
  private var escaped = ByteInterner()
  private var meant: [UInt32] = [0]

  package init() {}

  /// Distinct, in order of arrival.
  package var contexts: [ContextRow] { contextSet.rows }

  /// Empties it; the memory stays for the next records.
  package mutating func removeAll() {
    texts.removeAll()
    messages.removeAll()
    records.removeAll(keepingCapacity: true)
    items.removeAll(keepingCapacity: true)
    rejects.removeAll()
    contextSet.removeAll()
    escaped.removeAll()
    meant.removeLast(meant.count - 1)
  }

  /// How far a batch is filled.
  package struct Mark: Sendable {
    package var records = 0
    package var rejects = 0
    fileprivate var items = 0
    fileprivate var messages = 0

    package init() {}
  }

  package var mark: Mark {
    var mark = Mark()
    mark.records = records.count
    mark.rejects = rejects.count
    mark.items = items.count
    mark.messages = messages.count
    return mark
  }

  /// Lets everything go that came behind the mark; texts and contexts that nothing names may stay.
  package mutating func removeAll(behind mark: Mark) {
    records.removeLast(records.count - mark.records)
    rejects.removeLast(rejects.count - mark.rejects)
    items.removeLast(items.count - mark.items)
    messages.removeLast(downTo: mark.messages)
  }

  /// The number of a text that stands with escapes; decoded only where it is new.
  package mutating func intern(escaped text: RawSpan, decode: () -> [UInt8]) -> UInt32 {
    let number = Int(escaped.intern(text))
    if number < meant.count { return meant[number] }
    let decoded = texts.intern(decode())
    meant.append(decoded)
    return decoded
  }

  package mutating func context(_ row: ContextRow) -> UInt32 { contextSet.number(of: row) }
}

/// A row that could not be read: never dropped (R18, R19).
package struct RejectedRow: Hashable, Sendable {
  package var source: SourcePosition
  package var reason: RejectReason
  /// What the reason found, in words.
  package var detail: String
  /// The operation, where it could be read.
  package var operation: EvidenceText?
  /// The record id, where it could be read.
  package var key: RecordKey?
  /// Message ids that stand whole in the unreadable text.
  package var salvaged: [EvidenceText]

  package init(
    source: SourcePosition, reason: RejectReason, detail: String, operation: EvidenceText? = nil,
    key: RecordKey? = nil, salvaged: [EvidenceText] = []
  ) {
    self.source = source
    self.reason = reason
    self.detail = detail
    self.operation = operation
    self.key = key
    self.salvaged = salvaged
  }
}

package enum RejectReason: String, Sendable, CaseIterable {
  case truncatedJSON, invalidJSON, notAnObject, tooDeep, emptyAuditData, missingField
  case unclosedQuote, noTime, noMailbox, noOperation, tooLong, hole
  /// Day and month stand in an order that the text does not tell; or that its numbers prove.
  case timeOrder, timeDayFirst, timeMonthFirst
}
