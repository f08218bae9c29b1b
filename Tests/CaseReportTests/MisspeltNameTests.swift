import CaseModel
@testable import CaseReport
import TestSupport
import Testing
@testable import TextFormats

/// Every name in every template, misspelt one at a time, is an error with its file and line: whether or
/// not a case would show the place.
struct MisspeltNameTests {
  /// A name of a template: how it reads with another, and its line.
  private struct Mutation {
    var text: String
    var line: Int
    var name: String
  }

  /// Each tag with another name; a section with its end.
  private func mutations(of text: String) -> [Mutation] {
    let pieces = text.components(of: "{{")
    var mutations: [Mutation] = []
    for (index, piece) in pieces.enumerated().dropFirst() {
      guard let end = piece.firstIndex(of: "}") else { continue }
      let tag = piece[..<end]
      let sign = tag.prefix { "#^{&><".contains($0) }
      let name = tag.dropFirst(sign.count).drop { $0 == " " }
      if "/$!".contains(tag.first ?? "!") || name.isEmpty || name == "." { continue }
      var changed = pieces
      changed[index] = String(piece[..<end]) + "x" + piece[end...]
      if sign == "#" || sign == "^" || sign == "<" {
        guard let close = closing(String(name), after: index, in: pieces) else { continue }
        changed[close] = "/\(name)x" + pieces[close].dropFirst(name.count + 1)
      }
      let before = pieces[..<index].reduce(0) { $0 + $1.count { $0 == "\n" } }
      mutations.append(
        Mutation(
          text: changed.joined(separator: "{{"), line: before + 1, name: "\(name)x"))
    }
    return mutations
  }

  private func closing(_ name: String, after index: Int, in pieces: [String]) -> Int? {
    var depth = 0
    for place in pieces.indices where place > index {
      if ["#\(name)}", "^\(name)}", "<\(name)}"].contains(where: pieces[place].hasPrefix) {
        depth += 1
      }
      guard pieces[place].hasPrefix("/\(name)}") else { continue }
      if depth == 0 { return place }
      depth -= 1
    }
    return nil
  }

  private static let filled = ReportTemplate.allCases.flatMap { report in
    [ReportFormat.md, .html, .docx].map { (report: report, format: $0) }
  }

  /// The templates that are filled and are or include the named one.
  private func using(
    _ name: String, _ templates: MustacheTemplates
  ) -> [(name: String, shape: MustacheShape)] {
    let all = MisspeltNameTests.filled.flatMap { $0.report.filled($0.format) }
    let own = all.filter { $0.name == name }
    if let first = own.first { return [first] }
    let ending = name.split(separator: ".", maxSplits: 1).last.map(String.init) ?? ""
    let kin = ending == "svg" ? "html" : ending
    return Array(all.filter { $0.name.hasSuffix(".\(kin)") }.prefix(kin == "xml" ? 1 : 2))
  }

  @Test(arguments: TemplateSet.builtIn.texts.keys.filter { $0 != "report.js" }.sorted())
  func everyNameOfATemplate(_ name: String) throws {
    let set = TemplateSet.builtIn
    let english = try set.language("en")
    let templates = try MustacheTemplates(
      set.texts, language: english.mustache(zone: nil), escape: \.string)
    let using = using(name, templates)
    #expect(!using.isEmpty)
    #expect(templates.check(using).problems == [])
    let text = try #require(set.texts[name])
    for mutation in mutations(of: text) {
      let named = mutation.name.hasPrefix("t.") ? String(mutation.name.dropFirst(2)) : mutation.name
      let found = try templates.with(mutation.text, as: name).check(using).problems
        .map { set.problem($0, english) }
      let isFound = found.contains { problem in
        problem.file == set.path(ofTemplate: name) && problem.line == mutation.line
          && problem.found.contains("\(named)'")
      }
      #expect(isFound, "\(name), line \(mutation.line): \(mutation.name): \(found)")
    }
  }

  @Test func everyNameOfASentence() throws {
    let set = TemplateSet.builtIn
    let english = try set.language("en")
    let templates = try MustacheTemplates(
      set.texts, language: english.mustache(zone: nil), escape: \.string)
    let filled = MisspeltNameTests.filled.flatMap { $0.report.filled($0.format) }
    let said = english.names.compactMap { key in SaidSentences.seen(by: key).map { (key, $0) } }
    #expect(templates.check(filled, said: said).problems == [])
    // Most sentences are in the text of a report as well as in its page and its Word document.
    let texts = ReportTemplate.allCases.flatMap { $0.filled(.md) }
    var count = 0
    for case (.name(let key), let sentence) in english.sentences {
      for changed in sentence.misspelt(mutations: { mutations(of: $0).map(\.text) }) {
        count += 1
        let misspelt = try templates.with(changed, as: .name(key))
        var found = misspelt.check(texts, said: said).problems
        if found.isEmpty { found = misspelt.check(filled, said: said).problems }
        let places = found.map { set.problem($0, english) }
        #expect(
          places.contains {
            $0.file == "languages/en.json" && $0.found.hasPrefix("\(key): ")
              && $0.line
                == TemplateSet.line(
                  of: "phrases.\(key)", in: set.files["languages/en.json"] ?? "")
          }, "\(key): \(changed): \(places)")
      }
    }
    #expect(count > 250)
  }
}

extension Sentence {
  fileprivate func misspelt(mutations: (String) -> [String]) -> [Sentence] {
    switch self {
    case .plain(let text): mutations(text).map { .plain($0) }
    case .counted(let by, let one, let other):
      [.counted(by: by + "x", one: one, other: other)]
        + mutations(one).map { .counted(by: by, one: $0, other: other) }
        + mutations(other).map { .counted(by: by, one: one, other: $0) }
    }
  }
}

extension String {
  fileprivate func components(of separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.ranges(of: separator).first {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
