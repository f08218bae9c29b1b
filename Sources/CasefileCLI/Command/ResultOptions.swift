import CaseActions
import CaseReport

/// How results are made: templates, languages, formats.
struct ResultOptions {
  var languages: [String] = []
  var formats: [ReportFormat] = []
  var paper: Paper?
  var templatesFolder: String?
  var isRedacted = false
  var tallies: [String] = []

  /// Of a PDF; the names are those of CSS.
  enum Paper: String, CaseIterable { case A4, letter }

  /// Those of `--templates`, else the built-in ones.
  func templates() throws -> TemplateSet {
    guard let templatesFolder else { return .builtIn }
    return try readTemplates(templatesFolder)
  }

  func settings() throws -> ResultSettings {
    var settings = ResultSettings()
    settings.templates = try templates()
    try ResultOptions.check(languages, settings.templates)
    settings.languages = languages
    if !formats.isEmpty { settings.formats = formats }
    if let paper { settings.paper = paper.rawValue }
    settings.isRedacted = isRedacted
    settings.tallies = tallies
    return settings
  }

  /// Reports are written in languages that the templates in use have.
  static func check(_ languages: [String], _ templates: TemplateSet) throws {
    for language in languages {
      do {
        _ = try templates.language(language)
      } catch let problem as TemplateProblem where problem.problem.key == "language" {
        throw UsageProblem.badValue(
          option: "--language", found: language, expected: problem.problem.expected)
      }
    }
  }

  /// Somebody asks for reports of another kind than those of the case.
  var isAny: Bool {
    !languages.isEmpty || !formats.isEmpty || paper != nil || templatesFolder != nil
  }

  static let templates = Option<Self>.text(
    "templates", "DIR", \.templatesFolder,
    "a folder of templates; the built-in ones are used for any that are not in it")
  static let redact = Option<Self>.flag(
    "redact", \.isRedacted,
    "for sharing: pseudonyms for mailboxes, users, addresses and message ids")

  /// Of a command that makes reports.
  static let options: [Option<Self>] = [
    .texts("language", "ID", \.languages, "language of the reports, such as en, de or pt-BR"),
    .choices(
      "format", \.formats,
      "format of the reports; default: HTML and Markdown. PDF needs Chromium or Chrome"),
    .choice("paper", \.paper, "size of a PDF; default: A4"),
    templates,
  ]
}
