/// What is wrong with a document: the key, what was found, what was expected.
package struct DocumentProblem: Error, Equatable, Sendable {
  package var key: String
  package var found: String
  package var expected: String

  package init(key: String, found: String, expected: String) {
    self.key = key
    self.found = found
    self.expected = expected
  }
}

/// A JSON object that is read key by key: one that is not known is an error, and so is a value of
/// another kind.
package struct StrictObject {
  package let place: String
  private let json: JSONValue

  package init(_ json: JSONValue, _ place: String) throws(DocumentProblem) {
    if json.members == nil {
      throw DocumentProblem(
        key: place.isEmpty ? "(the document)" : place, found: json.kind, expected: "an object")
    }
    self.json = json
    self.place = place
  }

  package func path(_ key: String) -> String { place.isEmpty ? key : "\(place).\(key)" }

  package func allow(_ keys: [String]) throws(DocumentProblem) {
    for member in json.members ?? [] where !keys.contains(member.key) {
      throw DocumentProblem(
        key: path(member.key), found: "a key that is not known",
        expected: "one of \(keys.sorted().joined(separator: ", "))")
    }
  }

  package func has(_ key: String) -> Bool { json[key] != nil }

  package func problem(_ key: String, _ expected: String) -> DocumentProblem {
    let value = json[key]
    return DocumentProblem(
      key: path(key), found: value.map { $0.text.map { "\"\($0)\"" } ?? $0.kind } ?? "nothing",
      expected: expected)
  }

  /// A text that says something.
  package func text(_ key: String) throws(DocumentProblem) -> String {
    guard let text = json[key]?.text, !text.isEmpty else { throw problem(key, "a text") }
    return text
  }

  package func number(_ key: String) throws(DocumentProblem) -> Int64 {
    guard let number = json[key]?.integer, number >= 0 else {
      throw problem(key, "a number from 0 on")
    }
    return number
  }

  package func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type
  ) throws(DocumentProblem) -> Word where Word.RawValue == String {
    guard let word = json[key]?.text.flatMap({ Word(rawValue: $0) }) else {
      throw problem(key, type.allCases.map(\.rawValue).joined(separator: " or "))
    }
    return word
  }

  package func object(_ key: String) throws(DocumentProblem) -> StrictObject {
    try StrictObject(json[key] ?? .null, path(key))
  }

  /// Empty where there is no such list.
  package func objects(_ key: String) throws(DocumentProblem) -> [StrictObject] {
    guard let value = json[key] else { return [] }
    guard let elements = value.elements else { throw problem(key, "a list of objects") }
    var objects: [StrictObject] = []
    for (index, element) in elements.enumerated() {
      objects.append(try StrictObject(element, "\(path(key))[\(index)]"))
    }
    return objects
  }

  /// Empty where there is no such list.
  package func texts(_ key: String) throws(DocumentProblem) -> [String] {
    guard let value = json[key] else { return [] }
    guard let elements = value.elements else { throw problem(key, "a list of texts") }
    var texts: [String] = []
    for element in elements {
      guard let text = element.text else { throw problem(key, "a list of texts") }
      texts.append(text)
    }
    return texts
  }
}
