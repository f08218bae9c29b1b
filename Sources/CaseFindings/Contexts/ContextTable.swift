import CaseModel

/// Counts the unique mail access of every context over all evidence.
///
/// Listed in the findings are the contexts of the scope's mailboxes, and those of other mailboxes
/// that an indicator matches or that share a session or token with one. Who else uses other mailboxes
/// is not asked, and may be more than a list can hold: these are numbered behind.
///
/// A client's token changes every hour or so: contexts that differ in the token only and have the
/// same decision for the same reasons are one row.
struct ContextTable: Sendable {
  private struct Entry: Sendable {
    var records: UInt32 = 0
    var bind: UInt32 = 0
    var sync: UInt32 = 0
    var differing: UInt32 = 0
    /// The widest decision of any of its records.
    var decision: Int32 = -1
    /// Of a row: the context that stands for it, and its tokens.
    var context: UInt32 = 0
    var tokens: UInt32 = 0
    var hasSeveral = false
    var isListed = false
    var first = UTCTime(seconds: 0)
    var last = UTCTime(seconds: 0)
  }

  /// By context.
  private var entries: [Entry]
  /// Contexts that differ in more than the token; in the order of C1, C2 …
  private var rows: [Entry] = []
  /// By context: the row, from 1; 0 where it has no mail access.
  private var numbers: [UInt32] = []
  /// The first rows, which the findings list.
  private(set) var listed = 0

  init(count: Int) { entries = [Entry](repeating: Entry(), count: count) }

  mutating func add(
    _ record: ResolvedEvidence.Record, context: Int, decision: Int32, _ decisions: RecordDecisions
  ) {
    let time = record.row.time
    if entries[context].records == 0 {
      entries[context].first = time
      entries[context].decision = decision
    }
    entries[context].records += 1
    if record.access == .bind { entries[context].bind += 1 }
    if record.access == .sync { entries[context].sync += 1 }
    entries[context].last = time
    let old = entries[context].decision
    if old == decision { return }
    entries[context].differing += 1
    let table = decisions.table.decisions
    if RecordDecisions.rank(table[Int(decision)]) < RecordDecisions.rank(table[Int(old)]) {
      entries[context].decision = decision
    }
  }

  /// Makes the rows, and gives C1, C2 … by first access, then key.
  ///
  /// - Parameter scoped: whether a mailbox of the evidence is one of the scope.
  mutating func finish(
    _ evidence: ResolvedEvidence, _ table: AttributionTable, scoped: (Int) -> Bool
  ) {
    let concerns = table.decisions.map(\.concernsOtherMailboxes)
    var groups = ContextSet()
    var rows: [Entry] = []
    var groupOfContext = [UInt32](repeating: .max, count: entries.count)
    for (number, entry) in entries.enumerated() where entry.records > 0 {
      var row = evidence.contexts.rows[number]
      if row.organization == 0 { continue }
      let token = row.token
      row.token = 0
      // These fields are unused in resolved contexts.
      row.mailboxName = UInt32(entry.decision)
      let group = Int(groups.number(of: row))
      groupOfContext[number] = UInt32(group)
      if group == rows.count {
        rows.append(entry)
        rows[group].context = UInt32(number)
        rows[group].tokens = token == 0 ? 0 : 1
        rows[group].isListed =
          scoped(Int(row.organization) - 1) || concerns[Int(entry.decision)]
        continue
      }
      rows[group].hasSeveral = true
      rows[group].tokens += token == 0 ? 0 : 1
      rows[group].records += entry.records
      rows[group].bind += entry.bind
      rows[group].sync += entry.sync
      rows[group].differing += entry.differing
      rows[group].first = min(rows[group].first, entry.first)
      rows[group].last = max(rows[group].last, entry.last)
    }
    let words = table.decisions.map(\.reasons.joinedByAnd.english)
    let order = rows.indices.sorted { left, right in
      if rows[left].isListed != rows[right].isListed { return rows[left].isListed }
      if rows[left].first != rows[right].first { return rows[left].first < rows[right].first }
      return key(rows[left], evidence, words)
        .lexicographicallyPrecedes(key(rows[right], evidence, words))
    }
    var places = [UInt32](repeating: 0, count: rows.count)
    for (place, group) in order.enumerated() { places[group] = UInt32(place + 1) }
    numbers = groupOfContext.map { $0 == .max ? 0 : places[Int($0)] }
    self.rows = order.map { rows[$0] }
    listed = rows.count { $0.isListed }
    entries = []
  }

  /// The ids of contexts, in the order of their numbers.
  func names(_ contexts: some Sequence<UInt32>) -> [String] {
    var rows: [UInt32] = []
    for context in contexts {
      let number = numbers[Int(context)]
      if number != 0, number <= listed, !rows.contains(number) { rows.append(number) }
    }
    return rows.sorted().map { "C\($0)" }
  }

  /// `nil` where the findings do not list it.
  func name(_ context: Int) -> String? {
    let number = numbers[context]
    return number == 0 || number > listed ? nil : "C\(number)"
  }

  /// The place of a context's row, from 0; `nil` where it has no mail access.
  func place(_ context: Int) -> Int? { numbers[context] == 0 ? nil : Int(numbers[context]) - 1 }

  /// The decisions that listed rows have.
  var decisions: Set<Int32> { Set(rows[..<listed].map(\.decision)) }

  /// All rows; the findings have the first `listed`.
  ///
  /// - Parameter places: by record: its place among the cited ones.
  func findings(
    _ evidence: ResolvedEvidence, _ decisions: RecordDecisions, places: [Int32]
  ) -> FindingsList<ContextFindings> {
    var isREST: [UInt32: Bool] = [:]
    for row in rows {
      let client = evidence.contexts.rows[Int(row.context)].client
      if isREST[client] == nil {
        isREST[client] = ContextTable.isRESTSystem(evidence.texts.bytes(client))
      }
    }
    let (table, services) = (self, isREST)
    return FindingsList(count: rows.count) { place in
      let entry = table.rows[place]
      var context = evidence.contexts[Int(entry.context)]
      if entry.hasSeveral { context.token = "" }
      var result = ContextFindings(
        context: context, mailbox: evidence.mailboxes[context.mailbox ?? 0], first: entry.first,
        attribution: decisions.table.decisions[Int(entry.decision)])
      result.id = "C\(place + 1)"
      result.tokens = Int(entry.tokens)
      result.last = entry.last
      result.records = Int(entry.records)
      result.bind = Int(entry.bind)
      result.sync = Int(entry.sync)
      let client = evidence.contexts.rows[Int(entry.context)].client
      result.hints = table.hints(context, entry, isRESTSystem: services[client] ?? false)
      result.sources =
        result.attribution.anchor.map { [Int(places[evidence.record(ofSighting: $0)])] } ?? []
      return result
    }
  }

  private func hints(
    _ context: AccessContext, _ entry: Entry, isRESTSystem: Bool
  ) -> [Statement] {
    var hints: [Statement] = []
    if isRESTSystem {
      hints.append(Statement("Client=RESTSystem: Graph or a service; alone it decides nothing"))
    }
    if context.logonType == 2 { hints.append(Statement("a delegate")) }
    if context.logonType == 1 { hints.append(Statement("an administrator")) }
    if context.addressesDisagree { hints.append(Statement("its address fields disagree")) }
    if context.session.isEmpty, entry.tokens == 0 {
      hints.append(Statement("neither session nor token: not linkable"))
    }
    if entry.differing > 0 {
      hints.append(Statement("the decision differs with the time of the record"))
    }
    return hints
  }

  private static func isRESTSystem(_ client: ArraySlice<UInt8>) -> Bool {
    let word: StaticString = "client=restsystem"
    let count = word.utf8CodeUnitCount
    if client.count < count { return false }
    return (client.startIndex...(client.endIndex - count)).contains { start in
      (0..<count).allSatisfy { client[start + $0] | 0x20 == word.utf8Start[$0] | 0x20 }
    }
  }

  private func key(
    _ entry: Entry, _ evidence: ResolvedEvidence, _ words: [String]
  ) -> [UInt8] {
    let context = evidence.contexts[Int(entry.context)]
    var key: [UInt8] = []
    func add(_ text: EvidenceText) { TaggedList.append(text.bytes[...], tag: 1, to: &key) }
    if let mailbox = context.mailbox {
      add(evidence.mailboxes[mailbox].organization)
      add(evidence.mailboxes[mailbox].guid)
      add(evidence.mailboxes[mailbox].name)
    }
    add(context.user)
    add(context.session)
    if !entry.hasSeveral { add(context.token) }
    add(context.client)
    for address in context.addresses {
      key.append(address.field.rawValue)
      add(address.text)
    }
    for application in context.applications { add(application) }
    add(EvidenceText("\(context.userType);\(context.logonType)"))
    add(EvidenceText(words[Int(entry.decision)]))
    return key
  }
}
