import CaseModel
import TextFormats

extension TemplateSet {
  /// What keeps the set from being used, or would print nothing where something was meant: a line
  /// each, with file, line or key, what was found, and what was expected. Names of files and keys may
  /// be anybody's: what could move a reader's eyes is shown.
  package func check() -> [String] { problems().map { EvidenceText($0).visible } }

  private func problems() -> [String] {
    do {
      _ = try regimes()
      let languages = try languages()
      var problems: [String] = []
      for place in ["docx", "reports"] {
        for (name, text) in folder(place).sorted(by: { $0.key < $1.key }) {
          problems += check(place, name, text)
        }
      }
      for language in languages {
        for problem in try wordedNameProblems(in: language) where !problems.contains(problem) {
          problems.append(problem)
        }
      }
      return problems
    } catch let problem as TemplateProblem {
      return [problem.words]
    } catch {
      return ["\(error)"]
    }
  }

  /// None where a template cannot be read, which is said already.
  private func wordedNameProblems(in language: ReportLanguage) throws -> [String] {
    do {
      return try nameProblems(
        of: ReportTemplate.allCases, as: [.md, .html, .docx], in: language
      ).map(\.words)
    } catch is MustacheProblem {
      return []
    } catch let problem as TemplateNameProblem {
      return [problem.words]
    }
  }

  /// A template by itself: that it is one of the set, and that its sections close.
  private func check(_ place: String, _ name: String, _ text: String) -> [String] {
    let file = "\(place)/\(name)"
    var problems: [String] = []
    if TemplateSet.builtIn.files[file] == nil {
      problems.append("\(file): no template has this name, so it is not used")
    }
    if name.hasPrefix("sources."), text.hasSuffix("\n") {
      problems.append("\(file): it ends with a line break, and would cut rows that use it")
    }
    do throws(MustacheProblem) {
      _ = try MustacheTemplates([name: text], escape: \.string)
    } catch {
      problems.append("\(file): \(error.words)")
    }
    return problems
  }
}
