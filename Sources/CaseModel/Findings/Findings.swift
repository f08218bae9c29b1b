/// The answer of a case: everything that findings.json says (design section 6).
package struct Findings: Sendable {
  package var request: FindingsRequest
  package var mailboxes: [MailboxFindings] = []
  package var contexts: FindingsList<ContextFindings> = []
  /// Ids of rules of the scope that match nothing in the evidence.
  package var indicatorsWithoutMatch: [String] = []
  /// Of the listed contexts, those whose applications may be named.
  package var applicationUses: [ApplicationUse] = []
  package var attribution = AttributionCounts()
  package var outsideScope: [OutsideScope] = []
  package var otherAcquisition: [OtherAcquisition] = []
  /// Ways of which the evidence holds no record.
  package var acquisitionNotHeld: [AcquisitionKind] = []
  /// By member and operation.
  package var unread: [UnreadMember] = []
  /// By group, first record, operation.
  /// No export that is here asked for sign-ins, as far as its query is stated, and none is in the
  /// evidence: a session is linked through other records alone (R14).
  package var signInsNotAsked = false
  /// In the order in which they begin.
  package var overlaps: [ExportOverlap] = []
  package var acts: [Act] = []
  package var totals = FindingsTotals()
  package var completeness = Completeness()
  /// Every record that anything cites, sorted by time, then id.
  package var records: FindingsList<CitedRecord> = []
  /// Of each of them, where it stands: for lists that need no more.
  package var recordSources: FindingsList<SourcePosition> = []
  package var rejected: [RejectedRow] = []
  /// Those of them that may be access, to any mailbox, also where the scope has none (R17).
  package var rejectedAccess: [UnnamedAccess] = []
  package var anomalies: [Anomaly] = []
  /// The messages of all inventories, mailbox by mailbox.
  package var inventory: FindingsList<InventoryMessage> = []
  /// All mailboxes that the evidence names; findings.json says only what the scope asks.
  package var namedMailboxes: [MailboxIdentity] = []
  /// By inventory: rows of mailboxes that are not in the scope.
  package var inventoryElsewhere: [Int] = []

  package init(request: FindingsRequest) { self.request = request }

  /// Accesses that cannot be named (R17). Rejected rows count once, however many mailboxes they may concern.
  package var unnamedAccesses: Int {
    let own = mailboxes.flatMap(\.unnamedAccess).filter(\.rejects.isEmpty)
    return (own + rejectedAccess).map(\.items).reduce(0, +)
  }

  /// Where a cited record stands.
  package func source(_ cited: CitedIndex) -> SourcePosition { recordSources[cited.int] }
}

/// What findings are computed for, besides the evidence.
package struct FindingsRequest: Sendable {
  package var tool: ToolIdentity
  package var caseNumber = ""
  package var caseTitle = ""
  /// Lower-case hexadecimal of the bytes of scope.json and case.json.
  package var scopeSHA256 = ""
  package var caseSHA256 = ""
  /// Of what the register says of the evidence, without what differs between two case folders.
  package var registerSHA256 = ""
  package var issue = FindingsIssue()
  package var scope: Scope
  /// By evidence number, from 1.
  package var files: [EvidenceFacts]
  /// How auditing was set, where somebody exported it.
  package var configurations: [AuditConfiguration] = []
  /// What searches asked for, where the service or a collector wrote it down.
  package var queries: [StatedQuery] = []
  /// Which messages mailboxes held, where somebody listed them.
  package var inventories: [MessageInventory] = []
  /// Files in archives of the evidence that were not read.
  package var notRead: [NotReadArchive] = []

  package init(tool: ToolIdentity, scope: Scope, files: [EvidenceFacts]) {
    self.tool = tool
    self.scope = scope
    self.files = files
  }
}

package struct ToolIdentity: Hashable, Sendable {
  package var name: String
  package var version: String
  /// Changes when the meaning of a finding changes.
  package var rules: String

  package init(name: String, version: String, rules: String) {
    self.name = name
    self.version = version
    self.rules = rules
  }
}

extension FindingsRequest {
  /// Those that may hold records, and of which nobody decided that they are accepted as they are.
  package var notReadUndecided: [NotReadArchive] {
    notRead.filter { archive in
      archive.count > 0
        && !scope.decisions.contains {
          $0.acceptsRejected(archive.evidence, rows: archive.count)
        }
    }
  }
}

/// What the register says of an evidence file.
package struct EvidenceFacts: Sendable {
  package var evidence: Int
  package var sha256: String
  package var bytes: Int64
  package var format: String
  package var query: ExportQuery
  /// The evidence number of the archive that this file was a member of.
  package var memberOf: Int?
  /// When the export was made, where that is stated.
  package var collectedAt: UTCTime?
  /// From the mailbox's own log (Search-MailboxAuditLog), not from the unified one.
  package var isOwnLog = false
  /// It stays elsewhere: its hash is as stated, its records are those of a tally.
  package var isExternal = false

  package init(evidence: Int, sha256: String, bytes: Int64, format: String, query: ExportQuery) {
    self.evidence = evidence
    self.sha256 = sha256
    self.bytes = bytes
    self.format = format
    self.query = query
  }
}

package struct FindingsTotals: Equatable, Sendable {
  package var rows: Int64 = 0
  package var records: Int64 = 0
  package var uniqueRecords = 0
  /// Rows.
  package var mailAccess: Int64 = 0
  /// Records.
  package var uniqueMailAccess = 0
  package var bind = 0
  package var sync = 0
  /// Neither items nor a folder place it (R1).
  package var accessTypeUnknown = 0
  package var throttled = 0
  package var throttledNotStated = 0
  package var duplicates: Int64 = 0
  /// Ids whose copies say different things (R2).
  package var conflicts = 0
  package var rejected: Int64 = 0
  /// (Mailbox, message) pairs of every identifier.
  package var recordedMessages = 0
  /// InternetMessageIds, each once over all mailboxes.
  package var distinctMessageIds = 0
  package var assumedFolders = 0
  /// Unique records of administration in Exchange (RecordType 1): they would show that auditing was
  /// switched off.
  package var administration = 0

  package init() {}
}

/// What stands in records and could not be understood: it is not taken for absent (R22).
package struct UnreadMember: Equatable, Sendable {
  package enum Consequence: String, Sendable, CaseIterable {
    case throttlingUnread, unnamed, notLinkable, unattributed, auditChangeUnread
  }

  /// As the service calls it.
  package var member: String
  package var operation: EvidenceText
  /// Unique.
  package var records: Int
  package var consequence: Consequence
  package var sources: [CitedIndex]

  package init(
    member: String, operation: EvidenceText, records: Int, consequence: Consequence,
    sources: [CitedIndex]
  ) {
    self.member = member
    self.operation = operation
    self.records = records
    self.consequence = consequence
    self.sources = sources
  }
}

/// Unique mail-access records by class; with the last two they add up to all (R14).
package struct AttributionCounts: Equatable, Sendable {
  package var byClass: [AttributionClass: Int] = [:]
  package var outsideWindow = 0
  package var otherMailbox = 0
  /// Parts of the others.
  package var contested = 0
  /// Of these, what somebody decided to stay known good.
  package var contestedDecided = 0
  package var notLinkable = 0

  package init() {}

  /// Somebody must decide whether these count.
  package var contestedUndecided: Int { contested - contestedDecided }

  package subscript(kind: AttributionClass) -> Int { byClass[kind] ?? 0 }

  package var sum: Int { byClass.values.reduce(0, +) + outsideWindow + otherMailbox }
}

/// Mail access that an indicator matches directly, outside windows or mailboxes (R14).
package struct OutsideScope: Sendable {
  package var mailbox: MailboxIdentity
  package var from: UTCTime
  package var to: UTCTime
  package var records: Int
  package var indicators: [String]
  package var sources: [CitedIndex]

  package init(
    mailbox: MailboxIdentity, from: UTCTime, to: UTCTime, records: Int, indicators: [String],
    sources: [CitedIndex]
  ) {
    self.mailbox = mailbox
    self.from = from
    self.to = to
    self.records = records
    self.indicators = indicators
    self.sources = sources
  }
}

/// A record that something cites, with its place in the evidence.
package struct CitedRecord: Sendable {
  package var record: EvidenceText
  package var time: UTCTime
  package var source: SourcePosition
  /// `nil` for a record that is no mail access.
  package var context: String?

  package init(record: EvidenceText, time: UTCTime, source: SourcePosition, context: String?) {
    self.record = record
    self.time = time
    self.source = source
    self.context = context
  }
}

/// Something that contradicts itself or the documentation, or that the reader must know.
package struct Anomaly: Sendable {
  package var code: String
  package var text: Statement
  package var sources: [CitedIndex]

  package init(code: String, text: Statement, sources: [CitedIndex]) {
    self.code = code
    self.text = text
    self.sources = sources
  }
}
