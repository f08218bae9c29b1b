import CaseModel
import CaseTally

/// Counts the unique mail access of every context over all evidence.
///
/// Listed in the findings are the contexts of the scope's mailboxes, and those of other mailboxes
/// that an indicator matches or that share a session or token with one. Who else uses other mailboxes
/// is not asked, and may be more than a list can hold: these are numbered behind.
///
/// A client's token changes every hour or so: contexts that differ in the token only and have the
/// same decision for the same reasons are one row.
struct ContextTable: Sendable {
  /// What one context counts.
  private struct Count: Sendable {
    var records: UInt32 = 0
    var bind: UInt32 = 0
    var sync: UInt32 = 0
    var differing: UInt32 = 0
    /// The widest of any of its records.
    var decision = DecisionIndex(0)
    var first = UTCTime(seconds: 0)
    var last = UTCTime(seconds: 0)
  }

  /// What a group of them counts.
  private struct Row: Sendable {
    var count: Count
    /// That stands for it.
    var context: ContextIndex
    var tokens: UInt32
    var hasSeveral = false
    var isListed: Bool

    mutating func add(_ other: Count, hasToken: Bool) {
      hasSeveral = true
      tokens += hasToken ? 1 : 0
      count.records += other.records
      count.bind += other.bind
      count.sync += other.sync
      count.differing += other.differing
      count.first = min(count.first, other.first)
      count.last = max(count.last, other.last)
    }
  }

  /// By context; until the rows are made.
  private var counts: [Count]
  /// By group.
  private var rows: [Row] = []
  /// By context; `nil` where it has no mail access.
  private var groups: [GroupIndex?] = []
  /// The first rows, which the findings list.
  private(set) var listed = 0

  init(count: Int) { counts = [Count](repeating: Count(), count: count) }

  mutating func add(
    _ record: ResolvedEvidence.Record, _ context: ContextIndex, _ decision: DecisionIndex,
    _ decisions: RecordDecisions
  ) {
    let time = record.row.time
    if counts[context].records == 0 {
      counts[context].first = time
      counts[context].decision = decision
    }
    counts[context].records += 1
    if record.access == .bind { counts[context].bind += 1 }
    if record.access == .sync { counts[context].sync += 1 }
    counts[context].last = time
    let old = counts[context].decision
    if old == decision { return }
    counts[context].differing += 1
    let table = decisions.table.decisions
    if RecordDecisions.rank(table[decision]) < RecordDecisions.rank(table[old]) {
      counts[context].decision = decision
    }
  }

  /// Makes the rows, and gives C1, C2 … by first access, then key.
  mutating func finish(
    _ evidence: ResolvedEvidence, _ table: AttributionTable, _ scoped: ScopedMailboxes
  ) {
    let concerns = table.decisions.map(\.concernsOtherMailboxes)
    var index = HashIndex()
    var groupOfRow: [ContextGroup] = []
    var rows: [Row] = []
    var numberOfContext = [Int?](repeating: nil, count: counts.count)
    for context in evidence.contexts.indexes where counts[context].records > 0 {
      let (count, own) = (counts[context], evidence.contexts.rows[context])
      guard let mailbox = own.mailbox else { continue }
      let group = ContextGroup(own, count.decision)
      let hash = group.tableHash
      if let number = index.find(hash, { groupOfRow[$0] == group }) {
        numberOfContext[context] = number
        rows[number].add(count, hasToken: own.token != 0)
        continue
      }
      index.insert(rows.count, hash)
      groupOfRow.append(group)
      numberOfContext[context] = rows.count
      rows.append(
        Row(
          count: count, context: context, tokens: own.token == 0 ? 0 : 1,
          isListed: scoped.index(of: mailbox) != nil || concerns[count.decision]))
    }
    let order = order(rows, evidence, table)
    var groups = [GroupIndex](repeating: GroupIndex(0), count: rows.count)
    for (place, number) in order.enumerated() { groups[number] = GroupIndex(UInt32(place)) }
    self.groups = numberOfContext.map { number in number.map { groups[$0] } }
    self.rows = order.map { rows[$0] }
    listed = rows.count { $0.isListed }
    counts = []
  }

  private func order(
    _ rows: [Row], _ evidence: ResolvedEvidence, _ table: AttributionTable
  ) -> [Int] {
    let words = table.decisions.map(\.reasons.joinedByAnd.english)
    return rows.indices.sorted { left, right in
      let (left, right) = (rows[left], rows[right])
      if left.isListed != right.isListed { return left.isListed }
      if left.count.first != right.count.first { return left.count.first < right.count.first }
      return key(left, evidence, words).lexicographicallyPrecedes(key(right, evidence, words))
    }
  }

  /// The names of contexts, in the order of their rows.
  func names(_ contexts: some Sequence<ContextIndex>) -> [String] {
    var named: [GroupIndex] = []
    for context in contexts {
      if let group = groups[context], group.int < listed, !named.contains(group) {
        named.append(group)
      }
    }
    return named.sorted().map(\.name)
  }

  /// `nil` where the findings do not list it.
  func name(_ context: ContextIndex) -> String? {
    groups[context].flatMap { $0.int < listed ? $0.name : nil }
  }

  /// The context that stands for a group.
  func context(_ group: GroupIndex) -> ContextIndex { rows[group].context }

  /// By group: of all, or of those that the findings list.
  func attributions(_ table: AttributionTable, onlyListed: Bool = true) -> [Attribution] {
    rows[..<(onlyListed ? listed : rows.count)].map { table.decisions[$0.count.decision] }
  }

  /// `nil` where it has no mail access.
  func group(_ context: ContextIndex) -> GroupIndex? { groups[context] }

  /// The decisions that listed rows have.
  var decisions: Set<DecisionIndex> { Set(rows[..<listed].map(\.count.decision)) }

  /// A decision about contested access matches one of these, or nothing.
  func hasContested(
    _ selector: ContextSelector, _ evidence: ResolvedEvidence, _ table: AttributionTable
  ) -> Bool {
    rows.contains { row in
      let context = evidence.contexts[row.context]
      return table.decisions[row.count.decision].contestedIsDecided
        && context.mailbox.map { selector.selects(context, in: evidence.mailboxes[$0]) } ?? false
    }
  }

  /// Of the listed rows, those whose applications the findings may name: the attacker's, and all where
  /// somebody consented to an application.
  func applicationUses(
    _ contexts: ResolvedContexts, _ table: AttributionTable, consented: Bool
  ) -> [ApplicationUse] {
    rows[..<listed].indices.compactMap { number in
      let row = rows[number]
      let isAttackers = table.decisions[row.count.decision].kind.isAttackers
      if !isAttackers, !consented { return nil }
      let applications = contexts.applications(row.context)
      if applications.isEmpty { return nil }
      return ApplicationUse(
        context: GroupIndex(number).name, isAttackers: isAttackers, applications: applications)
    }
  }

  /// All rows; the findings have the first `listed`.
  func findings(
    _ evidence: ResolvedEvidence, _ decisions: RecordDecisions, _ citations: Citations,
    _ signIns: SignInContexts
  ) -> FindingsList<ContextFindings> {
    let against = ContextContradictions(
      evidence, self, attributions(decisions.table), signIns: signIns.contexts
    ) { $0.kind.isAttackers || $0.contested }
    var isREST: [UInt32: Bool] = [:]
    for row in rows {
      let client = evidence.contexts.rows[row.context].client
      if isREST[client] == nil {
        isREST[client] = ContextTable.isRESTSystem(evidence.texts.bytes(client))
      }
    }
    let (table, services) = (self, isREST)
    return FindingsList(count: rows.count) { number in
      let group = GroupIndex(UInt32(number))
      let row = table.rows[group]
      var context = evidence.contexts[row.context]
      if row.hasSeveral { context.token = "" }
      var result = ContextFindings(
        context: context, mailbox: evidence.mailboxes[context.mailbox ?? MailboxIndex(0)],
        first: row.count.first, attribution: decisions.table.decisions[row.count.decision])
      result.id = group.name
      result.tokens = Int(row.tokens)
      result.last = row.count.last
      result.records = Int(row.count.records)
      result.bind = Int(row.count.bind)
      result.sync = Int(row.count.sync)
      let client = evidence.contexts.rows[row.context].client
      result.hints = table.hints(context, row, isRESTSystem: services[client] ?? false)
      if group.int < table.listed {
        result.against = against.of(group, context, result.attribution)
      }
      result.sources =
        result.attribution.anchor.map { [citations[evidence.record(of: $0)]] } ?? []
      return result
    }
  }

  private func hints(
    _ context: AccessContext, _ row: Row, isRESTSystem: Bool
  ) -> [Statement] {
    var hints: [Statement] = []
    if isRESTSystem {
      hints.append(Statement("Client=RESTSystem: Graph or a service; alone it decides nothing"))
    }
    if !context.device.isEmpty { hints.append(Statement("device \(context.device.string)")) }
    if context.logonType == 2 { hints.append(Statement("a delegate")) }
    if context.logonType == 1 { hints.append(Statement("an administrator")) }
    if context.addressesDisagree { hints.append(Statement("its address fields disagree")) }
    if context.session.isEmpty, row.tokens == 0 {
      hints.append(Statement("neither session nor token: not linkable"))
    }
    if row.count.differing > 0 {
      hints.append(Statement("the decision depends on the time of the record"))
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
    _ row: Row, _ evidence: ResolvedEvidence, _ words: [String]
  ) -> [UInt8] {
    let context = evidence.contexts[row.context]
    var key: [UInt8] = []
    func add(_ text: EvidenceText) { TaggedList.append(text.bytes[...], tag: 1, to: &key) }
    if let mailbox = context.mailbox {
      add(evidence.mailboxes[mailbox].organization)
      add(evidence.mailboxes[mailbox].guid)
      add(evidence.mailboxes[mailbox].name)
    }
    add(context.user)
    add(context.session)
    if !row.hasSeveral { add(context.token) }
    add(context.client)
    for address in context.addresses {
      key.append(address.field.rawValue)
      add(address.text)
    }
    for application in context.applications { add(application) }
    if !context.device.isEmpty { add(context.device) }
    add(EvidenceText("\(context.userType);\(context.logonType)"))
    add(EvidenceText(words[row.count.decision]))
    return key
  }
}
