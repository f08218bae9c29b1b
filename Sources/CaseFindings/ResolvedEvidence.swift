import CaseModel

/// The evidence with one row for each record: copies united, mailboxes and contexts resolved.
package struct ResolvedEvidence: Sendable {
  /// One record, whatever its copies said.
  struct Record {
    var row: RecordRow
    /// As R1 places it; `.unknown` where nothing does.
    var access: MailAccessType
    /// Sightings of this record: one, or one for each context that its copies contradict in.
    var sightings: Range<Int>
    /// The lowest source of all variants.
    var source: SourcePosition
    var isConflict = false

    var isMailAccess: Bool { row.marks.contains(.mailAccess) }
  }

  let texts: ByteInterner
  private(set) var records: [Record] = []
  private(set) var items: [ItemRow]
  let rejects: [RejectedRow]
  /// Distinct, by what R14 tests.
  package private(set) var contexts: [AccessContext] = []
  /// Sorted by organisation, GUID and name.
  package let mailboxes: [MailboxIdentity]
  package private(set) var sightings: [AuditSighting] = []

  init(_ tally: Tally, scope: Scope) {
    var union = VariantUnion(tally, windows: scope.windows.map(\.span))
    var united: [(VariantUnion.Result, SourcePosition)] = []
    united.reserveCapacity(tally.heads.count)
    for head in tally.heads {
      var variants = [Int(head)]
      while let next = variants.last.map({ tally.nextVariant[$0] }), next >= 0 {
        variants.append(Int(next))
      }
      let source =
        variants.map { tally.records[$0].source }.min() ?? tally.records[Int(head)].source
      united.append((union.unite(variants), source))
    }
    texts = union.texts
    items = union.items
    rejects = tally.rejects.sorted { ($0.source, $0.detail) < ($1.source, $1.detail) }

    let directory = MailboxDirectory(union.contexts, union.texts)
    mailboxes = directory.mailboxes
    var numbers: [AccessContext: Int] = [:]
    var contextMap: [Int] = []
    for row in union.contexts {
      let context = AccessContext(row, union.texts, mailbox: directory.mailbox(of: row))
      let number = numbers[context] ?? contexts.count
      if number == contexts.count {
        contexts.append(context)
        numbers[context] = number
      }
      contextMap.append(number)
    }
    // In the order of time and id, whatever order the evidence came in.
    united.sort { ($0.0.row.time, $0.0.row.key) < ($1.0.row.time, $1.0.row.key) }
    for (result, source) in united {
      let start = sightings.count
      for context in result.contexts {
        sightings.append(
          AuditSighting(
            context: contextMap[Int(context)], time: result.row.time, key: result.row.key))
      }
      records.append(
        Record(
          row: result.row, access: ResolvedEvidence.access(result.row, items),
          sightings: start..<sightings.count, source: source, isConflict: result.isConflict))
    }
  }

  /// A missing or unknown type is Bind where there are items, Sync where there is only a folder.
  private static func access(_ row: RecordRow, _ items: [ItemRow]) -> MailAccessType {
    if row.access == .bind || row.access == .sync { return row.access }
    let named = items[row.items]
    if named.contains(where: { $0.kind != .folder }) { return .bind }
    return named.isEmpty ? .unknown : .sync
  }

  /// What the record is called: its `Id`, or `sha256:` and the number that stands in.
  func name(_ record: Record) -> EvidenceText {
    switch record.row.key.origin {
    case .guid: EvidenceText(record.row.key.guidText)
    case .text: texts[record.row.idText]
    case .derived:
      EvidenceText("sha256:\(record.row.key.guidText.filter { $0 != "-" })")
    }
  }

  /// For the reasons of a link: the record, its operation and time.
  package func describe(sighting: Int) -> String {
    let record = records[record(ofSighting: sighting)]
    let operation = texts[record.row.operation].string
    return "record \(name(record).string) (\(operation), \(record.row.time.iso))"
  }

  /// Sightings stand in the order of their records.
  func record(ofSighting sighting: Int) -> Int {
    var low = 0
    var high = records.count - 1
    while low < high {
      let middle = (low + high) / 2
      if records[middle].sightings.upperBound > sighting { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
