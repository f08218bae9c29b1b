import CaseActions
import CaseFolder
import CaseModel
import CaseReport
import Files

/// `casefile new CASE`
struct NewCommand: Command {
  var number: String?
  var title: String?
  var organisation: String?
  var examiner: String?
  var qualifications: String?
  var requester: String?
  var authority: String?
  var questions: [String] = []
  var regimes: [String] = []
  var marking: String?
  var language: String?
  var zone: String?

  static let row = CommandRow(
    name: "new", operands: "CASE", count: .just(1), text: "make a new case folder",
    examples: [
      CommandExample("casefile new NEW", "a case folder; nothing else is needed"),
      CommandExample(
        "casefile new NEW-2 --number 2025-014 --regime hipaa --zone America/Chicago",
        "with what the report will say"),
    ])
  static let options: [Option<Self>] = [
    .text("number", "TEXT", \.number, "case number; names the bundles"),
    .text("title", "TEXT", \.title, "title of the case"),
    .text("organisation", "TEXT", \.organisation, "whose mailboxes these are"),
    .text("examiner", "TEXT", \.examiner, "who examines"),
    .text(
      "qualifications", "TEXT", \.qualifications, "training and experience of the examiner"),
    .text("requester", "TEXT", \.requester, "who asked for the examination"),
    .text("authority", "TEXT", \.authority, "on what basis: engagement, order, policy"),
    .texts("question", "TEXT", \.questions, "a question to be answered"),
    .texts(
      "regime", "ID", \.regimes,
      "a law whose worksheet is wanted, as casefile regimes lists it"),
    .text("marking", "TEXT", \.marking, "printed on every report, such as a claim of privilege"),
    .text("language", "ID", \.language, "language of the reports: en, de or pt-BR"),
    .text("zone", "ZONE", \.zone, "a second zone for times, such as America/New_York"),
  ]

  func run(_ run: CommandRun) throws -> Int32 {
    let folder = CaseFolder(run.operands[0])
    var document = CaseDocument()
    document.number = number ?? lastPathPart(folder.root)
    document.title = title ?? document.number
    document.organisation = organisation ?? ""
    document.examiner = examiner ?? ""
    document.qualifications = qualifications ?? ""
    document.requester = requester ?? ""
    document.authority = authority ?? ""
    document.questions = questions
    document.regimes = try regimes.map { try knownRegime($0, .builtIn).id }
    document.marking = marking ?? ""
    document.language = language ?? "en"
    try ResultOptions.check([document.language], .builtIn)
    if let zone { document.displayZone = try displayZone(zone) }
    if let mode = try makeCase(folder, document, run.surroundings) {
      run.warn(
        "'\(folder.root.visible)' had mode 0\(String(mode, radix: 8)), which lets others in; it is"
          + " 0700 now")
    }
    try run.result("case", path: folder.root)
    run.next("casefile import \(folder.root) EXPORT…")
    return 0
  }
}

/// The zone's changes from 2015 to the end of 2049, as this machine knows them: no audit record is
/// older, and no report of a case is likely to be about later ones.
private func displayZone(_ name: String) throws -> DisplayZone {
  let from = UTCTime(year: 2015, month: 1, day: 1, hour: 0, minute: 0, second: 0)?.seconds ?? 0
  let to = UTCTime(year: 2050, month: 1, day: 1, hour: 0, minute: 0, second: 0)?.seconds ?? 0
  let changes = try zoneChanges(name, from: from, to: to)?.map {
    DisplayZone.Change(
      from: UTCTime(seconds: $0.from), offset: Int64($0.offset.seconds),
      abbreviation: $0.offset.abbreviation)
  }
  guard let zone = DisplayZone(name: name, changes: changes ?? []) else {
    throw UsageProblem.badValue(
      option: "--zone", found: name,
      expected: "a zone in this machine's time-zone data, such as America/New_York")
  }
  return zone
}
