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
  var phrases: [String: MustachePhrase] = [:]
  guard let members = root["phrases"] else {
    throw root.problem("phrases", nil, "an object of sentences")
  }
  let object = try DocumentObject(members, "phrases")
  for member in object.members {
    if phrases[member.key] != nil {
      throw DocumentProblem(
        key: object.path(member.key), found: "a second time", expected: "each key once")
    }
    phrases[member.key] = try phrase(member, object)
  }
  return ReportLanguage(
    id: try root.requiredText("language"), name: try root.requiredText("name"),
    zeroIsOne: one == "0-1", group: group, date: date, phrases: phrases,
    said: try said(root), regimes: try regimes(root))
}

/// The words of the regimes, by the English ones; `{amount}` stands in both.
private func regimes(_ root: DocumentObject) throws(DocumentProblem) -> [String: String] {
  guard let members = root["regimes"] else { return [:] }
  let object = try DocumentObject(members, "regimes")
  var regimes: [String: String] = [:]
  for member in object.members {
    let text = try object.requiredText(member.key)
    if text.contains("{amount}") != member.key.contains("{amount}") {
      throw DocumentProblem(
        key: object.path(member.key), found: "\"\(text)\"",
        expected: "{amount} where the English text has it, and only there")
    }
    if regimes.updateValue(text, forKey: member.key) != nil {
      throw DocumentProblem(
        key: object.path(member.key), found: "a second time", expected: "each text once")
    }
  }
  return regimes
}

/// `{"English sentence with {0}": "the same in the language, with {0}"}`: every value stands in both.
private func said(_ root: DocumentObject) throws(DocumentProblem) -> [String: String] {
  guard let members = root["said"] else { return [:] }
  let object = try DocumentObject(members, "said")
  var said: [String: String] = [:]
  for member in object.members {
    let text = try object.requiredText(member.key)
    func places(_ pattern: String) -> [Int] {
      Statement.pieces(pattern).compactMap(\.value).sorted()
    }
    if places(text) != places(member.key) {
      throw DocumentProblem(
        key: object.path(member.key), found: "\"\(text)\"",
        expected: "the same numbers in braces, each once")
    }
    if said.updateValue(text, forKey: member.key) != nil {
      throw DocumentProblem(
        key: object.path(member.key), found: "a second time", expected: "each sentence once")
    }
  }
  return said
}

private func phrase(
  _ member: JSONValue.Member, _ object: DocumentObject
) throws(DocumentProblem) -> MustachePhrase {
  let phrase: MustachePhrase
  if let text = member.value.text {
    phrase = .plain(text)
  } else {
    let forms = try DocumentObject(member.value, object.path(member.key))
    try forms.allow(["by", "one", "other"])
    phrase = .counted(
      by: try forms.requiredText("by"), one: try forms.requiredText("one"),
      other: try forms.requiredText("other"))
  }
  for form in phrase.forms where form.text.isEmpty || form.text.contains(where: \.isNewline) {
    throw object.problem(member.key, member.value, "one line that is not empty")
  }
  return phrase
}
