import CaseModel
import TextFormats

extension TemplateSet {
  /// The languages of the set, by id; each has every sentence that English has, and no other.
  package func languages() throws -> [ReportLanguage] {
    let languages = try folder("languages").sorted { $0.key < $1.key }.map { name, text in
      try language(text, file: "languages/\(name)")
    }
    guard let english = languages.first(where: { $0.id == "en" }) else {
      throw TemplateProblem(
        file: "languages/en.json",
        problem: DocumentProblem(
          key: "(the document)", found: "nothing", expected: "the English sentences"))
    }
    for language in languages { try compare(language, english) }
    return languages
  }

  /// - Throws: `TemplateProblem` that names those there are, where there is none of this id.
  package func language(_ id: String) throws -> ReportLanguage {
    let all = try languages()
    if let language = all.first(where: { $0.id == id }) { return language }
    throw TemplateProblem(
      file: "languages/\(id).json",
      problem: DocumentProblem(
        key: "language", found: "\"\(id)\"",
        expected: "one of \(all.map(\.id).joined(separator: ", "))"))
  }

  private func language(_ text: String, file: String) throws(TemplateProblem) -> ReportLanguage {
    let language = try read(text, file: file) { json throws(DocumentProblem) in
      try readLanguage(json)
    }
    if file != "languages/\(language.id).json" {
      throw TemplateProblem(
        file: file,
        problem: DocumentProblem(
          key: "language", found: "\"\(language.id)\"", expected: "the name of the file"))
    }
    return language
  }

  private func compare(
    _ language: ReportLanguage, _ english: ReportLanguage
  ) throws(TemplateProblem) {
    func problem(_ key: String, _ found: String, _ expected: String) -> TemplateProblem {
      let file = "languages/\(language.id).json"
      return TemplateProblem(
        file: file, line: TemplateSet.line(of: "phrases.\(key)", in: files[file] ?? ""),
        problem: DocumentProblem(key: "phrases.\(key)", found: found, expected: expected))
    }
    for key in english.names.sorted() where language.sentences[.name(key)] == nil {
      throw problem(key, "nothing", "a sentence, as in en.json")
    }
    for key in language.names.sorted() where english.sentences[.name(key)] == nil {
      throw problem(key, "a sentence", "no key that en.json does not have")
    }
  }
}

extension ReportLanguage {
  /// Of the sentences that have one.
  var names: [String] {
    sentences.keys.compactMap { if case .name(let name) = $0 { name } else { nil } }
  }
}
