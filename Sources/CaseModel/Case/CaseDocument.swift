/// What case.json says of the case.
package struct CaseDocument: Equatable, Sendable {
  package var number = ""
  package var title = ""
  package var organisation = ""
  package var examiner = ""
  /// Training and experience of the examiner; who asked; on which legal basis; and what was asked.
  package var qualifications = ""
  package var requester = ""
  package var authority = ""
  package var questions: [String] = []
  /// BCP 47; reports are written in it where a template exists.
  package var language = "en"
  /// Printed on every report: a privilege marking, or that the data is synthetic.
  package var marking = ""
  package var issue = FindingsIssue()
  /// Ids of the regimes whose worksheets are rendered.
  package var regimes: [String] = []
  /// What started their clocks, as people entered it.
  package var triggers: [CaseTrigger] = []
  /// Days since 1970 that are no business days.
  package var holidays: Set<Int64> = []
  /// Times stand in UTC, and in this zone where there is one.
  package var displayZone: DisplayZone?
  /// `nil`: it is open.
  package var closed: CaseClosure?
  package var hold: LitigationHold?

  package init() {}
}

/// Which issue of the findings a case prepares, and which findings it takes the place of.
package struct FindingsIssue: Equatable, Sendable {
  package var number: Int64 = 1
  /// Lower-case hexadecimal SHA-256 of findings.json of the issue before; empty for the first.
  package var supersedes = ""

  package init() {}
}

/// What the register says of one evidence file. `nil`: not stated.
package struct RegisterEntry: Equatable, Sendable {
  /// 1 for E001.
  package var evidence: Int
  package var originalName: EvidenceText
  /// In `evidence/`; safe ASCII. Empty where the evidence stays elsewhere.
  package var storedName: String
  /// Lower-case hexadecimal, over the stored copy; of what stays elsewhere, as it was stated.
  package var sha256: String
  package var bytes: Int64
  /// `ExportFormat`'s raw value.
  package var format: String
  package var importedAt: UTCTime
  package var origin: ExportOrigin
  /// The evidence number of the archive that this file was a member of.
  package var memberOf: Int?
  /// Set where the evidence stays elsewhere.
  package var external: ExternalObject?
  /// Of a query: numbers of the exports that somebody says it was asked for.
  package var exports: [Int] = []
  /// Of an archive: files in it that were not read, in the order of the archive. `nil` for what is no
  /// archive, and for one whose import kept no account of them.
  package var notRead: [NotReadMember]?

  package init(
    evidence: Int, originalName: EvidenceText, storedName: String, sha256: String, bytes: Int64,
    format: String, importedAt: UTCTime, origin: ExportOrigin
  ) {
    self.evidence = evidence
    self.originalName = originalName
    self.storedName = storedName
    self.sha256 = sha256
    self.bytes = bytes
    self.format = format
    self.importedAt = importedAt
    self.origin = origin
  }

  package var name: String { evidenceName(evidence) }

  /// What the custody log calls it.
  package var custodyName: String {
    external == nil ? "evidence/\(storedName)" : "evidence/\(name) (elsewhere)"
  }
}

/// Where an export comes from, as somebody told it. `nil`: not stated.
package struct ExportOrigin: Equatable, Sendable {
  package var sourceSystem: String?
  package var tenant: String?
  package var collectedAt: UTCTime?
  package var collectedBy: String?
  package var collectedTool: String?
  package var collectedCommand: String?
  package var receivedFrom: String?
  package var receivedAt: UTCTime?
  /// Of dates that are only numbers.
  package var dayOrder: DayOrder?
  package var query = ExportQuery()
  /// Of a message inventory.
  package var inventory = InventoryReach()

  package init() {}
}

/// Clock, host, actor and threads: they come in at one place, the command.
package struct Surroundings: Sendable {
  package var now: @Sendable () -> UTCTime
  /// Whether it is before that time by the same clock.
  package var isBefore: @Sendable (UTCTime) -> Bool
  package var actor: String
  /// The actor where nothing names one.
  package static let unknownActor = "unknown"
  package var host: String
  package var tool: ToolIdentity
  /// How many parts of the evidence are read at the same time; changes no byte of any result.
  package var threads = 1
  /// Where somebody watches.
  package var meter: WorkMeter?
  /// How long a command waits for others that have the case, in milliseconds.
  package var patience: Int64 = 2_000
  /// Of the terminal that progress is shown on; `nil`: there is none.
  package var columns: Int?
  /// Standard output is a terminal.
  package var outputIsTerminal = false
  /// Standard error is a terminal, and nobody asked for no colours (https://no-color.org).
  package var showsColours = false

  package init(
    now: @escaping @Sendable () -> UTCTime, actor: String, host: String, tool: ToolIdentity
  ) {
    self.now = now
    isBefore = { now() < $0 }
    self.actor = actor
    self.host = host
    self.tool = tool
  }
}
