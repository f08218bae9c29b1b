import CaseModel
import CaseReport
import TextFormats

extension ErrorWords {
  private static let all = "all problems at once: casefile templates check DIR"

  /// A template, a language or a regime that cannot be used.
  init(template words: String) { self.init("Templates/\(words)", ErrorWords.all, 1) }

  init(name problem: TemplateNameProblem) {
    let hint = problem.expected.isEmpty ? "" : "expected \(problem.expected.visible); "
    self.init("Templates/\(problem.place.visible)", hint + ErrorWords.all, 1)
  }

  init(mustache problem: MustacheProblem) {
    self.init("a template cannot be used: \(problem.line)", ErrorWords.all, 1)
  }
}
