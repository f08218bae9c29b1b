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
    (.linkUnread, .notLinkable, "SessionId, UniqueTokenId, AppAccessContext, DeviceProperties"),
    (.contextUnread, .unattributed, "ClientIPAddress, UserId"),
    (.clientUnread, .unattributed, "ClientInfoString"),
    (.deviceUnread, .unattributed, "DeviceId, DeviceProperties"),
    (.applicationUnread, .unattributed, "AppId, ClientAppId"),
    (.userKindUnread, .unattributed, "LogonType, UserType"),
    (.settingsUnread, .auditChangeUnread, "Parameters"),
  ]

  private var records: [Key: [RecordIndex]] = [:]
  /// Records that anchor links, or may, and whose session or token could not be understood: any
  /// other access that has one may be linked to them.
  private(set) var lostAnchors: [RecordIndex] = []
  /// Of records of which it is not known whose they are, and that may be anchors therefore.
  private var sessions: Set<UInt32> = []
  private var tokens: Set<UInt32> = []
  private var hasUnattributed = false

  mutating func add(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ evidence: ResolvedEvidence
  ) {
    var marks = record.row.marks
    // A lost AppAccessContext is one member, whatever else may have stood in it.
    if marks.contains(.linkUnread) { marks.subtract([.deviceUnread, .applicationUnread]) }
    for (number, member) in UnreadTable.members.enumerated() where marks.contains(member.mark) {
      records[Key(member: number, operation: record.row.operation), default: []].append(index)
    }
  }

  mutating func noteAnchor(
    _ index: RecordIndex, _ record: ResolvedEvidence.Record, _ kind: AttributionClass,
    _ evidence: ResolvedEvidence, _ context: ContextIndex
  ) {
    let marks = record.row.marks
    if !marks.intersects(.attributionUnread) { return }
    hasUnattributed = true
    let mayBeAnchor =
      kind == .attacker || marks.intersects(.whoUnread)
      || AuditOperation.isSignIn(evidence.texts[record.row.operation])
    if marks.contains(.linkUnread), mayBeAnchor { lostAnchors.append(index) }
    if marks.intersects(.whoUnread) {
      let row = evidence.contexts.rows[context]
      if row.session != 0 { sessions.insert(row.session) }
      if row.token != 0 { tokens.insert(row.token) }
    }
  }

  /// Some mail access may be the attacker's and is not attributed.
  var hasAnchors: Bool { hasUnattributed }

  /// A record that no indicator matches and nothing links may be the attacker's all the same.
  func mayBeAttackers(_ row: RecordRow, _ context: ResolvedContext) -> Bool {
    if UnreadTable.isUnattributed(row) { return true }
    if context.session == 0, context.token == 0 { return false }
    return !lostAnchors.isEmpty || sessions.contains(context.session)
      || tokens.contains(context.token)
  }

  /// Whose access it was is not known.
  static func isUnattributed(_ row: RecordRow) -> Bool {
    row.marks.intersects(.attributionUnread)
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
