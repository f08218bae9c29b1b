import CaseModel
import TextFormats

extension MustacheProblem {
  /// What is wrong, with the template and the line.
  package var line: String {
    let place = template.map { "\($0): " } ?? sentence.map { "sentence '\($0)': " } ?? ""
    return EvidenceText(place + words).visible
  }

  /// The template, or the sentence, in which the problem is.
  var template: String? {
    switch self {
    case .unclosedTag(let template, _), .unclosedSection(let template, _, _),
      .strayClose(let template, _, _), .badDelimiters(let template, _),
      .missingPartial(let template, _, _), .tooDeep(let template),
      .missingSentence(let template, _, _):
      template
    case .unknownName(let path, _, _), .noOuter(let path), .notPrinted(let path): path.template
    case .notNumber, .markupInSentence: nil
    }
  }

  /// The sentence, where it can be in no template.
  var sentence: String? {
    switch self {
    case .notNumber(let key, _), .markupInSentence(let key): key
    default: nil
    }
  }

  /// The same without the name of the template or the sentence.
  var words: String { (lineNumber.map { "line \($0): " } ?? "") + found }

  /// From 1, in the template.
  var lineNumber: Int? {
    switch self {
    case .unclosedTag(_, let line), .unclosedSection(_, _, let line), .strayClose(_, _, let line),
      .badDelimiters(_, let line), .missingPartial(_, _, let line),
      .missingSentence(_, _, let line):
      line
    case .unknownName(let path, _, _), .noOuter(let path), .notPrinted(let path): path.line
    case .tooDeep, .notNumber, .markupInSentence: nil
    }
  }

  var found: String {
    switch self {
    case .unclosedTag: "a tag without its end"
    case .unclosedSection(_, let name, _): "section '\(name)' is never closed"
    case .strayClose(_, let name, _): "'/\(name)' closes nothing that is open"
    case .badDelimiters: "delimiters that cannot be used"
    case .missingPartial(_, let name, _): "no template is called '\(name)'"
    case .tooDeep: "it includes itself"
    case .missingSentence(_, let key, _): "no sentence is called '\(key)'"
    case .notNumber(_, let name): "it goes by '\(name)', which is not a number where it is printed"
    case .markupInSentence:
      "a raw tag, a partial or a block, which sentences may not have"
    case .unknownName(let path, _, nil): "there is no value '\(path.text)' here"
    case .unknownName(let path, _, _?):
      "there is no value '\(path.text)' here, only further out, and names do not climb"
    case .noOuter(let path): "'\(path.text)' goes further out than there is anything"
    case .notPrinted(let path): "'\(path.text)' is a list or an object, which cannot be printed"
    }
  }

  /// What was meant, perhaps; empty where nobody can know.
  var expected: String {
    switch self {
    case .unknownName(_, _, let outer?): "'\(outer)'"
    case .unknownName(_, let near, nil) where !near.isEmpty:
      near.map { "'\($0)'" }.joined(separator: " or ")
    case .missingSentence: "a key of languages/en.json"
    case .notPrinted(let path): "a section, {{#\(path.text)}}…{{/\(path.text)}}"
    default: ""
    }
  }
}
