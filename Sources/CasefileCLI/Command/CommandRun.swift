import CaseActions
import CaseFolder
import CaseModel
import CaseReport

/// One run of a command: what stands behind its options, where it runs, and where it speaks.
struct CommandRun {
  let operands: [String]
  let isQuiet: Bool
  let surroundings: Surroundings
  let terminal: Terminal
  let results = RunResults()
}

extension CommandRun {
  /// Opens a case alone, to change it.
  ///
  /// - Parameters:
  ///   - path: by default the first operand.
  ///   - changing: a closed case is refused.
  func open(
    _ path: String? = nil, changing: Bool = true, for options: ResultOptions = ResultOptions()
  ) throws -> OpenCase {
    let templates = try options.templates()
    var opened = try OpenCase.open(
      CaseFolder(path ?? operands[0]), surroundings, changing: changing)
    try prepare(&opened, options, templates)
    return opened
  }

  /// For a command that changes nothing: beside others that read, and on media that are read-only.
  func read(
    _ path: String? = nil, for options: ResultOptions = ResultOptions()
  ) throws -> OpenCase {
    let templates = try options.templates()
    var opened = try OpenCase.read(CaseFolder(path ?? operands[0]), surroundings)
    try prepare(&opened, options, templates)
    return opened
  }

  private func prepare(
    _ opened: inout OpenCase, _ options: ResultOptions, _ templates: TemplateSet
  ) throws {
    warnUrgent(opened)
    opened.templates = templates
    try checkLanguages(options.languages, templates)
    opened.languages = options.languages
    opened.isRedacted = options.isRedacted
    if let paper = options.paper { opened.paper = paper.rawValue }
    if !options.formats.isEmpty { opened.formats = options.formats }
  }

  /// Reports are written in languages that the templates in use have.
  func checkLanguages(_ languages: [String], _ templates: TemplateSet) throws {
    for language in languages {
      do {
        _ = try templates.language(language)
      } catch let problem as TemplateProblem where problem.problem.key == "language" {
        throw UsageProblem.badValue(
          option: "--language", found: language, expected: problem.problem.expected)
      }
    }
  }
}
