import CaseFindings
import CaseImport
import CaseModel
import CaseScope

/// An evidence file as findings read it: from the case or from a bundle.
package struct EvidenceInput {
  package var facts: EvidenceFacts
  package var format: ExportFormat
  package var open: () throws -> BlockSource

  package init(
    facts: EvidenceFacts, format: ExportFormat, open: @escaping () throws -> BlockSource
  ) {
    self.facts = facts
    self.format = format
    self.open = open
  }
}

/// Evidence and scope in, findings out: nothing derived is trusted (design section 2).
package func computeFindings(
  _ inputs: [EvidenceInput], _ request: FindingsRequest, threads: Int = 1
) throws -> Findings {
  try answer(FindingsQuestions(), inputs, request, threads: threads).findings
}

/// Findings, and what somebody asks besides.
package func answer(
  _ questions: FindingsQuestions, _ inputs: [EvidenceInput], _ request: FindingsRequest,
  threads: Int = 1
) throws -> FindingsAnswer {
  try answer(questions, try tally(inputs, threads: threads), request)
}

/// The evidence as it adds up.
func tally(_ inputs: [EvidenceInput], threads: Int) throws -> Tally {
  var tally = Tally()
  for input in inputs {
    let ledger = try walkEvidence(
      try input.open(), format: input.format, evidence: input.facts.evidence,
      threads: threads
    ) { tally.add($0) }
    tally.add(ledger)
  }
  return tally
}

/// Findings of what adds up, and what somebody asks besides.
package func answer(
  _ questions: FindingsQuestions, _ tally: consuming Tally, _ request: FindingsRequest
) throws -> FindingsAnswer {
  try tally.answer(questions, request) { evidence in
    attribute(
      evidence.sightings, contexts: evidence.contexts, mailboxes: evidence.mailboxes,
      scope: request.scope, recordName: evidence.describe(sighting:))
  }
}

extension EvidenceFacts {
  package init(_ entry: RegisterEntry) {
    self.init(
      evidence: entry.evidence, sha256: entry.sha256, bytes: entry.bytes, format: entry.format,
      query: entry.origin.query)
    memberOf = entry.memberOf
    collectedAt = entry.origin.collectedAt
    isOwnLog = entry.format == ExportFormat.mailboxAuditLogCSV.rawValue
    isExternal = entry.external != nil
  }
}

extension RegisterEntry {
  /// An archive: its members are evidence of their own, and it holds no records itself.
  var isArchive: Bool { ArchiveKind(rawValue: format) != nil }

  /// How auditing was set: it holds no records either.
  var isConfiguration: Bool { format == auditConfigurationFormat }

  /// An export of records, or what an older or newer casefile took for one.
  var holdsRecords: Bool {
    !isArchive && !isConfiguration && !isTally && inventoryFormat == nil
  }

  /// What external evidence adds up to.
  var isTally: Bool { format == tallyFormat }

  /// A list of messages; `nil` for other evidence.
  var inventoryFormat: InventoryFormat? { InventoryFormat(rawValue: format) }
}

/// The register's format of a tally.
let tallyFormat = "tally"

extension [RegisterEntry] {
  /// The audit configurations among the evidence.
  ///
  /// - Parameter open: the stored file of an entry.
  func configurations(
    _ open: (RegisterEntry) throws -> BlockSource
  ) throws -> [AuditConfiguration] {
    try filter(\.isConfiguration).map { entry in
      var configuration = try readAuditConfiguration(try open(entry))
      configuration.evidence = entry.evidence
      configuration.sha256 = entry.sha256
      configuration.collectedAt = entry.origin.collectedAt
      return configuration
    }
  }
}

extension [RegisterEntry] {
  /// The message inventories among the evidence.
  ///
  /// - Parameter open: the stored file of an entry.
  func inventories(
    _ open: (RegisterEntry) throws -> BlockSource
  ) throws -> [MessageInventory] {
    try compactMap { entry in
      guard let format = entry.inventoryFormat else { return nil }
      var inventory = try readInventory(try open(entry), format, entry.origin)
      inventory.evidence = entry.evidence
      inventory.sha256 = entry.sha256
      inventory.format = entry.format
      inventory.collectedAt = entry.origin.collectedAt
      inventory.source =
        entry.origin.collectedTool ?? entry.origin.collectedCommand ?? entry.origin.sourceSystem
      inventory.reach = entry.origin.inventory
      return inventory
    }
  }
}

extension OpenCase {
  /// The evidence that holds records.
  var exports: [RegisterEntry] { register.filter(\.holdsRecords) }
}
