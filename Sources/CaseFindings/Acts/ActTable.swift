import CaseModel
import CaseTally

/// Every record of an attacker or linked context that is no mail access, by operation: no door is
/// silent (R25).
struct ActTable: Sendable {
  private struct Key: Hashable {
    var operation: UInt32
    var recordType: Int32
    var mailbox: MailboxIndex?
    var isInScope: Bool
    var carriesMailOut: Bool
  }

  private struct Row: Sendable {
    var records: [RecordIndex] = []
    var contexts: Set<ContextIndex> = []
    var settings: Set<MessageIndex> = []
    var first: UTCTime
    var last: UTCTime
  }

  private static let carriers = Act.targetSettings.map { "\($0)=" }

  private var rows: [Key: Row] = [:]

  mutating func add(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ context: ContextIndex,
    isInScope: Bool, _ evidence: ResolvedEvidence
  ) {
    let settings = evidence.settings(record.row).map(\.setting)
    let carriesMailOut = settings.contains { setting in
      let text = evidence.messages.bytes(setting)
      return ActTable.carriers.contains { text.starts(with: $0.utf8) && text.count > $0.utf8.count }
    }
    let key = Key(
      operation: record.row.operation, recordType: record.row.recordType,
      mailbox: evidence.contexts.mailbox(context), isInScope: isInScope,
      carriesMailOut: carriesMailOut)
    let time = record.row.time
    rows[key, default: Row(first: time, last: time)].records.append(index)
    rows[key]?.last = time
    rows[key]?.contexts.insert(context)
    rows[key]?.settings.formUnion(settings)
  }

  /// By group, first record, operation.
  func findings(_ evidence: ResolvedEvidence, citing citations: inout Citations) -> [Act] {
    rows.map { key, row -> (act: Act, first: RecordIndex) in
      let operation = evidence.texts[key.operation]
      let known = ActRule.group(operation)
      var act = Act(
        group: key.carriesMailOut ? .mailSentOut : known ?? .otherAct,
        workload: RecordType.workload(key.recordType), operation: operation,
        isRead: known != nil, isInScope: key.isInScope,
        mailbox: key.mailbox.map { evidence.mailboxes[$0] }, first: row.first)
      act.last = row.last
      act.records = row.records.count
      func texts(_ list: (ResolvedContext) -> [UInt32]) -> [EvidenceText] {
        let numbers = Set(row.contexts.flatMap { list(evidence.contexts.rows[$0]) })
        return numbers.filter { $0 != 0 }.map { evidence.texts[$0] }.sorted()
      }
      let contexts = row.contexts.map { evidence.contexts[$0] }
      act.addresses = Set(
        contexts.flatMap { $0.canonicalAddresses.map { EvidenceText($0) } }
      ).sorted()
      act.sessions = texts { [$0.session] }
      act.clients = texts { [$0.client] }
      act.applications = Set(contexts.flatMap(\.applications)).sorted()
      act.details = row.settings.map { evidence.messages[$0] }.sorted()
      act.sources = citations.cite(row.records)
      return (act, row.records[0])
    }.sorted { left, right in
      let order = Act.Group.allCases
      let one = order.firstIndex(of: left.act.group) ?? 0
      let other = order.firstIndex(of: right.act.group) ?? 0
      return (one, left.act.first, left.act.operation, left.first)
        < (other, right.act.first, right.act.operation, right.first)
    }.map(\.act)
  }
}
