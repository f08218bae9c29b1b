import CaseModel
@testable import CaseReport
import TestSupport
import TextFormats

/// Inputs of reports that show every part of a report between them: a case with all that there can be,
/// and one with nothing.
enum RichInputs {
  static func all() throws -> [ReportInput] { [try full(), try empty()] }

  static func empty() throws -> ReportInput {
    ReportInput(
      findings: try fixtureFindings([FixtureFile]()), document: CaseDocument(), register: [],
      stateSeq: 0, stateTime: UTCTime(seconds: 0), language: try TemplateSet.builtIn.language("en"))
  }

  static func full() throws -> ReportInput {
    var input = ReportInput(
      findings: try findings(), document: document(), register: [entry()], stateSeq: 7,
      stateTime: UTCTime(seconds: 7), language: try TemplateSet.builtIn.language("en"))
    input.draft = ["a reason"]
    input.review.messages = 9
    input.review.reviewed = 5
    input.review.bySensitivity = [.yes: 1, .no: 2, .unclear: 2]
    input.review.byCategory = ["health": 1]
    input.review.people = 4
    input.review.withoutPeople = 1
    input.review.unmatched = 1
    input.adoption = .init(reason: "adopted because", time: UTCTime(seconds: 6), seq: 6)
    input.custody = [
      .init(
        seq: 1, time: UTCTime(seconds: 1), actor: "actor", host: "host", action: "scope",
        reason: "logged because", objects: 2, hash: "ab")
    ]
    input.regimes = try TemplateSet.builtIn.regimes().filter { ["gdpr", "hipaa"].contains($0.id) }
    input.findingsSHA256 = "cd"
    input.templates.files["reports/own.md"] = "own"
    input.formats = [.md]
    input.recipient = "the recipient"
    input.onlyMailboxes = ["only@x"]
    input.paper = "letter"
    return input
  }

  static func document() -> CaseDocument {
    var document = CaseDocument()
    document.number = "N-1"
    document.title = "the title"
    document.organisation = "the organisation"
    document.examiner = "the examiner"
    document.qualifications = "the qualifications"
    document.requester = "the requester"
    document.authority = "the authority"
    document.questions = ["a question"]
    document.language = "de"
    document.marking = "PRIVILEGED"
    document.issue.number = 2
    document.regimes = ["gdpr"]
    document.triggers = [
      CaseTrigger(
        regime: "gdpr", trigger: "awareness", at: UTCTime(seconds: 86_400), by: "by", why: "why",
        enteredAt: UTCTime(seconds: 90_000)),
      CaseTrigger(
        regime: "hipaa", trigger: "discovery", at: UTCTime(seconds: 1_742_571_000), by: "by",
        why: "why", enteredAt: UTCTime(seconds: 1_742_572_000)),
    ]
    document.holidays = [3]
    document.displayZone = DisplayZone(
      name: "Etc/Far",
      changes: [.init(from: UTCTime(seconds: 0), offset: 3_600, abbreviation: "FAR")])
    document.closed = CaseClosure(
      at: UTCTime(seconds: 9), by: "closer", why: "closed because", retainUntil: "", basis: [])
    document.hold = LitigationHold(at: UTCTime(seconds: 9), by: "holder", why: "held because")
    return document
  }

  private static let notRead = [
    NotReadMember(
      name: "k.brandt.7z", found: "text that starts with 'Brandt'", mayHoldRecords: true)
  ]

  static func entry() -> RegisterEntry {
    var origin = ExportOrigin()
    origin.sourceSystem = "system"
    origin.tenant = "tenant"
    origin.collectedAt = UTCTime(seconds: 2)
    origin.collectedBy = "collector"
    origin.collectedTool = "tool"
    origin.collectedCommand = "command"
    origin.receivedFrom = "giver"
    origin.receivedAt = UTCTime(seconds: 3)
    origin.query.from = UTCTime(seconds: 0)
    origin.query.to = UTCTime(seconds: 1)
    origin.query.operations = ["MailItemsAccessed"]
    origin.query.users = ["user@x"]
    origin.query.mailboxes = ["box@x"]
    origin.query.addresses = ["203.0.113.66"]
    origin.query.freeText = "words"
    origin.query.resultSize = 5
    origin.inventory.archive = true
    origin.inventory.folder = "a folder"
    var entry = RegisterEntry(
      evidence: 1, originalName: "original.csv", storedName: "E001-original.csv", sha256: "ef",
      bytes: 8, format: "f", importedAt: UTCTime(seconds: 4), origin: origin)
    entry.memberOf = 3
    entry.notRead = notRead
    entry.exports = [2]
    entry.external = ExternalObject(
      address: "s3a://lake/1", beginsWithMark: true, endsOpen: true)
    return entry
  }

  /// The story of the shipped case, and by hand what it has nothing of.
  private static func findings() throws -> Findings {
    let story = NorthwindCase()
    let scope = try fixtureScope(
      #"""
      {"mailboxes": [{"upn": "m.rivera@northwind-clinic.example"}, {"upn": "nobody@x"}],
       "windows": [{"from": "2025-02-01", "to": "2025-03-18", "why": "w", "decidedBy": "d",
                    "mailboxes": [{"upn": "m.rivera@northwind-clinic.example"}]}],
       "indicators": [{"id": "A1", "addresses": ["203.0.113.66"], "logonTypes": [0, 1],
                       "sessions": ["s", "t"], "tokens": ["k"], "clients": ["c"],
                       "applications": ["a"], "devices": ["dev"], "users": ["u@x"],
                       "mailboxes": [{"upn": "m.rivera@northwind-clinic.example"}],
                       "from": "2025-01-01", "to": "2025-04-01", "why": "w", "decidedBy": "d",
                       "decidedAt": "2025-03-24"},
                      {"id": "A2", "addresses": ["203.0.113.66"]},
                      {"id": "A3", "addresses": ["203.0.113.67"], "why": "w", "decidedBy": "d"}],
       "knownGood": [{"id": "K1", "addresses": ["198.51.100.0/26"], "why": "w"},
                     {"id": "K2", "addresses": ["198.51.100.64/26"], "why": "w", "decidedBy": "d"}],
       "accessEnds": [{"at": "2025-03-17", "why": "w", "decidedBy": "d",
                       "mailboxes": [{"upn": "m.rivera@northwind-clinic.example"}]}],
       "decisions": [{"at": "2025-03-24T10:20:00Z", "by": "b", "what": "said", "why": "w"},
                     {"by": "b", "why": "w", "what": {"retract": {"id": "A3"}}},
                     {"by": "b", "why": "w", "what": {"retract": {"id": "K2"}}}]}
      """#)
    var findings = try fixtureFindings([FixtureFile(story.csv), FixtureFile(story.json)], scope)
    let time = UTCTime(seconds: 1_741_000_000)
    var box = findings.mailboxes[0]
    box.attachments = [
      AccessedAttachment(item: "I", first: time, last: time, sources: [CitedIndex(0)])
    ]
    box.unnamedAccess = [
      UnnamedAccess(
        kind: .noIdentifier, items: 2, folder: nil, sources: [CitedIndex(0)], rejects: [])
    ]
    box.assumedFolders = [
      AssumedFolder(folder: .init(name: "\\Inbox\\a", id: "F"), first: time, basis: "sync")
    ]
    box.inventory = InventoryFindings()
    findings.mailboxes[0] = box
    findings.otherAcquisition = [
      OtherAcquisition(
        kind: .export, operation: "o", mailbox: nil, target: "t", user: "u",
        attribution: .attacker, details: ["d"], first: time),
      OtherAcquisition(
        kind: .consent, operation: "Consent to application.", mailbox: nil, target: "t", user: "u",
        attribution: .attacker,
        details: ["application=the app", "applicationid=the id", "approle.value=Mail.Read"],
        first: time),
    ]
    var act = Act(
      group: .otherDoor, workload: "SharePoint", operation: "FileAccessed", isRead: true,
      isInScope: false, mailbox: box.mailbox, first: time)
    act.records = 1
    act.addresses = ["203.0.113.66"]
    act.details = ["object=a file"]
    act.sources = [CitedIndex(0)]
    var rule = act
    rule.group = .mailSentOut
    rule.operation = "New-TransportRule"
    rule.details = ["blindcopyto=x@evil.example", "subjectcontainswords=invoice"]
    findings.acts = [act, rule]
    findings.signInsNotAsked = true
    findings.overlaps = [
      ExportOverlap(
        first: [1], second: [2], span: .always, records: 1, onlyInFirst: 2, onlyInSecond: 3)
    ]
    findings.unread = [
      UnreadMember(
        member: "Folders", operation: "MailItemsAccessed", records: 1, consequence: .unnamed,
        sources: [CitedIndex(0)])
    ]
    findings.outsideScope = [
      OutsideScope(
        mailbox: box.mailbox, from: time, to: time, records: 1, indicators: ["A1"],
        sources: [CitedIndex(0)])
    ]
    findings.rejected = [
      RejectedRow(
        source: findings.records[0].source, reason: .invalidJSON, detail: "found", salvaged: ["a@x"]
      )
    ]
    findings.anomalies = [Anomaly(code: "c", text: "an anomaly", sources: [CitedIndex(0)])]
    findings.completeness.files[0].signs = [Sign(.onlyOwner, "a sign")]
    findings.request.notRead = [NotReadArchive(evidence: 2, members: notRead)]
    findings.request.inventories = [try fixtureInventory("Subject,InternetMessageId\na,<a@x>\n")]
    findings.request.issue.supersedes = "aa"
    var stated = StatedQuery()
    stated.query.users = ["user@x"]
    findings.request.queries = [stated]
    findings.request.caseNumber = "N-1"
    findings.request.caseTitle = "the title"
    findings.inventory = FindingsList([
      InventoryMessage(
        mailbox: ScopedIndex(0), message: "a@x", identifiedBy: .internetMessageId, tier: .recorded,
        isPlaced: true)
    ])
    return findings
  }
}
