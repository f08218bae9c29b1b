import TextFormats

extension TemplateSet {
  /// What keeps the set from being used, or would print nothing where something was meant: a line
  /// each, with file, line or key, what was found, and what was expected.
  package func check() -> [String] {
    var problems: [String] = []
    do {
      _ = try regimes()
      let english = try languages().first { $0.id == "en" }
      problems += try names(english?.phrases ?? [:])
    } catch let problem as TemplateProblem {
      problems.append(problem.line)
    } catch let problem as MustacheProblem {
      problems.append(problem.line)
    } catch {
      problems.append("\(error)")
    }
    for path in files.keys.sorted() where TemplateSet.builtIn.files[path] == nil {
      if path.hasPrefix("reports/") || path.hasPrefix("docx/") {
        problems.append("\(path): no template has this name, so it is not used")
      }
    }
    return problems
  }

  /// Names that neither the built-in templates nor their sentences use print nothing.
  private func names(_ english: [String: MustachePhrase]) throws -> [String] {
    let known = try TemplateSet.builtIn.namesInUse()
    let templates = folder("reports").merging(folder("docx")) { own, _ in own }
    var problems: [String] = []
    for (name, text) in templates.sorted(by: { $0.key < $1.key }) {
      // Sections that do not close, tags that do not end.
      _ = try MustacheTemplates([name: text], partialsRequired: false, escape: \.string)
      for used in try MustacheName.all(in: text, template: name) {
        let place = "\(name): line \(used.line)"
        if used.isPartial {
          if templates[used.name] == nil {
            problems.append("\(place): no template is called '\(used.name)'")
          }
        } else if used.isPhrase {
          if english[used.name] == nil {
            problems.append("\(place): languages/en.json has no sentence '\(used.name)'")
          }
        } else if !known.contains(used.name) {
          problems.append("\(place): no report has a value '\(used.name)'")
        }
      }
    }
    for language in try languages() {
      for (key, phrase) in language.phrases.sorted(by: { $0.key < $1.key }) {
        for form in phrase.forms {
          for used in try MustacheName.all(in: form.text, template: key) {
            let place = "languages/\(language.id).json: \(key)"
            if used.isPhrase ? english[used.name] == nil : !known.contains(used.name) {
              problems.append("\(place): nothing is called '\(used.name)'")
            }
          }
        }
        // A raw tag or a partial in a sentence.
        let one = MustacheLanguage(
          phrases: [key: phrase], number: { "\($0)" }, time: { "\($0) \($1)" }, isOne: { $0 == 1 })
        _ = try MustacheTemplates([:], language: one, escape: \.string)
      }
    }
    return problems
  }

  private func namesInUse() throws -> Set<String> {
    var names: Set<String> = []
    for (name, text) in folder("reports").merging(folder("docx"), uniquingKeysWith: { $1 }) {
      names.formUnion(try MustacheName.all(in: text, template: name).map(\.name))
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
  package var line: String {
    "\(file): \(problem.key): found \(problem.found), expected \(problem.expected)"
  }
}

extension MustacheProblem {
  /// What is wrong, with the template and the line.
  package var line: String {
    switch self {
    case .unclosedTag(let template, let line): "\(template): line \(line): a tag without its end"
    case .unclosedSection(let template, let name, let line):
      "\(template): line \(line): section '\(name)' is never closed"
    case .strayClose(let template, let name, let line):
      "\(template): line \(line): '/\(name)' closes nothing that is open"
    case .badDelimiters(let template, let line):
      "\(template): line \(line): delimiters that cannot be used"
    case .missingPartial(let template, let name): "\(template): no template is called '\(name)'"
    case .tooDeep(let template): "\(template): it includes itself"
    case .missingPhrase(let template, let key): "\(template): no sentence is called '\(key)'"
    case .missingNumber(let key, let number):
      "sentence '\(key)': there is no number '\(number)' where it is printed"
    case .markupInPhrase(let key):
      "sentence '\(key)': a raw tag, a partial or a block, which sentences cannot have"
    }
  }
}
