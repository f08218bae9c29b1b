import CaseModel

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

/// An object of a document that people write (scope.json, case.json, a regime), with its place, so
/// that a problem can name it. A key that is not allowed is a problem, and so is a wrong value.
package struct DocumentObject {
  package let members: [JSONValue.Member]
  package let place: String

  package init(_ value: JSONValue, _ place: String) throws(DocumentProblem) {
    guard let members = value.members else {
      throw DocumentProblem(
        key: place.isEmpty ? "(the document)" : place, found: value.kind, expected: "an object")
    }
    self.members = members
    self.place = place
  }

  package subscript(key: String) -> JSONValue? { members.first { $0.key == key }?.value }

  package func path(_ key: String) -> String {
    if key.isEmpty { return place }
    return place.isEmpty ? key : "\(place).\(key)"
  }

  package func problem(_ key: String, _ value: JSONValue?, _ expected: String) -> DocumentProblem {
    let found = value.map { $0.text.map { "\"\($0)\"" } ?? $0.kind } ?? "nothing"
    return DocumentProblem(key: path(key), found: found, expected: expected)
  }

  package func allow(_ keys: [String]) throws(DocumentProblem) {
    for member in members where !keys.contains(member.key) {
      throw DocumentProblem(
        key: path(member.key), found: "an unknown key",
        expected: "one of \(keys.joined(separator: ", "))")
    }
  }

  // MARK: - What may be absent

  package func list(_ key: String) throws(DocumentProblem) -> [JSONValue] {
    guard let value = self[key] else { return [] }
    guard let elements = value.elements else { throw problem(key, value, "a list") }
    return elements
  }

  package func objects(_ key: String) throws(DocumentProblem) -> [DocumentObject] {
    var result: [DocumentObject] = []
    for (index, element) in try list(key).enumerated() {
      result.append(try DocumentObject(element, path("\(key)[\(index)]")))
    }
    return result
  }

  package func texts(_ key: String) throws(DocumentProblem) -> [String] {
    var result: [String] = []
    for (index, element) in try list(key).enumerated() {
      let place = "\(key)[\(index)]"
      guard let text = element.text else { throw problem(place, element, "a string") }
      if text.allSatisfy(\.isWhitespace) {
        throw problem(place, element, "a string that is not empty")
      }
      result.append(text)
    }
    return result
  }

  /// Empty where it is absent.
  package func text(_ key: String) throws(DocumentProblem) -> String {
    guard let value = self[key] else { return "" }
    guard let text = value.text else { throw problem(key, value, "a string") }
    return text
  }

  package func time(_ key: String) throws(DocumentProblem) -> UTCTime? {
    guard let value = self[key] else { return nil }
    guard let text = value.text, let time = TimeReader.readDateOrTime(text) else {
      throw problem(key, value, "a UTC time such as 2025-03-01T00:00:00Z")
    }
    return time
  }

  package func word<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type
  ) throws(DocumentProblem) -> Word? where Word.RawValue == String {
    guard let value = self[key] else { return nil }
    guard let text = value.text, let word = Word(rawValue: text) else {
      throw problem(key, value, words(type))
    }
    return word
  }

  // MARK: - What must be there

  package func requiredText(_ key: String) throws(DocumentProblem) -> String {
    let text = try text(key)
    if text.isEmpty { throw problem(key, self[key], "a string") }
    return text
  }

  package func requiredTime(_ key: String) throws(DocumentProblem) -> UTCTime {
    guard let time = try time(key) else { throw problem(key, nil, "a UTC time") }
    return time
  }

  package func requiredWord<Word: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Word.Type
  ) throws(DocumentProblem) -> Word where Word.RawValue == String {
    guard let word = try word(key, type) else { throw problem(key, nil, words(type)) }
    return word
  }

  package func requiredNumber(_ key: String) throws(DocumentProblem) -> Int64 {
    guard let number = self[key]?.integer, number >= 0 else {
      throw problem(key, self[key], "a number of 0 or more")
    }
    return number
  }

  package func requiredObject(_ key: String) throws(DocumentProblem) -> DocumentObject {
    try DocumentObject(self[key] ?? .null, path(key))
  }

  private func words<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> String
  where Word.RawValue == String {
    Word.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: " or ")
  }
}
