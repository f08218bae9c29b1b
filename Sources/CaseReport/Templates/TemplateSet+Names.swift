import CaseModel
import TextFormats

extension TemplateSet {
  /// Holds the templates of reports, and the sentences in their languages, against the names that there
  /// are: before anything is written, and whether or not this case would show the place.
  ///
  /// The built-in ones are held against them by tests.
  ///
  /// - Throws: the first `TemplateNameProblem`.
  package func checkNames(
    of reports: [ReportTemplate], as formats: [ReportFormat], in languages: [ReportLanguage]
  ) throws {
    if files == TemplateSet.builtIn.files { return }
    for language in languages {
      let problems = try nameProblems(of: reports, as: formats, in: language)
      if let first = problems.first { throw first }
    }
  }

  /// Every name that stands for nothing, with its place and what was meant, perhaps.
  func nameProblems(
    of reports: [ReportTemplate], as formats: [ReportFormat], in language: ReportLanguage
  ) throws -> [TemplateNameProblem] {
    let filled = reports.flatMap { report in formats.flatMap { report.filled($0) } }
    let templates = try parsed(language)
    let said = language.names.sorted().compactMap { key in
      SaidSentences.seen(by: key).map { (key, $0) }
    }
    let (problems, reached) = templates.check(filled, said: said)
    // No value gives the others anything, and no template that is built in prints them.
    let known = try TemplateSet.reachedByBuiltIn.get().union(reached).union(said.map(\.0))
    let others = language.names.sorted().filter { !known.contains($0) }
    let (more, _) = templates.check([], said: others.map { ($0, .object([:])) })
    return (problems + more).map { problem($0, language) }
  }

  private func parsed(_ language: ReportLanguage) throws -> MustacheTemplates {
    do throws(MustacheProblem) {
      return try MustacheTemplates(
        texts, language: language.mustache(zone: nil), escape: \.string)
    } catch {
      if error.template.map({ texts[$0] != nil }) ?? false { throw error }
      throw problem(error, language)
    }
  }

  /// Sentences that the built-in templates print.
  private static let reachedByBuiltIn = Result {
    let all = ReportTemplate.allCases.flatMap { report in
      ReportFormat.allCases.flatMap { report.filled($0) }
    }
    return try builtIn.parsed(try builtIn.language("en")).check(all).reached
  }
}
