import CaseModel

/// One export, in one file or several, as it is compared with another (R24).
struct ComparedExport {
  var files: [Int]
  let query: ExportQuery
  var span: TimeSpan
  let isOwnLog: Bool
  private let collectedAt: UTCTime?
  /// In lower case; empty: all.
  private let operations: Set<String>
  /// Folded; empty: all.
  private let users: Set<EvidenceText>
  private var coversOperation: [UInt32: Bool] = [:]
  private var coversContext: [ContextIndex: Bool] = [:]

  var name: String { evidenceName(files[0]) }

  /// `nil` where it cannot be compared.
  init?(_ file: FileCompleteness) {
    var query = file.facts.query
    query.resultSize = nil
    guard query.isWhole, (query.addresses ?? []).isEmpty, (query.freeText ?? "").isEmpty,
      var to = query.to, let from = query.from
    else { return nil }
    // What was recorded later, it cannot hold.
    if let collected = file.facts.collectedAt { to = min(to, collected) }
    if to <= from { return nil }
    files = [file.facts.evidence]
    self.query = query
    span = TimeSpan(from: from, to: to)
    isOwnLog = file.facts.isOwnLog
    collectedAt = file.facts.collectedAt
    operations = Set((query.operations ?? []).map { $0.lowercased() })
    users = Set((query.users ?? []).map { EvidenceText($0).folded })
  }

  /// Files of one query, made at one time, are parts of one export; so they are taken where nobody
  /// stated when they were made.
  func isSame(as other: Self) -> Bool {
    query == other.query && collectedAt == other.collectedAt && isOwnLog == other.isOwnLog
  }

  /// It asked for such a record.
  mutating func covers(
    _ row: RecordRow, _ context: ContextIndex, _ evidence: ResolvedEvidence
  ) -> Bool {
    if !operations.isEmpty {
      let known = coversOperation[row.operation]
      let covers =
        known ?? operations.contains(evidence.texts[row.operation].string.lowercased())
      coversOperation[row.operation] = covers
      if !covers { return false }
    }
    if let known = coversContext[context] { return known }
    let own = evidence.contexts[context]
    let isUser = users.isEmpty || users.contains(own.user.folded)
    let isMailbox = own.mailbox.map { query.mayName(evidence.mailboxes[$0]) } ?? false
    coversContext[context] = isUser && isMailbox
    return isUser && isMailbox
  }
}
