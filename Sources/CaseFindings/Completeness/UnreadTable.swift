import CaseModel

/// What stands in records and could not be understood, by member and operation (R22).
struct UnreadTable: Sendable {
  private struct Key: Hashable {
    var member: Int
    var operation: UInt32
  }

  private static let members: [(mark: RecordMarks, UnreadMember.Consequence, name: String)] = [
    (.throttledUnread, .throttlingUnread, "OperationProperties.IsThrottled"),
    (.accessTypeUnread, .unnamed, "OperationProperties.MailAccessType"),
    (.lossy, .unnamed, "Folders"),
    (.linkUnread, .notLinkable, "SessionId, UniqueTokenId"),
    (.contextUnread, .unattributed, "ClientIPAddress, UserId, ClientInfoString, AppId"),
    (.settingsUnread, .auditChangeUnread, "Parameters"),
  ]
  private static let all = members.reduce(RecordMarks()) { $0.union($1.mark) }

  private var records: [Key: [RecordIndex]] = [:]
  /// Records that anchor a link, or may, and whose session or token could not be understood.
  private(set) var lostAnchors: [RecordIndex] = []

  mutating func add(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ evidence: ResolvedEvidence
  ) {
    let marks = record.row.marks
    if marks.isDisjoint(with: UnreadTable.all) { return }
    for (number, member) in UnreadTable.members.enumerated() where marks.contains(member.mark) {
      records[Key(member: number, operation: record.row.operation), default: []].append(index)
    }
  }

  mutating func noteLostAnchor(_ index: RecordIndex) { lostAnchors.append(index) }

  /// Whose access it was is not known.
  static func isUnattributed(_ row: RecordRow) -> Bool {
    !row.marks.isDisjoint(with: [.linkUnread, .contextUnread])
  }

  /// By member and operation.
  func findings(
    _ evidence: ResolvedEvidence, citing citations: inout Citations
  ) -> [UnreadMember] {
    records.map { key, records in
      let member = UnreadTable.members[key.member]
      return UnreadMember(
        member: member.name, operation: evidence.texts[key.operation], records: records.count,
        consequence: member.1, sources: citations.cite(records))
    }.sorted { ($0.member, $0.operation) < ($1.member, $1.operation) }
  }
}
