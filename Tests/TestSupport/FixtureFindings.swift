import CaseActions
import CaseFindings
import CaseImport
import CaseModel
import CasePipeline
import Files
import CaseScope
import CaseTally
import TextFormats

/// One evidence file of a test, in memory.
package struct FixtureFile {
  package var bytes: [UInt8]
  package var query = ExportQuery()
  package var collectedAt: UTCTime?

  package init(_ bytes: [UInt8], query: ExportQuery = ExportQuery()) {
    self.bytes = bytes
    self.query = query
  }

  package init(_ records: [FixtureRecord], as export: FixtureExport = .ndjson) {
    bytes = export.bytes(records)
  }
}

/// A block source over bytes, in parts of at most `part` bytes.
package func fixtureSource(_ bytes: [UInt8], part: Int = .max) -> ByteStream {
  var rest = bytes[...]
  return ByteStream { buffer, start in
    let taken = rest.prefix(min(part, buffer.count - start))
    buffer.replaceSubrange(start..<(start + taken.count), with: taken)
    rest = rest.dropFirst(taken.count)
    return taken.count
  }
}

/// The findings of files under a scope.
package func fixtureFindings(
  _ files: [FixtureFile], _ scope: Scope = Scope(), configurations: [AuditConfiguration] = [],
  inventories: [MessageInventory] = []
) throws -> Findings {
  try fixtureAnswer(
    FindingsQuestions(), files, scope, configurations: configurations, inventories: inventories
  ).findings
}

/// The verdicts about ids, message by message.
package func fixtureVerdicts(
  _ ids: [String], _ records: [FixtureRecord], _ scope: Scope,
  inventories: [MessageInventory] = []
) throws -> [MessageVerdict] {
  try fixtureVerdicts(ids, [FixtureFile(records)], scope, inventories: inventories)
}

package func fixtureVerdicts(
  _ ids: [String], _ files: [FixtureFile], _ scope: Scope,
  inventories: [MessageInventory] = []
) throws -> [MessageVerdict] {
  let questions = FindingsQuestions(ids: ids.map { EvidenceText($0) })
  return Array(try fixtureAnswer(questions, files, scope, inventories: inventories).verdicts)
}

/// Findings of exports, and what somebody asks besides.
package func answer(
  _ questions: FindingsQuestions, _ inputs: [EvidenceInput],
  _ request: FindingsRequest
) throws -> FindingsAnswer {
  try answer(questions, try tally(inputs, threads: 1), request)
}

private func fixtureAnswer(
  _ questions: FindingsQuestions, _ files: [FixtureFile], _ scope: Scope,
  configurations: [AuditConfiguration] = [], inventories: [MessageInventory] = []
) throws -> FindingsAnswer {
  var (inputs, request) = try fixtureRequest(files, scope)
  request.configurations = configurations
  request.inventories = inventories
  return try answer(questions, inputs, request)
}

/// What findings of files are asked for.
package func fixtureRequest(
  _ files: [FixtureFile], _ scope: Scope
) throws -> ([EvidenceInput], FindingsRequest) {
  var inputs: [EvidenceInput] = []
  var stated: [EvidenceFacts] = []
  for (index, file) in files.enumerated() {
    let format = try recognise(Array(file.bytes.prefix(recognitionBytes)), isWhole: true)
    var facts = EvidenceFacts(
      evidence: index + 1, sha256: String(repeating: "0", count: 64),
      bytes: Int64(file.bytes.count),
      format: format.rawValue, query: file.query)
    facts.collectedAt = file.collectedAt
    facts.isOwnLog = format.isOwnLog
    stated.append(facts)
    inputs.append(
      EvidenceInput(evidence: facts.evidence, format: format) { fixtureSource(file.bytes) })
  }
  let tool = ToolIdentity(name: "casefile", version: "test", rules: "1")
  return (inputs, FindingsRequest(tool: tool, scope: scope, files: stated))
}

package func fixtureFindings(_ records: [FixtureRecord], _ scope: Scope = Scope()) throws
  -> Findings
{
  try fixtureFindings([FixtureFile(records)], scope)
}

/// An inventory of the fixtures' mailbox, unless its rows say another: CSV or JSON.
package func fixtureInventory(
  _ text: String, evidence: Int = 9, mailbox: String? = "m.rivera@northwind-clinic.example"
) throws -> MessageInventory {
  var origin = ExportOrigin()
  origin.query.mailboxes = mailbox.map { [$0] }
  let bytes = Array(text.utf8)
  let format = try recogniseInventory(bytes, isWhole: true)
  var inventory = try readInventory(fixtureSource(bytes), format, origin)
  inventory.evidence = evidence
  inventory.format = format.rawValue
  return inventory
}

/// A scope from JSON text.
package func fixtureScope(_ json: String) throws -> Scope {
  try readScope(try JSONReader.read(Array(json.utf8)))
}

/// An attacker at 203.0.113.66, and whatever else `more` says.
package func attackerScope(_ more: String = "") throws -> Scope {
  try fixtureScope(
    """
    {"indicators": [{"id": "A1", "addresses": ["203.0.113.66"]}]\(more.isEmpty ? "" : ", " + more)}
    """)
}

extension FixtureRecord {
  /// A Bind record of the attacker's address that names messages.
  package static func attackerBind(
    _ number: Int, _ ids: String..., at time: String = "2025-03-12T08:00:00"
  )
    -> FixtureRecord
  {
    var record = FixtureRecord(number)
    record.time = time
    record.clientIPAddress = "203.0.113.66"
    record.folders = [Folder(id: "F1", path: "\\Inbox", items: ids.map { Item("<\($0)>") })]
    record.operationCount = ids.count
    return record
  }

  package static func attackerSync(
    _ number: Int, _ path: String, at time: String = "2025-03-12T08:00:00"
  )
    -> FixtureRecord
  {
    var record = FixtureRecord(number)
    record.time = time
    record.recordType = 2
    record.access = "Sync"
    record.clientIPAddress = "203.0.113.66"
    record.folders = nil
    record.syncFolder = Folder(id: "F-\(path)", path: path)
    return record
  }
}

/// Everything but the ledger, evidence numbers and positions: what R20 promises for any split.
package func withoutLedger(_ findings: Findings) -> [UInt8] {
  var copy = findings
  copy.completeness = Completeness()
  copy.totals.rows = 0
  copy.totals.records = 0
  copy.totals.duplicates = 0
  copy.totals.mailAccess = 0
  copy.records = FindingsList(
    copy.records.map { record in
      var place = record
      place.source = SourcePosition(evidence: 0, row: 0, offset: 0, length: 0)
      return place
    })
  copy.request.files = []
  return writeFindings(copy)
}

extension Findings {
  /// Recorded message ids over all mailboxes, sorted.
  package var recordedIds: [String] {
    mailboxes.flatMap(\.recordedMessages).map(\.message.string).sorted()
  }

  package func message(_ id: String) -> RecordedMessage? {
    mailboxes.flatMap(\.recordedMessages).first { $0.message.string == id }
  }

  package var anomalyCodes: [String] { anomalies.map(\.code) }
}

/// The tally of records as NDJSON, with its ledger.
package func fixtureTally(_ records: [FixtureRecord], evidence: Int = 1) throws -> Tally {
  var tally = Tally()
  let ledger = try walkEvidence(
    fixtureSource(FixtureExport.ndjson.bytes(records)), format: .auditJSON, evidence: evidence
  ) { tally.add($0) }
  tally.add(ledger)
  return tally
}

package func fixtureAttribution(_ scope: Scope) -> (ResolvedEvidence) -> AttributionTable {
  { evidence in
    attribute(
      evidence.sightings, contexts: evidence.contexts, mailboxes: evidence.mailboxes, scope: scope,
      recordName: evidence.describe(sighting:))
  }
}
