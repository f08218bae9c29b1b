import CaseModel
import TextFormats

/// The report as a value for the templates; each part in a file of its own.
struct BreachScopeReport: ReportPart {
  /// Rows of a table that the report shows; the CSV files hold all.
  static let longestTable = 5_000

  let head: HeadPart
  let author: AuthorPart
  let answer: AnswerPart
  let action: ActionPart
  let readings: ReadingsPart
  let mailboxes: MailboxesPart
  let places: WherePart
  let messages: MessagesPart
  let contexts: ContextsPart
  let acquisition: AcquisitionPart
  let acts: ActsPart
  let ledger: LedgerPart
  let evidence: EvidencePart
  let review: ReviewPart
  let inventory: InventoryPart
  let method: MethodPart
  let alternatives: AlternativesPart
  let custody: ReportTable<CustodyRow>
  let heatMap: HeatMapPart
  let timelineDays: ReportTable<TimelineDaysRow>
  let citedRecords: ReportTable<CitedRow>

  static let names: [ReportName<Self>] =
    ReportName.all(of: \.head) + ReportName.all(of: \.author) + ReportName.all(of: \.answer)
    + ReportName.all(of: \.action) + ReportName.all(of: \.readings)
    + ReportName.all(of: \.mailboxes) + ReportName.all(of: \.places)
    + ReportName.all(of: \.messages) + ReportName.all(of: \.contexts)
    + ReportName.all(of: \.acquisition) + ReportName.all(of: \.acts) + ReportName.all(of: \.ledger)
    + ReportName.all(of: \.evidence) + ReportName.all(of: \.review)
    + ReportName.all(of: \.inventory) + ReportName.all(of: \.method)
    + ReportName.all(of: \.alternatives) + ReportName.all(of: \.heatMap)
    + ReportName.table("custodyEntries", \.custody)
    + ReportName.table("timelineDays", \.timelineDays)
    + ReportName.table("citedRecords", \.citedRecords)

  init(_ input: ReportInput) throws {
    let findings = input.findings
    head = HeadPart(input)
    author = AuthorPart(input)
    answer = try AnswerPart(findings)
    action = ActionPart(input)
    readings = ReadingsPart(findings.request.scope.readings)
    mailboxes = MailboxesPart(findings)
    places = WherePart(findings)
    messages = MessagesPart(findings)
    contexts = ContextsPart(findings)
    acquisition = AcquisitionPart(findings)
    acts = ActsPart(findings)
    ledger = LedgerPart(findings)
    evidence = EvidencePart(input.register)
    review = ReviewPart(input.review)
    inventory = InventoryPart(findings)
    method = try MethodPart(readings, answer.facts)
    alternatives = try AlternativesPart(findings)
    custody = ReportTable(input.custody, file: "custody/custody.jsonl", CustodyRow.init)
    heatMap = HeatMapPart(findings)
    timelineDays = TimelineDaysRow.table(findings)
    citedRecords = ReportTable(findings.records.indices, file: "findings/findings.json") {
      CitedRow(number: $0 + 1, findings.records[$0])
    }
  }
}
