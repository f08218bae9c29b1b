import CaseModel

/// Counts the unique mail access of every context over all evidence.
struct ContextTable {
  private struct Entry {
    var records = 0
    var bind = 0
    var sync = 0
    var first: UTCTime
    var last: UTCTime
    /// The widest decision of any of its records.
    var decision: Int32
    var differing = 0
  }

  private var entries: [Int: Entry] = [:]
  private var order: [Int] = []
  private var numbers: [Int: Int] = [:]

  mutating func add(
    _ index: Int, _ record: ResolvedEvidence.Record, context: Int, decision: Int32,
    _ decisions: RecordDecisions
  ) {
    let time = record.row.time
    var entry = entries[context] ?? Entry(first: time, last: time, decision: decision)
    entry.records += 1
    if record.access == .bind { entry.bind += 1 }
    if record.access == .sync { entry.sync += 1 }
    entry.last = time
    if entry.decision != decision {
      entry.differing += 1
      let table = decisions.table.decisions
      if RecordDecisions.rank(table[Int(decision)])
        < RecordDecisions.rank(table[Int(entry.decision)])
      {
        entry.decision = decision
      }
    }
    entries[context] = entry
  }

  /// Gives C1, C2 …, by first access, then key.
  mutating func finish(_ evidence: ResolvedEvidence) {
    let keyed = entries.map { (number: $0.key, first: $0.value.first, key: key($0.key, evidence)) }
    order = keyed.sorted { left, right in
      left.first != right.first
        ? left.first < right.first : left.key.lexicographicallyPrecedes(right.key)
    }.map(\.number)
    for (place, number) in order.enumerated() { numbers[number] = place + 1 }
  }

  /// The ids of contexts, in the order of their numbers.
  func names(_ contexts: Set<Int32>) -> [String] {
    contexts.compactMap { numbers[Int($0)] }.sorted().map { "C\($0)" }
  }

  func name(_ context: Int) -> String? { numbers[context].map { "C\($0)" } }

  func findings(_ evidence: ResolvedEvidence, _ decisions: RecordDecisions) -> [ContextFindings] {
    order.enumerated().compactMap { place, number in
      guard let entry = entries[number] else { return nil }
      let context = evidence.contexts[number]
      guard let mailbox = context.mailbox else { return nil }
      var result = ContextFindings(
        context: context, mailbox: evidence.mailboxes[mailbox], first: entry.first,
        attribution: decisions.table.decisions[Int(entry.decision)])
      result.id = "C\(place + 1)"
      result.last = entry.last
      result.records = entry.records
      result.bind = entry.bind
      result.sync = entry.sync
      result.hints = hints(context, entry)
      result.sources = result.attribution.anchor.map { [evidence.record(ofSighting: $0)] } ?? []
      return result
    }
  }

  private func hints(_ context: AccessContext, _ entry: Entry) -> [String] {
    var hints: [String] = []
    let client = context.client.string.lowercased()
    if client.contains("client=restsystem") {
      hints.append("Client=RESTSystem: Graph or a service; alone it decides nothing")
    }
    if context.logonType == 2 { hints.append("a delegate") }
    if context.logonType == 1 { hints.append("an administrator") }
    if context.addressesDisagree { hints.append("its address fields disagree") }
    if context.session.isEmpty, context.token.isEmpty {
      hints.append("neither session nor token: not linkable")
    }
    if entry.differing > 0 { hints.append("the decision differs with the time of the record") }
    return hints
  }

  private func key(_ number: Int, _ evidence: ResolvedEvidence) -> [UInt8] {
    let context = evidence.contexts[number]
    var key: [UInt8] = []
    func add(_ text: EvidenceText) { TaggedList.append(text.bytes[...], tag: 1, to: &key) }
    if let mailbox = context.mailbox {
      add(evidence.mailboxes[mailbox].organization)
      add(evidence.mailboxes[mailbox].guid)
      add(evidence.mailboxes[mailbox].name)
    }
    for text in [context.user, context.session, context.token, context.client] { add(text) }
    for address in context.addresses {
      key.append(address.field.rawValue)
      add(address.text)
    }
    for application in context.applications { add(application) }
    add(EvidenceText("\(context.userType);\(context.logonType)"))
    return key
  }
}
