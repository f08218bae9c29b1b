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
      let english = languages.first { $0.id == "en" }?.phrases ?? [:]
      let known = try TemplateSet.builtIn.namesInUse()
      var problems: [String] = []
      for place in ["docx", "reports"] {
        for (name, text) in folder(place).sorted(by: { $0.key < $1.key }) {
          let file = "\(place)/\(name)"
          if TemplateSet.builtIn.files[file] == nil {
            problems.append("\(file): no template has this name, so it is not used")
          }
          if name.hasPrefix("sources."), text.hasSuffix("\n") {
            problems.append("\(file): it ends a line, and would cut the rows that it stands in")
          }
          problems += check(file, name, text, english, known)
        }
      }
      for language in languages { problems += check(language, english, known) }
      return problems
    } catch let problem as TemplateProblem {
      return [problem.words]
    } catch {
      return ["\(error)"]
    }
  }

  /// A template: sections that close, and names that mean something.
  private func check(
    _ file: String, _ name: String, _ text: String, _ english: [String: MustachePhrase],
    _ known: Set<String>
  ) -> [String] {
    do throws(MustacheProblem) {
      _ = try MustacheTemplates([name: text], partialsRequired: false, escape: \.string)
      return try MustacheName.all(in: text, template: name).compactMap { used in
        let place = "\(file): line \(used.line)"
        if used.isPartial {
          return files["reports/\(used.name)"] != nil
            ? nil : "\(place): no template is called '\(used.name)'"
        }
        if used.isPhrase {
          return english[used.name] != nil
            ? nil : "\(place): languages/en.json has no sentence '\(used.name)'"
        }
        return known.contains(used.name) ? nil : "\(place): no report has a value '\(used.name)'"
      }
    } catch {
      return ["\(file): \(error.words)"]
    }
  }

  /// The sentences of a language: no markup, and names that mean something.
  private func check(
    _ language: ReportLanguage, _ english: [String: MustachePhrase], _ known: Set<String>
  ) -> [String] {
    var problems: [String] = []
    for (key, phrase) in language.phrases.sorted(by: { $0.key < $1.key }) {
      let place = "languages/\(language.id).json: \(key)"
      do throws(MustacheProblem) {
        var one = MustacheLanguage.none
        one.phrases = [key: phrase]
        _ = try MustacheTemplates([:], language: one, escape: \.string)
        for form in phrase.forms {
          for used in try MustacheName.all(in: form.text, template: key)
          where used.isPhrase ? english[used.name] == nil : !known.contains(used.name) {
            problems.append("\(place): nothing is called '\(used.name)'")
          }
        }
      } catch {
        problems.append("\(place): \(error.words)")
      }
    }
    return problems
  }

  /// What built-in templates and sentences name: values that reports have.
  private func namesInUse() throws -> Set<String> {
    var names: Set<String> = []
    for place in ["docx", "reports"] {
      for (name, text) in folder(place) {
        names.formUnion(try MustacheName.all(in: text, template: name).map(\.name))
      }
    }
    for phrase in try language("en").phrases.values {
      if case .counted(let by, _, _) = phrase { names.insert(by) }
      for form in phrase.forms {
        names.formUnion(try MustacheName.all(in: form.text, template: "").map(\.name))
      }
    }
    return names
  }
}

extension TemplateProblem {
  package var words: String {
    EvidenceText(
      "\(file): \(line.map { "line \($0): " } ?? "")\(problem.key): found \(problem.found), expected \(problem.expected)"
    ).visible
  }
}

extension MustacheProblem {
  /// What is wrong, with the template and the line.
  package var line: String { EvidenceText(place).visible }

  private var place: String {
    switch self {
    case .unclosedTag(let template, _), .unclosedSection(let template, _, _),
      .strayClose(let template, _, _), .badDelimiters(let template, _),
      .missingPartial(let template, _), .tooDeep(let template), .missingPhrase(let template, _):
      "\(template): \(words)"
    case .missingNumber(let key, _), .markupInPhrase(let key): "sentence '\(key)': \(words)"
    }
  }

  /// The same without the name of the template or the sentence.
  fileprivate var words: String {
    switch self {
    case .unclosedTag(_, let line): "line \(line): a tag without its end"
    case .unclosedSection(_, let name, let line):
      "line \(line): section '\(name)' is never closed"
    case .strayClose(_, let name, let line):
      "line \(line): '/\(name)' closes nothing that is open"
    case .badDelimiters(_, let line): "line \(line): delimiters that cannot be used"
    case .missingPartial(_, let name): "no template is called '\(name)'"
    case .tooDeep: "it includes itself"
    case .missingPhrase(_, let key): "no sentence is called '\(key)'"
    case .missingNumber(_, let number): "there is no number '\(number)' where it is printed"
    case .markupInPhrase: "a raw tag, a partial or a block, which sentences cannot have"
    }
  }
}
