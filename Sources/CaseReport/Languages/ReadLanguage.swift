import CaseModel
import TextFormats

package let languageSchema = "casefile/language/1"

/// Reads a file of Templates/languages strictly: a wrong key or value is a problem with its place.
package func readLanguage(_ json: JSONValue) throws(DocumentProblem) -> ReportLanguage {
  let root = try DocumentObject(json, "")
  try root.allow([
    "schema", "language", "name", "one", "group", "date", "phrases", "regimes", "said",
  ])
  let schema = try root.requiredText("schema")
  if schema != languageSchema {
    throw DocumentProblem(key: "schema", found: "\"\(schema)\"", expected: "\"\(languageSchema)\"")
  }
  let one = try root.requiredText("one")
  if one != "1" && one != "0-1" {
    throw DocumentProblem(
      key: "one", found: "\"\(one)\"", expected: "\"1\", or \"0-1\" where zero is singular")
  }
  let date = try root.requiredText("date")
  for part in ["{year}", "{month}", "{day}"] where !date.contains(part) {
    throw DocumentProblem(key: "date", found: "\"\(date)\"", expected: "\(part) in it")
  }
  guard let group = root["group"]?.text, group.count <= 1, group.first?.isNumber != true else {
    throw root.problem("group", root["group"], "one character, or an empty text")
  }
  guard root["phrases"] != nil else {
    throw root.problem("phrases", nil, "an object of sentences")
  }
  var sentences: [SentenceKey: Sentence] = [:]
  // Sentences of the report by their names; those of the findings and of the laws by their English.
  try read("phrases", root, into: &sentences) { .name($0) }
  try read("said", root, into: &sentences) { .english($0) }
  try read("regimes", root, into: &sentences) { .english($0) }
  return ReportLanguage(
    id: try root.requiredText("language"), name: try root.requiredText("name"),
    zeroIsOne: one == "0-1", group: group, date: date, sentences: sentences)
}

private func read(
  _ part: String, _ root: DocumentObject, into sentences: inout [SentenceKey: Sentence],
  _ key: (String) -> SentenceKey
) throws(DocumentProblem) {
  guard let members = root[part] else { return }
  let object = try DocumentObject(members, part)
  for member in object.members {
    let key = key(member.key)
    let sentence = try sentence(member, object)
    for form in sentence.forms {
      if form.isEmpty || form.contains(where: \.isNewline) {
        throw object.problem(member.key, member.value, "one line that is not empty")
      }
      if case .english(let english) = key, places(form) != places(english) {
        throw DocumentProblem(
          key: object.path(member.key), found: "\"\(form)\"",
          expected: "the same places in braces as in English, each as often")
      }
    }
    if sentences.updateValue(sentence, forKey: key) != nil {
      throw DocumentProblem(
        key: object.path(member.key), found: "a second time", expected: "each sentence once")
    }
  }
}

/// A text, or its plural forms and the number that they go by.
private func sentence(
  _ member: JSONValue.Member, _ object: DocumentObject
) throws(DocumentProblem) -> Sentence {
  if let text = member.value.text { return .plain(text) }
  let forms = try DocumentObject(member.value, object.path(member.key))
  try forms.allow(["by", "one", "other"])
  return .counted(
    by: try forms.requiredText("by"), one: try forms.requiredText("one"),
    other: try forms.requiredText("other"))
}

private func places(_ text: String) -> [String] {
  Statement.pieces(text).compactMap(\.place).sorted()
}
