import CaseModel
import TextFormats

/// A template or a sentence that names what is not there: found without a case.
package struct TemplateNameProblem: Error, Equatable, Sendable {
  /// Under Templates/.
  package var file: String
  /// From 1, where it is known.
  package var line: Int?
  package var found: String
  /// Empty where nobody can know.
  package var expected: String

  package var words: String { place + (expected.isEmpty ? "" : ": expected \(expected)") }

  /// Without what was expected.
  package var place: String { "\(file): \(line.map { "line \($0): " } ?? "")\(found)" }
}

extension TemplateSet {
  /// A problem with its place: the line of a template, or of the sentence in its language.
  func problem(_ problem: MustacheProblem, _ language: ReportLanguage) -> TemplateNameProblem {
    let expected = problem.expected
    if let template = problem.template, texts[template] != nil {
      return TemplateNameProblem(
        file: path(ofTemplate: template), line: problem.lineNumber, found: problem.found,
        expected: expected)
    }
    let key = problem.template ?? problem.sentence ?? ""
    let file = "languages/\(language.id).json"
    return TemplateNameProblem(
      file: file, line: TemplateSet.line(of: "phrases.\(key)", in: files[file] ?? ""),
      found: "\(key): \(problem.found)", expected: expected)
  }
}
