import CaseActions
import CaseFolder
import CaseModel
import CasePipeline
import CaseReport
import Files

/// `casefile new CASE`
func newCase(_ run: CommandRun) throws -> Int32 {
  let folder = CaseFolder(run.arguments.operands[0])
  var document = CaseDocument()
  document.number = run.arguments["number"] ?? lastPathPart(folder.root)
  document.title = run.arguments["title"] ?? document.number
  document.organisation = run.arguments["organisation"] ?? ""
  document.examiner = run.arguments["examiner"] ?? ""
  document.qualifications = run.arguments["qualifications"] ?? ""
  document.requester = run.arguments["requester"] ?? ""
  document.authority = run.arguments["authority"] ?? ""
  document.questions = run.arguments.all("question")
  document.regimes = try run.arguments.all("regime").map { try run.knownRegime($0).id }
  document.marking = run.arguments["marking"] ?? ""
  document.language = run.arguments["language"] ?? "en"
  try run.checkLanguages([document.language])
  if let zone = run.arguments["zone"] { document.displayZone = try displayZone(zone) }
  if let mode = try makeCase(folder, document, run.surroundings) {
    run.warn(
      "'\(folder.root.visible)' had mode 0\(String(mode, radix: 8)), which lets others in; it is"
        + " 0700 now")
  }
  try run.result("case", path: folder.root)
  run.next("casefile import \(folder.root) EXPORT…")
  return 0
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
      expected: "a zone of this machine's zone data, such as America/New_York")
  }
  return zone
}

extension CommandRun {
  /// - Parameter changing: a closed case is refused.
  /// - Parameter place: of the case among the operands.
  func open(changing: Bool = true, at place: Int = 0) throws -> OpenCase {
    _ = try templates()
    var opened = try OpenCase.open(
      CaseFolder(arguments.operands[place]), surroundings, changing: changing)
    try prepare(&opened)
    return opened
  }

  /// For a command that changes nothing: beside others that read, and on media that are read-only.
  func read(at place: Int = 0) throws -> OpenCase {
    _ = try templates()
    var opened = try OpenCase.read(CaseFolder(arguments.operands[place]), surroundings)
    try prepare(&opened)
    return opened
  }

  private func prepare(_ opened: inout OpenCase) throws {
    warnUrgent(opened)
    opened.templates = try templates()
    opened.languages = arguments.all("language")
    try checkLanguages(opened.languages)
    opened.isRedacted = arguments.has("redact")
    if let paper = try arguments.choice("paper", Paper.allCases) { opened.paper = paper.rawValue }
    let formats = arguments.all("format")
    if !formats.isEmpty {
      opened.formats = try formats.map { name in
        guard let format = ReportFormat(rawValue: name) else {
          throw UsageProblem.badValue(
            option: "--format", found: name,
            expected: ReportFormat.allCases.map(\.rawValue).joined(separator: " or "))
        }
        return format
      }
    }
  }

  /// Reports are written in languages that the templates in use have.
  func checkLanguages(_ languages: [String]) throws {
    let templates = try templates()
    for language in languages {
      do {
        _ = try templates.language(language)
      } catch let problem as TemplateProblem where problem.problem.key == "language" {
        throw UsageProblem.badValue(
          option: "--language", found: language, expected: problem.problem.expected)
      }
    }
  }

  /// Those of `--templates`, else the built-in ones.
  func templates() throws -> TemplateSet {
    guard let folder = arguments["templates"] else { return .builtIn }
    return try readTemplates(folder)
  }
}

/// Of a PDF; the names are those of CSS.
enum Paper: String, CaseIterable { case A4, letter }
